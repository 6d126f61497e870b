package dev.callcard.storage.jdbc;

import dev.callcard.call.CustomerId;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Collects what changes for customers in one transaction, then writes it. The customers' rows must be locked. What the rows
 * mean is told in {@code docs/counters.md}. Not thread-safe.
 */
final class Counters {
    private final CounterSql sql;
    private final ProjectId project;
    private final Map<CustomerId, long[]> totals = new LinkedHashMap<>();
    private final Map<Day, List<Consumer<DayActivity>>> days = new LinkedHashMap<>();
    private final Map<Membership, Session> removed = new LinkedHashMap<>();
    private final Map<Membership, Session> added = new LinkedHashMap<>();

    Counters(CounterSql sql, ProjectId project) {
        this.sql = sql;
        this.project = project;
    }

    void addCall(CustomerId customer, Instant start) {
        totals(customer)[0]++;
        onDay(customer, DayActivity.dayOf(start), day -> day.addCall(start));
    }

    void removeCall(CustomerId customer, Instant start) {
        totals(customer)[0]--;
        onDay(customer, DayActivity.dayOf(start), day -> day.removeCall(start));
    }

    void addSession(CustomerId customer, Session session) {
        totals(customer)[1]++;
        added.put(new Membership(customer, session.id()), session);
        byDay(session)
                .forEach((date, views) ->
                        onDay(customer, date, day -> day.putSession(session.id().value(), views)));
    }

    void removeSession(CustomerId customer, Session session) {
        totals(customer)[1]--;
        removed.put(new Membership(customer, session.id()), session);
        byDay(session)
                .forEach((date, views) -> onDay(
                        customer, date, day -> day.removeSession(session.id().value())));
    }

    /** Writes everything. */
    void flush(Tx tx) throws SQLException {
        List<Params> sums = new ArrayList<>();
        totals.forEach((customer, change) -> {
            if (change[0] != 0 || change[1] != 0) {
                sums.add(params(customer).with("calls", change[0]).with("sessions", change[1]));
            }
        });
        tx.batch(sql.addTotals(), sums);
        flushSessions(tx);
        flushDays(tx);
    }

    private void flushSessions(Tx tx) throws SQLException {
        List<Params> gone = new ArrayList<>();
        List<Params> come = new ArrayList<>();
        List<Params> changed = new ArrayList<>();
        removed.forEach((membership, session) -> {
            if (!added.containsKey(membership)) {
                gone.add(params(membership.customer())
                        .with("startedAt", session.startedAt())
                        .with("session", session.id().value()));
            }
        });
        added.forEach((membership, session) -> {
            Session before = removed.get(membership);
            if (!session.equals(before)) {
                (before == null ? come : changed).add(SessionRows.member(params(membership.customer()), session));
            }
        });
        tx.batch(sql.deleteSession(), gone);
        tx.batch(sql.updateSession(), changed);
        tx.insert(sql.insertSession(), come);
    }

    private void flushDays(Tx tx) throws SQLException {
        List<Day> affected = List.copyOf(days.keySet());
        List<List<byte[]>> known = tx.lookUps(
                sql.findDay(),
                affected.stream()
                        .map(day -> params(day.customer()).with("day", day.date()))
                        .toList(),
                row -> row.bytes("activity"));
        List<Params> inserts = new ArrayList<>();
        List<Params> updates = new ArrayList<>();
        List<Params> deletes = new ArrayList<>();
        for (int i = 0; i < affected.size(); i++) {
            Day day = affected.get(i);
            Optional<byte[]> before = known.get(i).stream().findFirst();
            DayActivity activity = before.map(bytes -> DayActivity.decode(day.date(), bytes))
                    .orElseGet(() -> new DayActivity(day.date()));
            days.getOrDefault(day, List.of()).forEach(change -> change.accept(activity));
            Params params = params(day.customer()).with("day", day.date());
            if (!activity.isEmpty()) {
                (before.isPresent() ? updates : inserts).add(params.with("activity", activity.encode()));
            } else if (before.isPresent()) {
                deletes.add(params);
            }
        }
        tx.insert(sql.insertDay(), inserts);
        tx.batch(sql.updateDay(), updates);
        tx.batch(sql.deleteDay(), deletes);
    }

    static Map<LocalDate, List<Session.PageView>> byDay(Session session) {
        return session.pages().stream()
                .collect(Collectors.groupingBy(
                        view -> DayActivity.dayOf(view.at()), LinkedHashMap::new, Collectors.toList()));
    }

    private void onDay(CustomerId customer, LocalDate date, Consumer<DayActivity> change) {
        days.computeIfAbsent(new Day(customer, date), day -> new ArrayList<>()).add(change);
    }

    private long[] totals(CustomerId customer) {
        return totals.computeIfAbsent(customer, id -> new long[2]);
    }

    private Params params(CustomerId customer) {
        UUID id = customer.value();
        return Params.of(project).with("customer", id);
    }

    private record Day(CustomerId customer, LocalDate date) {}

    private record Membership(CustomerId customer, SessionId session) {}
}
