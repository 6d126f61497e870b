package dev.callcard.storage.jdbc;

import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.project.Project;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitStore;
import java.time.Clock;
import java.util.List;

/** Visits. */
final class JdbcVisitStore implements VisitStore {
    private final Transactions transactions;
    private final VisitSql sql;

    JdbcVisitStore(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.sql = new VisitSql(dialect, tables, clock);
    }

    @Override
    public List<Status> append(Project project, List<VisitEvent> events) {
        return events.isEmpty()
                ? List.of()
                : transactions.write("append visit events", tx -> new VisitAppend(sql, tx, project).append(events));
    }
}
