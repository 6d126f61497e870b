package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.phone.CustomerKey;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Finds, makes and locks the rows of customers and visitors. Stateless. */
final class Customers {
    private final Clock clock;
    private final Sql find;
    private final InsertIfAbsent insert;
    private final Sql lock;
    private final Sql deleteEmpty;
    private final InsertIfAbsent insertVisitor;
    private final Sql lockVisitor;

    Customers(Dialect dialect, Tables tables, Clock clock) {
        this.clock = clock;
        this.find = tables.sql("""
                select customer_id from ${customer}
                where project_id = :project and number_kind = :kind and number_key = :key
                """);
        this.insert = InsertIfAbsent.of(
                dialect,
                tables,
                "customer",
                "project_id=project customer_id=customer number_kind=kind number_key=key total_calls=zero"
                        + " total_sessions=zero",
                "project_id number_kind number_key");
        this.lock = tables.sql("""
                select customer_id from ${customer}
                where project_id = :project and customer_id = :customer for update
                """);
        this.deleteEmpty = tables.sql("""
                delete from ${customer}
                where project_id = :project and customer_id = :customer and total_calls = 0
                """);
        this.insertVisitor = InsertIfAbsent.of(
                dialect, tables, "visitor", "project_id=project visitor_id=visitor", "project_id visitor_id");
        this.lockVisitor = tables.sql("""
                select visitor_id from ${visitor}
                where project_id = :project and visitor_id = :visitor for update
                """);
    }

    /** The ids of customers, new ones for those that are not there yet. */
    Map<Name, CustomerId> ensure(Tx tx, ProjectId project, Collection<Name> names) throws SQLException {
        Map<Name, CustomerId> ids = new HashMap<>();
        find(tx, project, new TreeSet<>(names), ids);
        TreeSet<Name> missing = new TreeSet<>(names);
        missing.removeAll(ids.keySet());
        List<Params> rows = new ArrayList<>();
        for (Name name : missing) {
            rows.add(name.params(project)
                    .with("customer", TimeOrderedId.next(clock))
                    .with("zero", 0));
        }
        tx.insertIfAbsent(insert, rows);
        find(tx, project, missing, ids);
        return ids;
    }

    void lock(Tx tx, ProjectId project, Collection<CustomerId> customers) throws SQLException {
        TreeSet<UUID> sorted = new TreeSet<>();
        customers.forEach(customer -> sorted.add(customer.value()));
        lock(
                tx,
                lock,
                sorted.stream()
                        .map(id -> Params.of(project).with("customer", id))
                        .toList());
    }

    /** Locks the row of a customer, and tells whether there is one. */
    boolean lockIfThere(Tx tx, ProjectId project, CustomerId customer) throws SQLException {
        return tx.exists(lock, Params.of(project).with("customer", customer.value()));
    }

    /** Deletes those of some locked customers who have no calls any more: nobody would find their numbers to erase them. */
    void deleteEmpty(Tx tx, ProjectId project, Collection<CustomerId> customers) throws SQLException {
        tx.batch(
                deleteEmpty,
                customers.stream()
                        .distinct()
                        .map(customer -> Params.of(project).with("customer", customer.value()))
                        .toList());
    }

    /** Makes the rows of visitors where they are missing, and locks them. */
    void lockVisitors(Tx tx, ProjectId project, Collection<VisitorId> visitors) throws SQLException {
        TreeSet<String> sorted = new TreeSet<>();
        visitors.forEach(visitor -> sorted.add(visitor.value()));
        List<Params> rows = sorted.stream()
                .map(id -> Params.of(project).with("visitor", id))
                .toList();
        tx.insertIfAbsent(insertVisitor, rows);
        lock(tx, lockVisitor, rows);
    }

    /** Locks rows that were there a moment ago; whoever waited for an erasure finds them gone. */
    private static void lock(Tx tx, Sql sql, List<Params> rows) throws SQLException {
        for (List<Boolean> found : tx.lookUps(sql, rows, row -> true)) {
            if (found.isEmpty()) {
                throw Failures.tryAgain("erased meanwhile");
            }
        }
    }

    private void find(Tx tx, ProjectId project, Set<Name> names, Map<Name, CustomerId> into) throws SQLException {
        List<Name> asked = List.copyOf(names);
        List<List<CustomerId>> found = tx.lookUps(
                find,
                asked.stream().map(name -> name.params(project)).toList(),
                row -> new CustomerId(row.uuid("customer_id")));
        for (int i = 0; i < asked.size(); i++) {
            if (!found.get(i).isEmpty()) {
                into.put(asked.get(i), found.get(i).get(0));
            }
        }
    }

    /**
     * What makes a customer one: a number, or the one call of a withheld number.
     *
     * @param kind the kind of the number
     * @param key the key of the number; the id of the call where numbers never join
     */
    record Name(PhoneNumber.Kind kind, String key) implements Comparable<Name> {
        private static final Comparator<Name> ORDER =
                Comparator.comparing(Name::kind).thenComparing(Name::key);

        static Name of(CallId call, Call.Facts facts) {
            CustomerKey key = facts.customerNumber().key();
            return new Name(key.kind(), key.joins() ? key.value() : call.toString());
        }

        Params params(ProjectId project) {
            return Params.of(project).with("kind", kind.name()).with("key", key);
        }

        @Override
        public int compareTo(Name other) {
            return ORDER.compare(this, other);
        }
    }
}
