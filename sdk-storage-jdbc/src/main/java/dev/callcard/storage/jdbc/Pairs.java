package dev.callcard.storage.jdbc;

import dev.callcard.call.CustomerId;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many calls of a customer name a visitor. Collects the changes of one transaction; a pair that comes or goes takes the
 * visitor's whole past along. Customers and visitors must be locked. Not thread-safe.
 */
final class Pairs {
    private final CounterSql sql;
    private final ProjectId project;
    private final Map<Pair, Long> changes = new LinkedHashMap<>();

    Pairs(CounterSql sql, ProjectId project) {
        this.sql = sql;
        this.project = project;
    }

    void add(CustomerId customer, VisitorId visitor, long calls) {
        changes.merge(new Pair(customer, visitor), calls, Long::sum);
    }

    /** Writes the pairs, and hands the sessions of those that came or went to the counters. */
    void flush(Tx tx, Counters counters) throws SQLException {
        changes.values().removeIf(change -> change == 0);
        List<Pair> affected = List.copyOf(changes.keySet());
        List<List<Long>> known =
                tx.lookUps(sql.findPair(), affected.stream().map(this::params).toList(), row -> row.number("calls"));
        List<Pair> joins = new ArrayList<>();
        List<Pair> partings = new ArrayList<>();
        List<Params> inserts = new ArrayList<>();
        List<Params> updates = new ArrayList<>();
        List<Params> deletes = new ArrayList<>();
        for (int i = 0; i < affected.size(); i++) {
            Pair pair = affected.get(i);
            long before = known.get(i).stream().findFirst().orElse(0L);
            long after = Math.max(0, before + changes.getOrDefault(pair, 0L));
            Params params = params(pair).with("calls", after);
            if (before == 0 && after > 0) {
                inserts.add(params);
                joins.add(pair);
            } else if (after == 0 && before > 0) {
                deletes.add(params);
                partings.add(pair);
            } else if (after != before) {
                updates.add(params);
            }
        }
        tx.insert(sql.insertPair(), inserts);
        tx.batch(sql.updatePair(), updates);
        tx.batch(sql.deletePair(), deletes);
        Map<VisitorId, List<Session>> sessions = sessions(tx, joins, partings);
        partings.forEach(pair -> sessions.getOrDefault(pair.visitor(), List.of())
                .forEach(session -> counters.removeSession(pair.customer(), session)));
        joins.forEach(pair -> sessions.getOrDefault(pair.visitor(), List.of())
                .forEach(session -> counters.addSession(pair.customer(), session)));
    }

    private Map<VisitorId, List<Session>> sessions(Tx tx, List<Pair> joins, List<Pair> partings) throws SQLException {
        TreeSet<String> names = new TreeSet<>();
        joins.forEach(pair -> names.add(pair.visitor().value()));
        partings.forEach(pair -> names.add(pair.visitor().value()));
        List<String> asked = List.copyOf(names);
        List<List<Session>> found = tx.lookUps(
                sql.sessionsOfVisitor(),
                asked.stream()
                        .map(name -> Params.of(project).with("visitor", name))
                        .toList(),
                SessionRows::readWhole);
        Map<VisitorId, List<Session>> sessions = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            sessions.put(new VisitorId(asked.get(i)), found.get(i));
        }
        return sessions;
    }

    private Params params(Pair pair) {
        return Params.of(project)
                .with("customer", pair.customer().value())
                .with("visitor", pair.visitor().value());
    }

    private record Pair(CustomerId customer, VisitorId visitor) {}
}
