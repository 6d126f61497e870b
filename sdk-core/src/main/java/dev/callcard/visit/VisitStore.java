package dev.callcard.visit;

import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Optional;

/** Keeps visit events and the sessions they make. Safe for use by many threads and nodes. */
public interface VisitStore {
    /**
     * Appends events, in any order. Each visitor's sessions, and everything that is counted from them, are right for all
     * events stored so far when this returns. Atomic per visitor and idempotent: an event id that the project has seen is
     * ignored, whatever else the event says. An event is rejected, and nothing of it stored, if its visitor was erased at its
     * time or after.
     *
     * @param project the project with its settings
     * @param events the events, of any visitors, possibly late
     * @param fingerprints takes the fingerprints of who may have been erased
     * @return {@link ItemResult.Status#CREATED}, {@link ItemResult.Status#UNCHANGED} or {@link ItemResult.Status#REJECTED} for
     *     each event, in order
     * @throws dev.callcard.error.UnavailableException if the store did not answer; what was stored stays stored, and
     *     appending again is safe
     */
    List<ItemResult.Status> append(Project project, List<VisitEvent> events, Fingerprints fingerprints);

    /**
     * Reads a session with all its pages, of which cards show the first ones.
     *
     * @param project the project
     * @param visitor whose session
     * @param session which one
     * @return the session; empty if the visitor has none of this id
     */
    Optional<Session> session(ProjectId project, VisitorId visitor, SessionId session);
}
