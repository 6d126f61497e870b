package dev.callcard.inbox;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: keeps what providers pushed. Every method is atomic. Safe for use by many threads and nodes. */
public interface InboxStore {
    /**
     * Merges what a push tells as {@link CallStore#merge} does, and keeps the push itself for each call that was not rejected, in the
     * same transaction. A push that is kept already stays as it is. When this returns, both survive a kill of the process and of the
     * database.
     *
     * @param project the project with its settings
     * @param event the push
     * @param states what it tells, one or more
     * @param fingerprints takes the fingerprints of what may have been erased
     * @return what became of each state, in order
     * @throws dev.callcard.error.UnavailableException if the store did not answer; nothing is stored
     */
    List<CallStore.Merged> settle(Project project, RawEvent event, List<CallState> states, Fingerprints fingerprints);

    /**
     * Reads what was pushed about a call.
     *
     * @param project the project
     * @param call the call
     * @param limit how many at the most
     * @return the events, the oldest first
     */
    List<RawEvent> ofCall(ProjectId project, CallId call, int limit);

    /**
     * Puts an event aside. One that is there already gets the new reason and stays otherwise as it is.
     *
     * @param project the project
     * @param event the event
     */
    void quarantine(ProjectId project, QuarantinedEvent event);

    /**
     * Lists events that were put aside, the newest first.
     *
     * @param project the project
     * @param page which page
     * @return the page
     * @throws dev.callcard.error.InvalidInputException if the cursor is not one of this list
     */
    Page<QuarantinedEvent> quarantined(ProjectId project, PageRequest page);

    /**
     * Reads an event that was put aside.
     *
     * @param project the project
     * @param id the event
     * @return the event; empty if the project has none of this id
     */
    Optional<QuarantinedEvent> find(ProjectId project, UUID id);

    /**
     * Takes an event out of the quarantine.
     *
     * @param project the project
     * @param id the event
     * @param audit kept if it was there
     * @return whether it was there
     */
    boolean release(ProjectId project, UUID id, AuditRecord audit);

    /**
     * Deletes events of all projects that were kept long enough.
     *
     * @param mergedBefore merged ones that came before this instant
     * @param quarantinedBefore those put aside that came before this instant
     * @param limit how many of each kind at the most
     * @return how many went
     */
    int forget(Instant mergedBefore, Instant quarantinedBefore, int limit);
}
