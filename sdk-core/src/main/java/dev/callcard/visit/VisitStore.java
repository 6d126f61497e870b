package dev.callcard.visit;

import dev.callcard.ingest.ItemResult;
import dev.callcard.project.Project;
import java.util.List;

/** Keeps visit events and the sessions they make. Safe for use by many threads and nodes. */
public interface VisitStore {
    /**
     * Appends events, in any order. Each visitor's sessions, and everything that is counted from them, are right for all
     * events stored so far when this returns. Atomic per visitor and idempotent: an event id that the project has seen is
     * ignored, whatever else the event says.
     *
     * @param project the project with its settings
     * @param events the events, of any visitors, possibly late
     * @return {@link ItemResult.Status#CREATED} or {@link ItemResult.Status#UNCHANGED} for each event, in order
     * @throws dev.callcard.error.UnavailableException if the store did not answer; what was stored stays stored, and
     *     appending again is safe
     */
    List<ItemResult.Status> append(Project project, List<VisitEvent> events);
}
