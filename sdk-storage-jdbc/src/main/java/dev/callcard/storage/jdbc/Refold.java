package dev.callcard.storage.jdbc;

import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionFold;
import dev.callcard.visit.SessionId;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds again those sessions of one visitor that new events can change, and finds the difference. The visitor must be
 * locked. Not thread-safe.
 */
final class Refold {
    static final int PAGE = 256;
    private static final Instant END = Pages.START.at();

    private final VisitSql sql;
    private final Tx tx;
    private final ProjectId project;
    private final VisitorId visitor;
    private final List<VisitEvent> added;
    private final Optional<Opening> begin;
    private final Instant from;
    private final VisitEvent latest;
    private final SessionFold fold;
    private final Map<SessionId, Session> folded = new LinkedHashMap<>();
    private final Map<SessionId, Opening> openings = new HashMap<>();
    private Optional<Opening> end = Optional.empty();

    /**
     * A fold to come.
     *
     * @param added the new events of the visitor, already stored
     * @param before the newest session that started before all of them, if there is one
     */
    Refold(
            VisitSql sql,
            Tx tx,
            ProjectId project,
            SessionFold.Rules rules,
            List<VisitEvent> added,
            Optional<Last> before) {
        this.sql = sql;
        this.tx = tx;
        this.project = project;
        this.visitor = added.get(0).visitor();
        this.added = added.stream().sorted(VisitEvent.ORDER).toList();
        Instant earliest = earliest(added);
        // A session that was over when the first new event happened cannot change.
        this.begin = before.filter(last -> !last.isOverAt(earliest, rules)).map(Last::opening);
        this.from = begin.map(Opening::at).orElse(earliest);
        this.latest = added.stream().max(VisitEvent.ORDER).orElseThrow();
        this.fold = new SessionFold(rules);
    }

    static Instant earliest(Collection<VisitEvent> events) {
        return events.stream().map(VisitEvent::at).min(Instant::compareTo).orElseThrow();
    }

    VisitorId visitor() {
        return visitor;
    }

    /** Whether nothing but the new events can matter, unless there are more from the first of them on. */
    boolean mayStandAlone() {
        return begin.isEmpty() && added.size() < PAGE;
    }

    /**
     * Folds the new events alone.
     *
     * @param stored how many events there are from the first new one on
     * @return whether these were all
     */
    boolean foldAlone(long stored) throws SQLException {
        if (stored != added.size()) {
            return false;
        }
        fold(added);
        return true;
    }

    /** The first piece of events to read. */
    Params firstPage() {
        return params().with("from", from).with("most", PAGE);
    }

    /**
     * Folds.
     *
     * @param firstPage what {@link #firstPage()} asks for
     */
    void fold(List<VisitEvent> firstPage) throws SQLException {
        end = foldUntilSettled(firstPage);
    }

    /** The stored sessions to compare with, once folded. */
    Params storedSessions() {
        return params().with("from", from).with("until", end.map(Opening::at).orElse(END));
    }

    /** A row of what {@link #storedSessions()} asks for. */
    static Stored readStored(Row row) throws SQLException {
        Session session = SessionRows.readWhole(row);
        return new Stored(session, new Opening(session.startedAt(), row.text("opening_event")));
    }

    /**
     * Compares with what is stored.
     *
     * @param rows what {@link #storedSessions()} asks for
     */
    Difference compare(List<Stored> rows) {
        Map<SessionId, Session> stored = new LinkedHashMap<>();
        for (Stored row : rows) {
            boolean early = begin.isPresent() && row.opening().compareTo(begin.get()) < 0;
            boolean late = end.isPresent() && row.opening().compareTo(end.get()) >= 0;
            if (!early && !late) {
                stored.put(row.session().id(), row.session());
                openings.putIfAbsent(row.session().id(), row.opening());
            }
        }
        Difference difference = new Difference(new LinkedHashMap<>(), new LinkedHashMap<>(), openings);
        stored.forEach((id, session) -> {
            if (!session.equals(folded.get(id))) {
                difference.removed().put(id, session);
            }
        });
        folded.forEach((id, session) -> {
            if (!session.equals(stored.get(id))) {
                difference.added().put(id, session);
            }
        });
        return difference;
    }

    /** Folds until nothing can differ from what is stored; gives the opening that is as it was, or none at the end. */
    private Optional<Opening> foldUntilSettled(List<VisitEvent> firstPage) throws SQLException {
        boolean[] isFirst = {true};
        WholeInstants<VisitEvent> walk = new WholeInstants<>(
                from,
                PAGE,
                (start, most) -> {
                    boolean first = isFirst[0];
                    isFirst[0] = false;
                    return first
                            ? firstPage
                            : tx.list(sql.events(), params().with("from", start).with("most", most), EventRows::read);
                },
                VisitEvent::at,
                VisitEvent.ORDER);
        for (List<VisitEvent> events = walk.next(); !events.isEmpty(); events = walk.next()) {
            for (VisitEvent event : events) {
                if (begin.isPresent() && begin.get().isAfter(event)) {
                    continue;
                }
                Optional<SessionId> before = fold.currentId();
                fold.add(event).ifPresent(session -> folded.put(session.id(), session));
                Optional<SessionId> current = fold.currentId();
                if (!current.equals(before)) {
                    Opening opening = new Opening(event.at(), event.eventId());
                    if (isAsItWas(event, current.orElseThrow())) {
                        return Optional.of(opening);
                    }
                    openings.put(current.orElseThrow(), opening);
                }
            }
        }
        fold.current().ifPresent(session -> folded.put(session.id(), session));
        return Optional.empty();
    }

    private boolean isAsItWas(VisitEvent event, SessionId id) throws SQLException {
        return VisitEvent.ORDER.compare(event, latest) > 0
                && tx.exists(sql.hasSession(), Params.of(project).with("session", id.value()));
    }

    private Params params() {
        return Params.of(project).with("visitor", visitor.value());
    }

    /**
     * The newest session that started before some instant.
     *
     * @param opening its opening, or that of another session that started at the same instant
     * @param lastSeenAt the last event of all these
     */
    record Last(Opening opening, Instant lastSeenAt) {
        boolean isOverAt(Instant at, SessionFold.Rules rules) {
            return Duration.between(lastSeenAt, at).compareTo(rules.timeout()) >= 0;
        }
    }

    /** A session as it is stored, with its opening event. */
    record Stored(Session session, Opening opening) {}

    /**
     * What changes for a visitor. A session that only changed is on both sides.
     *
     * @param removed sessions as they were
     * @param added sessions as they are
     * @param openings the opening event of each
     */
    record Difference(
            Map<SessionId, Session> removed, Map<SessionId, Session> added, Map<SessionId, Opening> openings) {
        boolean isEmpty() {
            return removed.isEmpty() && added.isEmpty();
        }
    }
}
