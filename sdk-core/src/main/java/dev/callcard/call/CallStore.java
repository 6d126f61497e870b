package dev.callcard.call;

import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Keeps calls. Safe for use by many threads and nodes. */
public interface CallStore {
    /**
     * Merges what reports tell into the calls they are about, by {@link CallState#merge}; a call that is not known yet is
     * created. In the same transaction the call's customer, its qualification and that of its number's other calls, the
     * join of its visitor, and everything that is counted are made right. Atomic per batch, idempotent, and the same
     * whatever the order of batches. When this returns, the calls survive a kill of the process and of the database.
     *
     * <p>A state that tells anything new is rejected, and nothing of it stored, if its call was erased, or if with it the call
     * would be of an erased number and have started by then.
     *
     * @param project the project with its settings
     * @param origin how the reports came; kept for a call that is created
     * @param states what the reports tell; several may be about the same call
     * @param receivedAt when they came; kept for a call that is created
     * @param fingerprints takes the fingerprints of what may have been erased
     * @return what became of each state, in order
     * @throws dev.callcard.error.UnavailableException if the store did not answer; nothing of the batch is stored
     */
    List<Merged> merge(
            Project project, Call.Origin origin, List<CallState> states, Instant receivedAt, Fingerprints fingerprints);

    /**
     * Reads a call.
     *
     * @param project the project
     * @param id the call
     * @return the call; empty if the project has none of this id
     */
    Optional<Call> find(ProjectId project, CallId id);

    /**
     * Finds a customer by its key.
     *
     * @param project the project
     * @param key a key that {@link CustomerKey#joins() joins}
     * @return the customer; empty if no call has this key
     */
    Optional<CustomerId> customer(ProjectId project, CustomerKey key);

    /**
     * Whether an agent had a call with a customer.
     *
     * @param project the project
     * @param customer the customer
     * @param agentId the agent's id as reports name it
     * @return true if any call of the customer has this agent
     */
    boolean hasCall(ProjectId project, CustomerId customer, String agentId);

    /**
     * What became of one merged state.
     *
     * @param id the call; names none if the state was rejected
     * @param status created, updated, or unchanged if people see no difference; rejected because it was erased
     */
    record Merged(CallId id, ItemResult.Status status) {
        /** Checks that both parts are there. */
        public Merged {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(status, "status");
        }
    }
}
