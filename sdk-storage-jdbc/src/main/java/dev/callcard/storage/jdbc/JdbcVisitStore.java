package dev.callcard.storage.jdbc;

import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionId;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitStore;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Visits. */
final class JdbcVisitStore implements VisitStore {
    private final Transactions transactions;
    private final VisitSql sql;
    private final GroupCommit<Common, List<VisitEvent>, List<Status>> appends;

    JdbcVisitStore(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.appends = new GroupCommit<>(List::size, transactions.mostShared());
        this.sql = new VisitSql(dialect, tables, clock);
    }

    @Override
    public List<Status> append(Project project, List<VisitEvent> events, Fingerprints fingerprints) {
        if (events.isEmpty()) {
            return List.of();
        }
        return appends.submit(
                new Common(project.id(), project.version(), fingerprints),
                events,
                requests -> transactions.write(
                        "append visit events",
                        tx -> appendAll(new VisitAppend(sql, tx, project, fingerprints), requests)));
    }

    @Override
    public Optional<Session> session(ProjectId project, VisitorId visitor, SessionId session) {
        return transactions.read(
                "read a session",
                tx -> tx.first(
                        sql.session(),
                        Params.of(project).with("visitor", visitor.value()).with("session", session.value()),
                        SessionRows::readWhole));
    }

    private static List<List<Status>> appendAll(VisitAppend append, List<List<VisitEvent>> requests)
            throws SQLException {
        Iterator<Status> all =
                append.append(requests.stream().flatMap(List::stream).toList()).iterator();
        return requests.stream()
                .map(request -> request.stream().map(event -> all.next()).toList())
                .toList();
    }

    /** What requests have in common that are appended together. */
    private record Common(ProjectId project, long version, Fingerprints fingerprints) {}
}
