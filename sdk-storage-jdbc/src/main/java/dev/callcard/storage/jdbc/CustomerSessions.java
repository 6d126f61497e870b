package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.card.CallCard;
import dev.callcard.paging.Page;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads sessions of a customer, and the calls during each. Not thread-safe. */
final class CustomerSessions {
    private static final Comparator<Call> OLDEST_FIRST = Comparator.comparing(
                    (Call call) -> call.facts().times().startedAt())
            .thenComparing(call -> call.id().toString());

    private final CardSql sql;
    private final Tx tx;
    private final ProjectId project;
    private final Params params;
    private final int limit;
    private final Map<UUID, List<Call>> calls = new HashMap<>();
    private final Map<CardSql.Role, Session> touches = new EnumMap<>(CardSql.Role.class);
    private List<Session> page = List.of();

    CustomerSessions(CardSql sql, Tx tx, ProjectId project, Params params, int limit) {
        this.sql = sql;
        this.tx = tx;
        this.project = project;
        this.params = params;
        this.limit = limit;
    }

    /** Reads a page of sessions, newest first, with the calls during each. */
    void readPage(Reads reads, Duration timeout) throws SQLException {
        if (sql.pipelined()) {
            page = new ArrayList<>();
            reads.next(sql.sessions(), this::sessionOrItsNextCall);
            return;
        }
        page = reads.next(sql.sessions(), SessionRows::read);
        List<Params> during = new ArrayList<>();
        for (Session session : page) {
            Instant deadFrom = session.lastSeenAt().plus(timeout);
            during.add(params.copy().with("aliveFrom", session.startedAt()).with("deadFrom", deadFrom));
        }
        List<List<Call>> found = tx.lookUps(sql.sessionCalls(), during, row -> CallRows.read(project, row));
        for (int i = 0; i < found.size(); i++) {
            calls.put(page.get(i).id().value(), found.get(i));
        }
    }

    /** A row is a session with a call during it, or a session without calls. */
    private boolean sessionOrItsNextCall(Row row) throws SQLException {
        UUID id = row.uuid("session_id");
        List<Call> during = calls.get(id);
        if (during == null) {
            page.add(SessionRows.read(row));
            during = new ArrayList<>();
            calls.put(id, during);
        }
        if (row.bytesOrNone("facts").isPresent()) {
            during.add(CallRows.read(project, row));
        }
        return true;
    }

    /** Reads the sessions that tell where the customer came from, once the page is read. */
    void readTouches(Reads reads) throws SQLException {
        if (sql.pipelined()) {
            reads.next(
                    sql.touch(CardSql.Role.OF_CALLER),
                    row -> touches.put(CardSql.Role.valueOf(row.text("role")), known(row.uuid("session_id"), row)));
            return;
        }
        readTouch(reads, CardSql.Role.OF_CALLER);
        Session joined = touches.get(CardSql.Role.OF_CALLER);
        if (joined != null) {
            params.with("joinedAt", joined.startedAt())
                    .with("joinedId", joined.id().value());
            readTouch(reads, CardSql.Role.BEFORE_THAT);
        }
        readTouch(reads, CardSql.Role.FIRST);
        readTouch(reads, CardSql.Role.LAST);
        readTouch(reads, CardSql.Role.LAST_NON_DIRECT);
    }

    private void readTouch(Reads reads, CardSql.Role role) throws SQLException {
        reads.next(sql.touch(role), SessionRows::read).forEach(session -> touches.put(role, session));
    }

    /** Most touches are on the page too: no need to unpack them twice. */
    private Session known(UUID id, Row row) throws SQLException {
        for (Session session : page) {
            if (session.id().value().equals(id)) {
                return session;
            }
        }
        return SessionRows.read(row);
    }

    /** The session of a role. */
    Optional<Session> touch(CardSql.Role role) {
        return Optional.ofNullable(touches.get(role));
    }

    /** The page. */
    Page<CallCard.SessionEntry> page() {
        Page<Session> sessions = Pages.page(page, limit, SessionRows::cursor);
        return new Page<>(
                sessions.items().stream()
                        .map(session -> new CallCard.SessionEntry(
                                session,
                                calls.getOrDefault(session.id().value(), List.of()).stream()
                                        .sorted(OLDEST_FIRST)
                                        .toList()))
                        .toList(),
                sessions.next());
    }
}
