package dev.callcard.call;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Optional;

/** Hands calls in and finds them. Thread-safe. */
public final class Calls {
    private final Access access;
    private final CallStore store;
    private final CallIntake intake;

    /**
     * Calls over a store.
     *
     * @param access decides who may do what
     * @param store keeps them
     * @param intake takes reports in
     */
    public Calls(Access access, CallStore store, CallIntake intake) {
        this.access = access;
        this.store = store;
        this.intake = intake;
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
        return intake.take(known, origin, reports);
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
}
