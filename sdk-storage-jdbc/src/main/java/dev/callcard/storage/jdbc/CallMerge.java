package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.CustomerId;
import dev.callcard.call.SaleCycle;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.inbox.RawEvent;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.log.LogStore;
import dev.callcard.project.Project;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One merge of one batch in one transaction: locks, reads, decides, writes. Not thread-safe. */
final class CallMerge {
    private final MergeSql sql;
    private final Tx tx;
    private final Project project;
    private final Call.Origin origin;
    private final Fingerprints fingerprints;
    private final TreeMap<Call.Key, MergedCall> calls = new TreeMap<>();

    CallMerge(MergeSql sql, Tx tx, Project project, Call.Origin origin, Fingerprints fingerprints) {
        this.sql = sql;
        this.tx = tx;
        this.project = project;
        this.origin = origin;
        this.fingerprints = fingerprints;
    }

    /** Merges what one or several requests brought, and answers each. */
    List<List<Merged>> merge(List<Received> requests) throws SQLException {
        List<CallState> states =
                requests.stream().flatMap(request -> request.states().stream()).toList();
        states.forEach(state -> calls.putIfAbsent(state.key(), new MergedCall()));
        Set<Call.Key> open = unsettled(states);
        // Before anything is locked, because a lock is a row that names the call.
        Set<CallState> erased = erased(requests, open);
        Set<Call.Key> kept = new HashSet<>();
        states.stream().filter(state -> !erased.contains(state)).forEach(state -> kept.add(state.key()));
        lockCalls(calls.keySet().stream()
                .filter(open::contains)
                .filter(kept::contains)
                .toList());
        List<List<Merged>> results = new ArrayList<>(requests.size());
        for (Received request : requests) {
            List<Merged> merged = new ArrayList<>(request.states().size());
            for (CallState state : request.states()) {
                if (erased.contains(state)) {
                    merged.add(new Merged(new CallId(TimeOrderedId.next(sql.clock())), Status.REJECTED));
                    continue;
                }
                MergedCall call = known(state.key());
                merged.add(new Merged(call.id(), call.merge(state, project.settings(), request.at())));
            }
            results.add(merged);
        }
        List<MergedCall> written =
                calls.values().stream().filter(MergedCall::hasNewState).toList();
        if (!written.isEmpty()) {
            lockVisitors(written);
            nameCustomers(written);
            requireNoneErased(written);
            write(written);
            count(written);
            qualify(written);
            sql.changes().write(tx, project.id(), changed(written), LogStore.Kind.CALL);
        }
        keepEvents(requests, results);
        return results;
    }

    /**
     * The calls about which the batch may tell something new. What is known is never forgotten, so a report that tells
     * nothing new needs no lock: a storm of redelivered reports does not wait for anybody.
     */
    private Set<Call.Key> unsettled(List<CallState> states) throws SQLException {
        List<Call.Key> keys = List.copyOf(calls.keySet());
        List<List<Stored>> stored =
                tx.lookUps(sql.findByKey(), keys.stream().map(this::params).toList(), this::read);
        Set<Call.Key> open = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (stored.get(i).isEmpty()) {
                open.add(keys.get(i));
            } else {
                load(keys.get(i), stored.get(i).get(0));
            }
        }
        for (CallState state : states) {
            if (known(state.key()).learnsFrom(state)) {
                open.add(state.key());
            }
        }
        return open;
    }

    /** The states that are about an erased call, or with which a call would be of an erased number. */
    private Set<CallState> erased(List<Received> requests, Set<Call.Key> open) throws SQLException {
        Set<CallState> erased = Collections.newSetFromMap(new IdentityHashMap<>());
        if (fingerprints.areTaken()) {
            Ledger ledger = ledger();
            List<Fingerprint> all = new ArrayList<>();
            tryOut(requests, open, (state, facts) -> {
                all.addAll(ledger.of(state.key(), facts));
                return true;
            });
            ledger.load(all);
            tryOut(requests, open, (state, facts) -> !ledger.isErased(state.key(), facts) || !erased.add(state));
        }
        return erased;
    }

    /** Merges in thought, leaving out what is not to be kept. */
    private void tryOut(List<Received> requests, Set<Call.Key> open, Trial trial) throws SQLException {
        Map<Call.Key, MergedCall> tried = new HashMap<>();
        for (Received request : requests) {
            for (CallState state : request.states()) {
                MergedCall before = tried.getOrDefault(state.key(), known(state.key()));
                if (open.contains(state.key()) && before.learnsFrom(state)) {
                    MergedCall after = before.copy();
                    after.merge(state, project.settings(), request.at());
                    if (trial.keeps(state, after.factsAfter())) {
                        tried.put(state.key(), after);
                    }
                }
            }
        }
    }

    /** Customers are locked: who is not erased by now waits until this batch is written. */
    private void requireNoneErased(List<MergedCall> written) throws SQLException {
        Ledger ledger = ledger();
        ledger.load(written.stream()
                .flatMap(call -> ledger.of(call.state().key(), call.factsAfter()).stream())
                .toList());
        for (MergedCall call : written) {
            if (ledger.isErased(call.state().key(), call.factsAfter())) {
                throw Failures.tryAgain("erased meanwhile");
            }
        }
    }

    private Ledger ledger() {
        return new Ledger(sql.ledger(), tx, project.id(), fingerprints);
    }

    private void lockCalls(List<Call.Key> keys) throws SQLException {
        List<Params> rows = keys.stream().map(this::params).toList();
        tx.insertIfAbsent(sql.insertKey(), rows);
        List<List<CallId>> ids = tx.lookUps(sql.lockKey(), rows, row -> new CallId(row.uuid("call_id")));
        List<Call.Key> known = new ArrayList<>();
        List<Params> finds = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (ids.get(i).isEmpty()) {
                throw Failures.tryAgain("erased meanwhile");
            }
            CallId id = ids.get(i).get(0);
            known(keys.get(i)).identify(id);
            // A key with the id that was just proposed is new: nothing is stored of its call.
            if (!id.value().equals(rows.get(i).value("call"))) {
                known.add(keys.get(i));
                finds.add(Params.of(project.id()).with("call", id.value()));
            }
        }
        List<List<Stored>> stored = tx.lookUps(sql.find(), finds, this::read);
        for (int i = 0; i < known.size(); i++) {
            for (Stored row : stored.get(i)) {
                load(known.get(i), row);
            }
        }
    }

    private void load(Call.Key key, Stored stored) {
        known(key).identify(stored.call().id());
        known(key).load(stored.call(), stored.state(), stored.receivedAt());
    }

    private Stored read(Row row) throws SQLException {
        Call call = CallRows.read(project.id(), row);
        return new Stored(call, CallState.decode(call.key(), row.text("state")), row.instant("received_at"));
    }

    private void lockVisitors(List<MergedCall> written) throws SQLException {
        Set<VisitorId> visitors = new HashSet<>();
        for (MergedCall call : written) {
            if (!call.namesBefore().equals(call.namesAfter())) {
                call.factsBefore().flatMap(Call.Facts::visitor).ifPresent(visitors::add);
                call.factsAfter().visitor().ifPresent(visitors::add);
            }
        }
        sql.customers().lockVisitors(tx, project.id(), visitors);
    }

    private void nameCustomers(List<MergedCall> written) throws SQLException {
        Set<Customers.Name> names = new HashSet<>();
        Set<CustomerId> customers = new HashSet<>();
        for (MergedCall call : written) {
            call.before().map(Call::customer).ifPresent(customers::add);
            if (!call.keepsCustomer()) {
                names.add(Customers.Name.of(call.id(), call.factsAfter()));
            }
        }
        Map<Customers.Name, CustomerId> ids = sql.customers().ensure(tx, project.id(), names);
        customers.addAll(ids.values());
        sql.customers().lock(tx, project.id(), customers);
        for (MergedCall call : written) {
            Call.Facts facts = call.factsAfter();
            CustomerId customer = call.keepsCustomer()
                    ? call.before().orElseThrow().customer()
                    : ids.get(Customers.Name.of(call.id(), facts));
            if (customer == null) {
                throw new IllegalStateException("a customer that was just made is not there");
            }
            Call.Qualification alone =
                    SaleCycle.alone(facts, project.rulesAt(facts.times().startedAt()));
            call.decide(project.id(), customer, origin, alone);
        }
    }

    private void write(List<MergedCall> written) throws SQLException {
        List<Params> inserts = new ArrayList<>();
        List<Params> updates = new ArrayList<>();
        List<Params> qualifications = new ArrayList<>();
        for (MergedCall merged : written) {
            Call call = merged.after();
            Params params = CallRows.params(call).with("state", merged.state().encode());
            if (merged.before().isEmpty()) {
                inserts.add(params.with("receivedAt", merged.receivedAt()));
            } else {
                updates.add(params);
                if (merged.changesWorth()) {
                    qualifications.add(params);
                }
            }
        }
        tx.insert(sql.insert(), inserts);
        tx.batch(sql.update(), updates);
        tx.batch(sql.qualifier().update(), qualifications);
    }

    private void count(List<MergedCall> written) throws SQLException {
        Counters counters = new Counters(sql.counters(), project.id());
        Pairs pairs = new Pairs(sql.counters(), project.id());
        for (MergedCall merged : written) {
            Optional<Contribution> before = merged.before().map(Contribution::of);
            Contribution after = Contribution.of(merged.after());
            if (before.equals(Optional.of(after))) {
                continue;
            }
            before.ifPresent(known -> {
                counters.removeCall(known.customer(), known.start());
                known.visitor().ifPresent(visitor -> pairs.add(known.customer(), visitor, -1));
            });
            counters.addCall(after.customer(), after.start());
            after.visitor().ifPresent(visitor -> pairs.add(after.customer(), visitor, 1));
        }
        pairs.flush(tx, counters);
        counters.flush(tx);
        sql.customers()
                .deleteEmpty(
                        tx,
                        project.id(),
                        written.stream()
                                .filter(call -> !call.keepsCustomer())
                                .flatMap(call -> call.before().stream())
                                .map(Call::customer)
                                .toList());
    }

    private void qualify(List<MergedCall> written) throws SQLException {
        Map<CustomerId, Span> spans = new LinkedHashMap<>();
        for (MergedCall merged : written) {
            Call after = merged.after();
            Optional<Candidacy> before = merged.before().flatMap(Candidacy::of);
            Optional<Candidacy> now = Candidacy.of(after);
            if (!before.equals(now)) {
                before.ifPresent(was -> spans.merge(was.customer(), Span.at(was.start()), Span::with));
                now.ifPresent(is -> spans.merge(is.customer(), Span.at(is.start()), Span::with));
            }
        }
        for (Map.Entry<CustomerId, Span> span : spans.entrySet()) {
            sql.qualifier()
                    .judge(
                            tx,
                            project,
                            span.getKey(),
                            span.getValue().first(),
                            span.getValue().last());
        }
    }

    /** Those of which people see something new. */
    private static List<CallId> changed(List<MergedCall> written) {
        return written.stream()
                .filter(call -> !call.factsBefore().equals(Optional.of(call.factsAfter())))
                .map(MergedCall::id)
                .toList();
    }

    /** What was pushed, for each call that it told of. */
    private void keepEvents(List<Received> requests, List<List<Merged>> results) throws SQLException {
        List<Params> rows = new ArrayList<>();
        Set<List<Object>> kept = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            Optional<RawEvent> event = requests.get(i).event();
            for (Merged merged : results.get(i)) {
                if (event.isPresent()
                        && merged.status() != Status.REJECTED
                        && kept.add(List.of(merged.id(), event.get().id()))) {
                    rows.add(InboxRows.params(project.id(), merged.id(), event.get()));
                }
            }
        }
        // In one order on all nodes: the same event may come to two at once.
        rows.sort(Comparator.comparing((Params row) -> (UUID) row.value("call"))
                .thenComparing(row -> (UUID) row.value("event")));
        tx.insertIfAbsent(sql.insertEvent(), rows);
    }

    private MergedCall known(Call.Key key) {
        MergedCall call = calls.get(key);
        if (call == null) {
            throw new IllegalStateException("a key of the batch is missing");
        }
        return call;
    }

    private Params params(Call.Key key) {
        return CallRows.params(project.id(), key).with("call", TimeOrderedId.next(sql.clock()));
    }

    /** Says whether a state is kept, with which a call would look like this. */
    private interface Trial {
        boolean keeps(CallState state, Call.Facts facts) throws SQLException;
    }

    /**
     * A request.
     *
     * @param states what was reported
     * @param at when it came
     * @param event what was pushed, if it came so
     */
    record Received(List<CallState> states, Instant at, Optional<RawEvent> event) {
        int size() {
            return states.size();
        }
    }

    private record Stored(Call call, CallState state, Instant receivedAt) {}

    /** What a call adds to what is counted. */
    private record Contribution(CustomerId customer, Instant start, Optional<VisitorId> visitor) {
        static Contribution of(Call call) {
            return new Contribution(
                    call.customer(),
                    call.facts().times().startedAt(),
                    call.facts().visitor());
        }
    }

    /** A call that could be a target call. */
    private record Candidacy(CustomerId customer, Instant start) {
        static Optional<Candidacy> of(Call call) {
            return MergedCall.couldBeTarget(call.qualification())
                    ? Optional.of(
                            new Candidacy(call.customer(), call.facts().times().startedAt()))
                    : Optional.empty();
        }
    }

    private record Span(Instant first, Instant last) {
        static Span at(Instant start) {
            return new Span(start, start);
        }

        Span with(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }
}
