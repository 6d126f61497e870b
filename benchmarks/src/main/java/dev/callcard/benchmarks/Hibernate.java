package dev.callcard.benchmarks;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** The first thing that comes to mind: load the entities of a customer, and count in Java. */
final class Hibernate implements AutoCloseable {
    private final SessionFactory factory;
    private final Instant asOf;

    Hibernate(DataSource source, String schema, Instant asOf) {
        // Else it logs past the log back end that is here.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        Configuration configuration = new Configuration()
                .addAnnotatedClass(CallRow.class)
                .addAnnotatedClass(SessionRow.class)
                .addAnnotatedClass(PageRow.class);
        configuration.getProperties().put("hibernate.connection.datasource", source);
        configuration.setProperty("hibernate.default_schema", schema);
        this.factory = configuration.buildSessionFactory();
        this.asOf = asOf;
    }

    LoadedRows.Card card(Probe probe) {
        try (Session session = factory.openSession()) {
            List<CallRow> calls = session.createQuery(
                            "from CallRow c where c.projectId = :project and c.phone = :phone", CallRow.class)
                    .setParameter("project", Product.PROJECT.value())
                    .setParameter("phone", probe.customer().phone())
                    .setReadOnly(true)
                    .list();
            List<SessionRow> sessions = session.createQuery(
                            "from SessionRow s left join fetch s.pages where s.projectId = :project and s.phone = :phone",
                            SessionRow.class)
                    .setParameter("project", Product.PROJECT.value())
                    .setParameter("phone", probe.customer().phone())
                    .setReadOnly(true)
                    .list();
            return new LoadedRows(calls, sessions, asOf).card();
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
