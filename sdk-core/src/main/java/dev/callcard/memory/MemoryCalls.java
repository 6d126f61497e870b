package dev.callcard.memory;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore;
import dev.callcard.call.CustomerId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.log.LogStore;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class MemoryCalls implements CallStore {
    private final Memory memory;
    private final Clock clock;

    MemoryCalls(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public List<Merged> merge(
            Project project,
            Call.Origin origin,
            List<CallState> states,
            Instant receivedAt,
            Fingerprints fingerprints) {
        return memory.write(project.id(), known -> merge(known, project, origin, states, receivedAt, fingerprints));
    }

    /** Merges under the lock of all. */
    List<Merged> merge(
            ProjectMemory known,
            Project project,
            Call.Origin origin,
            List<CallState> states,
            Instant receivedAt,
            Fingerprints fingerprints) {
        List<Merged> results = new ArrayList<>();
        Map<Call.Key, KnownCall> changed = new HashMap<>();
        for (CallState state : states) {
            KnownCall before = changed.getOrDefault(state.key(), known.calls.get(state.key()));
            KnownCall after = before == null
                    ? created(project, origin, state, receivedAt)
                    : before.with(before.state().merge(state), project.settings());
            boolean tells = before == null || !after.state().equals(before.state());
            if (tells && isErased(known, project, after, fingerprints)) {
                results.add(new Merged(after.id(), Status.REJECTED));
                continue;
            }
            changed.put(state.key(), after);
            results.add(new Merged(after.id(), status(before, after)));
        }
        changed.forEach((key, call) -> {
            KnownCall before = known.calls.get(key);
            put(known, call);
            if (status(before, call) != Status.UNCHANGED) {
                known.changed(clock, call.id(), LogStore.Kind.CALL);
            }
        });
        return results;
    }

    @Override
    public Optional<Call> find(ProjectId project, CallId id) {
        return memory.read(project, known -> known.call(id));
    }

    @Override
    public Optional<CustomerId> customer(ProjectId project, CustomerKey key) {
        return memory.read(
                project,
                known -> known.calls.values().stream()
                        .filter(call -> key.joins() && call.customerKey().equals(key))
                        .map(known::customer)
                        .findFirst());
    }

    @Override
    public boolean hasCall(ProjectId project, CustomerId customer, String agentId) {
        return memory.read(
                        project,
                        known -> known.calls(customer).stream()
                                .filter(call -> isOf(call, agentId))
                                .findFirst())
                .isPresent();
    }

    static boolean isOf(Call call, String agentId) {
        return call.facts().agent().flatMap(agent -> agent.id()).equals(Optional.of(agentId));
    }

    static TimeCursor cursor(Call call) {
        return new TimeCursor(call.facts().times().startedAt(), call.id().value());
    }

    static boolean isErased(ProjectMemory known, Project project, KnownCall call, Fingerprints fingerprints) {
        return known.isErased(print(fingerprints, project.id(), call), Instant.MIN)
                || known.isErased(fingerprints.ofNumber(project.id(), call.customerKey()), call.startedAt());
    }

    static Optional<Fingerprint> print(Fingerprints fingerprints, ProjectId project, KnownCall call) {
        Call.Key key = call.state().key();
        return fingerprints.ofCall(project, key.provider(), key.account(), key.providerCallId());
    }

    private KnownCall created(Project project, Call.Origin origin, CallState state, Instant receivedAt) {
        return new KnownCall(
                new CallId(TimeOrderedId.next(clock)),
                origin,
                receivedAt,
                new CustomerId(TimeOrderedId.next(clock)),
                state,
                state.facts(project.settings(), receivedAt));
    }

    private void put(ProjectMemory known, KnownCall call) {
        known.calls.put(call.state().key(), call);
        known.keys.put(call.id(), call.state().key());
        if (call.customerKey().joins()) {
            known.customers.computeIfAbsent(call.customerKey(), key -> new CustomerId(TimeOrderedId.next(clock)));
        }
    }

    /** The customer and the qualification follow from the facts of this call and of others, so the facts are enough. */
    private static Status status(@Nullable KnownCall before, KnownCall after) {
        if (before == null) {
            return Status.CREATED;
        }
        return before.facts().equals(after.facts()) ? Status.UNCHANGED : Status.UPDATED;
    }
}
