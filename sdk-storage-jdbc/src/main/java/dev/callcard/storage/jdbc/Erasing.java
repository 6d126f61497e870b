package dev.callcard.storage.jdbc;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.erasure.ErasureStore.Erased;
import dev.callcard.erasure.Receipt;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.ledger.Tombstone;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingStore;
import dev.callcard.visit.Session;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Forgets calls and visitors in one transaction. Locks in the order in which reports are merged: keys of calls, visitors,
 * customers, calls. Not thread-safe.
 */
final class Erasing {
    private static final int QUARANTINED_AT_ONCE = 20;

    private final ErasureSql sql;
    private final Tx tx;
    private final Project project;
    private final ProjectId id;
    private final Instant at;
    private final Map<Receipt.Part, Long> erased = new EnumMap<>(Receipt.Part.class);
    private final List<Receipt.Kept> kept = new ArrayList<>();
    private final List<RecordingStore.Key> audio = new ArrayList<>();

    Erasing(ErasureSql sql, Tx tx, Project project, Instant at) {
        this.sql = sql;
        this.tx = tx;
        this.project = project;
        this.id = project.id();
        this.at = at;
    }

    Erased erased(Optional<CustomerId> customer) {
        return new Erased(new Receipt(customer, at, erased, kept), audio);
    }

    /** Whether there was something to forget, or to keep. */
    boolean foundAnything() {
        return !erased.isEmpty() || !kept.isEmpty();
    }

    /**
     * Forgets some calls of a customer, and the visitors whom only they name, unless there is a legal hold.
     *
     * @param ledger takes the fingerprints to be noted; takes none if they are noted already
     * @return whether anything went
     */
    boolean forget(CustomerId customer, Choice choice, Fingerprints ledger) throws SQLException {
        List<Call> seen = choice.of(calls(sql.calls(), customer));
        if (seen.isEmpty()) {
            return false;
        }
        List<Call> all = lock(customer, seen);
        if (tx.exists(sql.catalog().held(), params(customer))) {
            keep(Receipt.Part.CALLS, seen.size(), Receipt.Why.LEGAL_HOLD);
            return false;
        }
        List<Call> calls = choice.of(all);
        if (!names(calls).equals(names(seen))) {
            throw Failures.tryAgain("calls came meanwhile");
        }
        remove(calls);
        if (calls.size() == all.size()) {
            for (Sql delete : sql.deleteCustomer()) {
                tx.update(delete, params(customer));
            }
        } else {
            uncount(customer, calls);
        }
        note(calls, forgetOwn(customer, visitors(calls)), ledger);
        return true;
    }

    /** Forgets what a visitor did by then, unless a call of a customer under legal hold names it. */
    void forget(VisitorId visitor, Instant until) throws SQLException {
        sql.visits().customers().lockVisitors(tx, id, List.of(visitor));
        List<VisitEvent> events = tx.list(sql.events(), params(visitor), EventRows::read);
        List<VisitEvent> later =
                events.stream().filter(event -> event.at().isAfter(until)).toList();
        List<CustomerId> customers = customersOf(List.of(visitor)).get(0);
        if (later.size() < events.size()) {
            sql.visits().customers().lock(tx, id, customers);
            for (CustomerId customer : customers) {
                if (tx.exists(sql.catalog().held(), params(customer))) {
                    keep(Receipt.Part.VISITORS, 1, Receipt.Why.LEGAL_HOLD);
                    return;
                }
            }
            count(Receipt.Part.VISIT_EVENTS, events.size() - later.size());
            count(Receipt.Part.SESSIONS, replaceSessions(visitor, customers, later));
            count(Receipt.Part.VISITORS, later.isEmpty() ? 1 : 0);
        }
        if (later.isEmpty() && customers.isEmpty()) {
            tx.update(sql.deleteVisitor(), params(visitor));
        }
    }

    /** Locks everything that has to do with some calls of a customer, and gives all calls of the customer. */
    private List<Call> lock(CustomerId customer, List<Call> calls) throws SQLException {
        tx.lookUps(
                sql.merge().lockKey(),
                calls.stream()
                        .map(Call::key)
                        .sorted()
                        .map(key -> CallRows.params(id, key))
                        .toList(),
                row -> true);
        sql.visits().customers().lockVisitors(tx, id, visitors(calls));
        sql.visits().customers().lock(tx, id, List.of(customer));
        return calls(sql.lockCalls(), customer);
    }

    private void remove(List<Call> calls) throws SQLException {
        List<Params> all =
                calls.stream().map(call -> EntryRows.of(id, call.id())).toList();
        count(Receipt.Part.CALLS, calls.size());
        count(sql.countOfCall(), all);
        discard(calls, all);
        forgetQuarantined(calls);
        List<List<Annotation>> annotations = tx.lookUps(sql.annotations().find(), all, AnnotationSql::read);
        List<Params> categories = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (Annotation annotation : annotations.get(i)) {
                for (String category : annotation.categories()) {
                    categories.add(all.get(i).copy().with("category", category));
                }
            }
        }
        tx.batch(sql.annotations().deleteCategory(), categories);
        for (Sql delete : sql.deleteOfCall()) {
            tx.batch(delete, all);
        }
        tx.batch(
                sql.deleteKey(),
                calls.stream().map(call -> CallRows.params(id, call.key())).toList());
    }

    /** Takes what was put aside and may name one of the numbers. A page is small: an event may be as large as a megabyte. */
    private void forgetQuarantined(List<Call> calls) throws SQLException {
        Set<CustomerKey> numbers =
                calls.stream().map(call -> call.facts().customerNumber().key()).collect(Collectors.toSet());
        Params page = Params.of(id).with("most", QUARANTINED_AT_ONCE);
        Optional<UUID> last = Optional.of(new UUID(0, 0));
        while (last.isPresent()) {
            page.with("after", last.get());
            List<QuarantinedEvent> events = tx.list(sql.quarantinedAfter(), page, InboxRows::readQuarantined);
            List<Params> mentioning = events.stream()
                    .filter(event -> numbers.stream().anyMatch(event::mayMention))
                    .map(event -> Params.of(id).with("event", event.id()))
                    .toList();
            tx.batch(sql.deleteQuarantined(), mentioning);
            count(Receipt.Part.PROVIDER_EVENTS, mentioning.size());
            last = events.size() < QUARANTINED_AT_ONCE
                    ? Optional.empty()
                    : Optional.of(events.get(QUARANTINED_AT_ONCE - 1).id());
        }
    }

    /** Hands over all bytes of the calls, those too that went to be deleted before. */
    private void discard(List<Call> calls, List<Params> all) throws SQLException {
        List<List<UUID>> current = tx.lookUps(sql.audioOfCall(), all, row -> row.uuid("version"));
        for (RecordingStore.Key key : keys(calls, current)) {
            sql.audio().discard(tx, key);
            count(Receipt.Part.RECORDINGS, 1);
        }
        audio.addAll(keys(calls, tx.lookUps(sql.discardedOfCall(), all, row -> row.uuid("version"))));
    }

    private List<RecordingStore.Key> keys(List<Call> calls, List<List<UUID>> versions) {
        List<RecordingStore.Key> keys = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            for (UUID version : versions.get(i)) {
                keys.add(new RecordingStore.Key(id, calls.get(i).id(), version));
            }
        }
        return keys;
    }

    /** Takes calls of a customer who stays out of what is counted. */
    private void uncount(CustomerId customer, List<Call> calls) throws SQLException {
        Counters counters = new Counters(sql.visits().counters(), id);
        Pairs pairs = new Pairs(sql.visits().counters(), id);
        for (Call call : calls) {
            counters.removeCall(customer, call.facts().times().startedAt());
            call.facts().visitor().ifPresent(visitor -> pairs.add(customer, visitor, -1));
        }
        pairs.flush(tx, counters);
        counters.flush(tx);
        List<Instant> worth = calls.stream()
                .filter(call -> MergedCall.couldBeTarget(call.qualification()))
                .map(call -> call.facts().times().startedAt())
                .sorted()
                .toList();
        if (!worth.isEmpty()) {
            sql.merge().qualifier().judge(tx, project, customer, worth.get(0), worth.get(worth.size() - 1));
        }
    }

    /** Forgets those of the visitors whom no call names any more, and gives them. */
    private List<VisitorId> forgetOwn(CustomerId customer, List<VisitorId> visitors) throws SQLException {
        List<List<CustomerId>> customers = customersOf(visitors);
        List<VisitorId> own = new ArrayList<>();
        long shared = 0;
        for (int i = 0; i < visitors.size(); i++) {
            if (customers.get(i).isEmpty()) {
                own.add(visitors.get(i));
            } else if (!customers.get(i).contains(customer)) {
                shared++;
            }
        }
        if (shared > 0) {
            keep(Receipt.Part.VISITORS, shared, Receipt.Why.SHARED);
        }
        List<Params> all = own.stream().map(this::params).toList();
        count(Receipt.Part.VISITORS, own.size());
        count(sql.countOfVisitor(), all);
        for (Sql delete : sql.deleteOfVisitor()) {
            tx.batch(delete, all);
        }
        tx.batch(sql.deleteVisitor(), all);
        return own;
    }

    /** Folds what is left of a visitor anew, and tells how many sessions fewer there are. */
    private long replaceSessions(VisitorId visitor, List<CustomerId> customers, List<VisitEvent> left)
            throws SQLException {
        Sql stored = sql.visits().counters().sessionsOfVisitor();
        List<Session> before = tx.list(stored, params(visitor), SessionRows::readWhole);
        Counters counters = new Counters(sql.visits().counters(), id);
        for (CustomerId customer : customers) {
            before.forEach(session -> counters.removeSession(customer, session));
        }
        counters.flush(tx);
        for (Sql delete : sql.deleteOfVisitor()) {
            tx.update(delete, params(visitor));
        }
        new VisitAppend(sql.visits(), tx, project, Fingerprints.NONE).append(left);
        return (long) before.size()
                - tx.list(stored, params(visitor), row -> true).size();
    }

    private void note(List<Call> calls, List<VisitorId> visitors, Fingerprints ledger) throws SQLException {
        Ledger noted = new Ledger(sql.visits().ledger(), tx, id, ledger);
        Set<Fingerprint> prints = new HashSet<>();
        calls.forEach(call -> prints.addAll(noted.of(call.key(), call.facts())));
        visitors.forEach(visitor -> prints.addAll(noted.of(visitor)));
        List<Tombstone> tombstones =
                prints.stream().map(print -> new Tombstone(print, at)).toList();
        sql.visits().ledger().remember(tx, id, tombstones);
    }

    private List<List<CustomerId>> customersOf(List<VisitorId> visitors) throws SQLException {
        return tx.lookUps(
                sql.visits().counters().customersOfVisitor(),
                visitors.stream().map(this::params).toList(),
                row -> new CustomerId(row.uuid("customer_id")));
    }

    private List<Call> calls(Sql sql, CustomerId customer) throws SQLException {
        return tx.list(sql, params(customer), row -> CallRows.read(id, row));
    }

    private void count(Map<Receipt.Part, Sql> counts, List<Params> all) throws SQLException {
        for (Map.Entry<Receipt.Part, Sql> count : counts.entrySet()) {
            for (List<Long> known : tx.lookUps(count.getValue(), all, row -> row.number("known"))) {
                count(count.getKey(), known.get(0));
            }
        }
    }

    private void count(Receipt.Part part, long more) {
        erased.merge(part, more, Long::sum);
    }

    private void keep(Receipt.Part part, long count, Receipt.Why why) {
        kept.add(new Receipt.Kept(part, count, why));
    }

    private Params params(CustomerId customer) {
        return Params.of(id).with("customer", customer.value());
    }

    private Params params(VisitorId visitor) {
        return Params.of(id).with("visitor", visitor.value());
    }

    private static List<VisitorId> visitors(List<Call> calls) {
        return calls.stream()
                .flatMap(call -> call.facts().visitor().stream())
                .distinct()
                .toList();
    }

    /** What was locked by name. */
    private static Map<CallId, Optional<VisitorId>> names(List<Call> calls) {
        return calls.stream()
                .collect(Collectors.toMap(Call::id, call -> call.facts().visitor()));
    }

    /** Which calls of a customer go. */
    interface Choice {
        /** Chooses; called again once nobody can change the calls any more. */
        List<Call> of(List<Call> calls) throws SQLException;
    }
}
