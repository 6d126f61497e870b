package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.card.CallCard;
import dev.callcard.paging.Page;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads a page of sessions and the calls during each. */
final class SessionPage {
    private static final Comparator<Call> OLDEST_FIRST = Comparator.comparing(
                    (Call call) -> call.facts().times().startedAt())
            .thenComparing(call -> call.id().toString());

    private final CardSql sql;
    private final Tx tx;
    private final ProjectId project;
    private final Params params;
    private final int limit;

    SessionPage(CardSql sql, Tx tx, ProjectId project, Params params, int limit) {
        this.sql = sql;
        this.tx = tx;
        this.project = project;
        this.params = params;
        this.limit = limit;
    }

    /**
     * Reads the page.
     *
     * @param timeout how long a session is alive after its last event
     */
    Page<CallCard.SessionEntry> read(Reads reads, Duration timeout) throws SQLException {
        Page<Session> sessions = Pages.page(reads.next(sql.sessions(), SessionRows::read), limit, SessionRows::cursor);
        Map<UUID, List<Call>> calls = new HashMap<>();
        if (tx.dialect().pipelines()) {
            reads.next(
                    sql.sessionCalls(),
                    row -> calls.computeIfAbsent(row.uuid("during"), id -> new ArrayList<>())
                            .add(CallRows.read(project, row)));
        } else {
            for (Session session : sessions.items()) {
                params.with("aliveFrom", session.startedAt())
                        .with("aliveUntil", session.lastSeenAt().plus(timeout));
                calls.put(
                        session.id().value(), tx.list(sql.sessionCalls(), params, row -> CallRows.read(project, row)));
            }
        }
        List<CallCard.SessionEntry> entries = sessions.items().stream()
                .map(session -> new CallCard.SessionEntry(
                        session,
                        calls.getOrDefault(session.id().value(), List.of()).stream()
                                .sorted(OLDEST_FIRST)
                                .toList()))
                .toList();
        return new Page<>(entries, sessions.next());
    }
}
