package dev.callcard.storage.jdbc;

import dev.callcard.call.CustomerId;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionFold;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One append of one batch in one transaction. Not thread-safe. */
final class VisitAppend {
    private final VisitSql sql;
    private final Tx tx;
    private final ProjectId project;
    private final SessionFold.Rules rules;
    private final Fingerprints fingerprints;

    VisitAppend(VisitSql sql, Tx tx, Project project, Fingerprints fingerprints) {
        this.sql = sql;
        this.tx = tx;
        this.project = project.id();
        this.rules = SessionFold.Rules.of(project.settings());
        this.fingerprints = fingerprints;
    }

    List<Status> append(List<VisitEvent> events) throws SQLException {
        // Before anything is locked, because a lock is a row that names the visitor.
        boolean[] erased = erased(events);
        List<VisitEvent> kept = IntStream.range(0, erased.length)
                .filter(i -> !erased[i])
                .mapToObj(events::get)
                .toList();
        var statuses = appendKept(kept).iterator();
        return IntStream.range(0, erased.length)
                .mapToObj(i -> erased[i] ? Status.REJECTED : statuses.next())
                .toList();
    }

    private boolean[] erased(List<VisitEvent> events) throws SQLException {
        Ledger ledger = new Ledger(sql.ledger(), tx, project, fingerprints);
        ledger.load(events.stream()
                .flatMap(event -> ledger.of(event.visitor()).stream())
                .toList());
        boolean[] erased = new boolean[events.size()];
        for (int i = 0; i < erased.length; i++) {
            erased[i] = ledger.isErased(events.get(i));
        }
        return erased;
    }

    private List<Status> appendKept(List<VisitEvent> events) throws SQLException {
        Set<VisitorId> visitors = new HashSet<>();
        events.forEach(event -> visitors.add(event.visitor()));
        sql.customers().lockVisitors(tx, project, visitors);
        for (boolean erased : erased(events)) {
            if (erased) {
                throw Failures.tryAgain("erased meanwhile");
            }
        }
        boolean[] isNew = insert(events);
        TreeMap<String, List<VisitEvent>> added = new TreeMap<>();
        for (int i = 0; i < isNew.length; i++) {
            if (isNew[i]) {
                VisitEvent event = events.get(i);
                added.computeIfAbsent(event.visitor().value(), id -> new ArrayList<>())
                        .add(event);
            }
        }
        write(refold(added));
        return IntStream.range(0, isNew.length)
                .mapToObj(i -> isNew[i] ? Status.CREATED : Status.UNCHANGED)
                .toList();
    }

    /** Stores the events, by falling order of arrival of equal ids, and tells which are new. */
    private boolean[] insert(List<VisitEvent> events) throws SQLException {
        boolean[] isNew = new boolean[events.size()];
        // All nodes insert in the same order, so that they never wait for each other in a circle.
        List<Integer> order = IntStream.range(0, events.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> events.get(i).eventId()))
                .toList();
        List<Params> rows = order.stream()
                .map(i -> EventRows.params(project, events.get(i)))
                .toList();
        if (tx.dialect().pipelines()) {
            Set<String> created =
                    new HashSet<>(tx.insertAndRead(sql.insertAndTell(), rows, row -> row.text("event_id")));
            for (int i : order) {
                isNew[i] = created.remove(events.get(i).eventId());
            }
        } else {
            for (int i = 0; i < rows.size(); i++) {
                isNew[order.get(i)] = tx.insertIfAbsent(sql.insertEvent(), rows.get(i));
            }
        }
        return isNew;
    }

    private Map<VisitorId, Refold.Difference> refold(Map<String, List<VisitEvent>> added) throws SQLException {
        List<Refold> all = refolds(List.copyOf(added.values()));
        List<Refold> alone = all.stream().filter(Refold::mayStandAlone).toList();
        List<List<Long>> counts = tx.lookUps(
                sql.countEvents(), alone.stream().map(Refold::firstPage).toList(), row -> row.number("known"));
        Set<Refold> done = new HashSet<>();
        for (int i = 0; i < alone.size(); i++) {
            if (alone.get(i).foldAlone(counts.get(i).get(0))) {
                done.add(alone.get(i));
            }
        }
        List<Refold> rest =
                all.stream().filter(refold -> !done.contains(refold)).toList();
        List<List<VisitEvent>> firstPages =
                tx.lookUps(sql.events(), rest.stream().map(Refold::firstPage).toList(), EventRows::read);
        for (int i = 0; i < rest.size(); i++) {
            rest.get(i).fold(firstPages.get(i));
        }
        List<List<Refold.Stored>> stored = tx.lookUps(
                sql.sessions(), rest.stream().map(Refold::storedSessions).toList(), Refold::readStored);
        Map<VisitorId, Refold.Difference> differences = new LinkedHashMap<>();
        done.forEach(refold -> differences.put(refold.visitor(), refold.compare(List.of())));
        for (int i = 0; i < rest.size(); i++) {
            differences.put(rest.get(i).visitor(), rest.get(i).compare(stored.get(i)));
        }
        differences.values().removeIf(Refold.Difference::isEmpty);
        return differences;
    }

    private List<Refold> refolds(List<List<VisitEvent>> perVisitor) throws SQLException {
        List<Params> looks = new ArrayList<>();
        for (List<VisitEvent> events : perVisitor) {
            looks.add(Params.of(project)
                    .with("visitor", events.get(0).visitor().value())
                    .with("earliest", Refold.earliest(events)));
        }
        List<List<Refold.Last>> last = tx.lookUps(
                sql.lastSession(),
                looks,
                row -> new Refold.Last(
                        new Opening(row.instant("started_at"), row.text("opening_event")),
                        row.instant("last_seen_at")));
        List<Refold> refolds = new ArrayList<>();
        for (int i = 0; i < perVisitor.size(); i++) {
            refolds.add(new Refold(
                    sql,
                    tx,
                    project,
                    rules,
                    perVisitor.get(i),
                    last.get(i).stream().findFirst()));
        }
        return refolds;
    }

    private void write(Map<VisitorId, Refold.Difference> differences) throws SQLException {
        List<Params> deletes = new ArrayList<>();
        List<Params> updates = new ArrayList<>();
        List<Params> inserts = new ArrayList<>();
        for (Refold.Difference difference : differences.values()) {
            difference.removed().forEach((id, session) -> {
                if (!difference.added().containsKey(id)) {
                    deletes.add(Params.of(project).with("session", id.value()));
                }
            });
            difference.added().forEach((id, session) -> {
                Opening opening = difference.openings().get(id);
                if (opening == null) {
                    throw new IllegalStateException("a session was folded without its opening event");
                }
                Params params = SessionRows.params(project, session, opening.eventId());
                (difference.removed().containsKey(id) ? updates : inserts).add(params);
            });
        }
        tx.batch(sql.deleteSession(), deletes);
        tx.batch(sql.updateSession(), updates);
        tx.insert(sql.insertSession(), inserts);
        count(differences);
    }

    private void count(Map<VisitorId, Refold.Difference> differences) throws SQLException {
        List<VisitorId> visitors = List.copyOf(differences.keySet());
        List<List<CustomerId>> customers = tx.lookUps(
                sql.counters().customersOfVisitor(),
                visitors.stream()
                        .map(visitor -> Params.of(project).with("visitor", visitor.value()))
                        .toList(),
                row -> new CustomerId(row.uuid("customer_id")));
        Set<CustomerId> affected = new HashSet<>();
        customers.forEach(affected::addAll);
        sql.customers().lock(tx, project, affected);
        Counters counters = new Counters(sql.counters(), project);
        for (int i = 0; i < visitors.size(); i++) {
            Refold.Difference difference = differences.get(visitors.get(i));
            if (difference == null) {
                continue;
            }
            for (CustomerId customer : customers.get(i)) {
                for (Session session : difference.removed().values()) {
                    counters.removeSession(customer, session);
                }
                for (Session session : difference.added().values()) {
                    counters.addSession(customer, session);
                }
            }
        }
        counters.flush(tx);
    }
}
