package dev.callcard.call;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.error.FieldError;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Hands calls in and finds them. Thread-safe. */
public final class Calls {
    /** How far ahead of our clock a provider's clock may be. */
    public static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final Access access;
    private final CallStore store;
    private final BiConsumer<ProjectId, List<CallId>> recorded;
    private final Fingerprints fingerprints;
    private final Clock clock;

    /**
     * Calls over a store.
     *
     * @param access decides who may do what
     * @param store keeps them
     * @param recorded told of calls whose reports say where their recording is, or that there is none, before those are
     *     acknowledged
     * @param fingerprints takes the fingerprints of what may have been erased
     * @param clock tells when a report came
     */
    public Calls(
            Access access,
            CallStore store,
            BiConsumer<ProjectId, List<CallId>> recorded,
            Fingerprints fingerprints,
            Clock clock) {
        this.access = access;
        this.store = store;
        this.recorded = recorded;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /**
     * Hands in reports, in any order and as often as you like. What is accepted survives a kill once this returns.
     *
     * @param viewer who hands in
     * @param project which project
     * @param origin how the reports came
     * @param reports any number of reports; memory and transaction grow with it, 1,000 is a good number
     * @return what became of each report, in order; a rejected one does not touch the others
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not hand in
     * @throws dev.callcard.error.UnavailableException if the store did not answer; nothing is stored
     */
    public List<ItemResult> ingest(Viewer viewer, ProjectId project, Call.Origin origin, List<CallReport> reports) {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.INGEST);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<List<FieldError>> errors = reports.stream()
                .map(report -> report.timesAfter(now.plus(CLOCK_SKEW)))
                .toList();
        List<CallState> states = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            if (errors.get(i).isEmpty()) {
                states.add(reports.get(i).toState());
            }
        }
        List<CallStore.Merged> all = store.merge(known, origin, states, now, fingerprints);
        recorded.accept(project, recorded(states, all));
        var merged = all.iterator();
        return errors.stream()
                .map(wrong -> wrong.isEmpty() ? accepted(merged.next()) : ItemResult.rejected(wrong))
                .toList();
    }

    /**
     * Reads a call.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @return the call, never null
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not see it
     */
    public Call get(Viewer viewer, ProjectId project, CallId id) {
        return require(viewer, project, id, Permission.VIEW_CARD);
    }

    /**
     * Reads a call for some purpose. Where the permission reaches own customers only, the agent must have had a call with
     * the customer.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @param permission the purpose
     * @return the call, never null
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the permission does not reach the call
     */
    public Call require(Viewer viewer, ProjectId project, CallId id, Permission permission) {
        access.require(viewer, project, permission);
        Call call = store.find(project, id).orElseThrow(() -> new NotFoundException("call"));
        access.require(
                viewer,
                project,
                permission,
                () -> viewer.agentId()
                        .map(agent -> store.hasCall(project, call.customer(), agent))
                        .orElse(false));
        return call;
    }

    /**
     * Finds the customer of a number, matched exactly after it was read the project's way.
     *
     * @param viewer who asks
     * @param project which project
     * @param number the number in any spelling
     * @return the customer; empty if no call has the number, or it is a withheld one
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not see cards
     */
    public Optional<CustomerId> customer(Viewer viewer, ProjectId project, String number) {
        Project known = access.project(viewer, project);
        Optional<String> agent = access.onlyAgent(viewer, project, Permission.VIEW_CARD);
        return Optional.of(known.settings().phoneParser().parse(number).key())
                .filter(key -> key.joins())
                .flatMap(key -> store.customer(project, key))
                .filter(customer -> agent.isEmpty() || store.hasCall(project, customer, agent.get()));
    }

    private static List<CallId> recorded(List<CallState> states, List<CallStore.Merged> merged) {
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            boolean told =
                    states.get(i).tells(Field.RECORDING_URL) || states.get(i).tells(Field.RECORDING_LOSS);
            if (told && merged.get(i).status() != ItemResult.Status.REJECTED) {
                calls.add(merged.get(i).id());
            }
        }
        return calls;
    }

    private static ItemResult accepted(CallStore.Merged merged) {
        return merged.status() == ItemResult.Status.REJECTED
                ? ItemResult.erased()
                : ItemResult.accepted(merged.status(), merged.id().toString());
    }
}
