package dev.callcard.storage.jdbc;

import dev.callcard.call.CustomerId;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Counts everything of a project again, from its calls and sessions. Not thread-safe. */
final class Recount {
    private final Tables tables;
    private final Tx tx;
    private final ProjectId project;
    private final List<String> differences = new ArrayList<>();

    Recount(Tables tables, Tx tx, ProjectId project) {
        this.tables = tables;
        this.tx = tx;
        this.project = project;
    }

    List<String> differences() throws SQLException {
        Map<String, List<Session>> sessions = new HashMap<>();
        list(
                "select " + SessionRows.COLUMNS + ", s.more_pages from ${session} s where s.project_id = :project",
                row -> {
                    Session session = SessionRows.readWhole(row);
                    return sessions.computeIfAbsent(session.visitor().value(), id -> new ArrayList<>())
                            .add(session);
                });
        Map<UUID, Counted> right = new TreeMap<>();
        list("select customer_id, started_at, visitor_id from ${call} where project_id = :project", row -> {
            Counted counted = right.computeIfAbsent(row.uuid("customer_id"), id -> new Counted());
            counted.call(row.instant("started_at"), row.textOrNone("visitor_id"));
            return true;
        });
        right.values().forEach(counted -> counted.join(sessions));
        Map<UUID, Counted> kept = kept();
        TreeSet<UUID> customers = new TreeSet<>(right.keySet());
        customers.addAll(kept.keySet());
        for (UUID customer : customers) {
            compare(
                    new CustomerId(customer),
                    right.getOrDefault(customer, new Counted()),
                    kept.getOrDefault(customer, new Counted()));
        }
        return differences;
    }

    private Map<UUID, Counted> kept() throws SQLException {
        Map<UUID, Counted> kept = new HashMap<>();
        list("select customer_id, total_calls, total_sessions from ${customer} where project_id = :project", row -> {
            Counted counted = kept.computeIfAbsent(row.uuid("customer_id"), id -> new Counted());
            counted.calls = row.number("total_calls");
            counted.sessions = row.number("total_sessions");
            return true;
        });
        list(
                "select customer_id, visitor_id, calls from ${customer_visitor} where project_id = :project",
                row -> kept.computeIfAbsent(row.uuid("customer_id"), id -> new Counted())
                        .pairs
                        .put(row.text("visitor_id"), row.number("calls")));
        list(
                """
                select customer_id, started_at, session_id, direct, last_seen_at, visit from ${customer_session}
                where project_id = :project
                """,
                row -> kept.computeIfAbsent(row.uuid("customer_id"), id -> new Counted())
                        .members
                        .put(
                                row.uuid("session_id"),
                                new Member(row.instant("started_at"), row.flag("direct"), SessionRows.read(row))));
        list("select customer_id, utc_day, activity from ${customer_day} where project_id = :project", row -> {
            LocalDate day = row.date("utc_day");
            DayActivity activity = DayActivity.decode(day, row.bytes("activity"));
            return kept.computeIfAbsent(row.uuid("customer_id"), id -> new Counted())
                    .days
                    .put(day, activity);
        });
        return kept;
    }

    private void compare(CustomerId customer, Counted right, Counted kept) {
        check(customer, "customer", right.calls > 0);
        check(customer, "total_calls", right.calls == kept.calls);
        check(customer, "total_sessions", right.sessions == kept.sessions);
        check(customer, "customer_visitor", right.pairs.equals(kept.pairs));
        check(customer, "customer_session", right.members.equals(kept.members));
        TreeSet<LocalDate> days = new TreeSet<>(right.days.keySet());
        days.addAll(kept.days.keySet());
        for (LocalDate day : days) {
            DayActivity one = right.days.get(day);
            DayActivity other = kept.days.get(day);
            check(
                    customer,
                    "customer_day of " + day,
                    one != null && other != null && Arrays.equals(one.encode(), other.encode()));
        }
    }

    private void check(CustomerId customer, String what, boolean fine) {
        if (!fine) {
            differences.add(what + " of customer " + customer + " is not what its calls and sessions give");
        }
    }

    private <T> List<T> list(String template, Row.Reader<T> reader) throws SQLException {
        return tx.list(tables.sql(template), Params.of(project), reader);
    }

    private record Member(Instant startedAt, boolean direct, Session visit) {
        static Member of(Session session) {
            return new Member(session.startedAt(), SessionRows.isDirect(session), SessionRows.shown(session));
        }
    }

    /** What is counted for one customer. */
    private static final class Counted {
        private final Map<String, Long> pairs = new HashMap<>();
        private final Map<UUID, Member> members = new HashMap<>();
        private final Map<LocalDate, DayActivity> days = new TreeMap<>();
        private long calls;
        private long sessions;

        void call(Instant start, Optional<String> visitor) {
            calls++;
            day(DayActivity.dayOf(start)).addCall(start);
            visitor.ifPresent(id -> pairs.merge(id, 1L, Long::sum));
        }

        void join(Map<String, List<Session>> all) {
            for (String visitor : pairs.keySet()) {
                for (Session session : Objects.requireNonNull(all.getOrDefault(visitor, List.of()))) {
                    sessions++;
                    members.put(session.id().value(), Member.of(session));
                    Counters.byDay(session)
                            .forEach((day, views) ->
                                    day(day).putSession(session.id().value(), views));
                }
            }
        }

        private DayActivity day(LocalDate day) {
            return days.computeIfAbsent(day, DayActivity::new);
        }
    }
}
