package dev.callcard.poll;

import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Optional;

/** Port: keeps how far accounts were polled. Every method is atomic. Safe for use by many threads and nodes. */
public interface PollStore {
    /**
     * Reads a state.
     *
     * @param project the project
     * @param provider the provider's name
     * @param account the account's name
     * @return the state; empty if it was never claimed
     */
    Optional<PollState> find(ProjectId project, String provider, String account);

    /**
     * Takes an account if it is due, and puts its time off, so that nobody else takes it meanwhile. One that was never claimed is due
     * at once.
     *
     * @param project the project
     * @param provider the provider's name
     * @param account the account's name
     * @param now it is taken if it is due at this instant or before
     * @param until when it is due again unless somebody changes that; after {@code now}
     * @return the state as it is now, due at {@code until}; empty if it is not due, or somebody else takes it at the same time
     */
    Optional<PollState> claim(ProjectId project, String provider, String account, Instant now, Instant until);

    /**
     * Keeps a state.
     *
     * @param state the state of an account that was claimed before
     */
    void save(PollState state);
}
