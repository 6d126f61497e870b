package dev.callcard.web;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.project.Project;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Two servlets on one database, as on two nodes behind a load balancer. */
class LiveNodesTest {
    private static final String NEW_CALL = "2026-11-23T09:00:00Z";

    private final Clock late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-3));
    private final JdbcDataSource database = new JdbcDataSource();

    LiveNodesTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void listenerShouldHearWhatAnotherNodeTook() {
        try (JdbcStorage first = storage(Clock.systemUTC());
                JdbcStorage second = storage(late);
                World one = world(first);
                World two = world(second);
                Listener listener = Listener.open(one, "supervisor")) {
            for (int i = 0; i < 20; i++) {
                listener.next("call", Samples.report(i % 2 == 0 ? two : one, "c" + i, "17", NEW_CALL));
            }
            String lastId = listener.lastId();
            listener.close();
            String missed = Samples.report(two, "missed", "17", NEW_CALL);
            try (Listener elsewhere = Listener.open(two, "supervisor", Optional.of(lastId))) {
                elsewhere.next("call", missed);
            }
        }
    }

    @Test
    void changeShouldBeHeardThoughItsTransactionCommitsAfterLaterOnes() throws Exception {
        try (JdbcStorage storage = storage(Clock.systemUTC());
                World world = world(storage);
                Listener listener = Listener.open(world, "supervisor");
                Connection connection = database.getConnection()) {
            Project project = storage.projects().find(World.NORTHGATE).orElseThrow();
            connection.setAutoCommit(false);
            Storage host = storage.withConnection(connection);
            CallReport early = CallReport.builder("host", "early").build();
            String id = host.calls()
                    .merge(project, Call.Origin.API, List.of(early.toState()), World.NOW, Fingerprints.NONE)
                    .get(0)
                    .id()
                    .toString();
            listener.next("call", Samples.report(world, "later", "17", NEW_CALL));
            connection.commit();
            listener.next("call", id);
        }
    }

    private JdbcStorage storage(Clock clock) {
        return JdbcStorage.builder(database)
                .schemaMode(SchemaMode.MIGRATE)
                .recordings(new MemoryStorage(clock).recordings())
                .clock(clock)
                .build();
    }

    private static World world(JdbcStorage storage) {
        WebOptions.Live live =
                new WebOptions.Live(Duration.ofMillis(20), Duration.ofMinutes(5), Duration.ofMinutes(5), 10, 10);
        return World.start(setup -> setup.clock(Clock.systemUTC())
                .storage(memory -> storage)
                .options(WebOptions.builder().live(live).build()));
    }
}
