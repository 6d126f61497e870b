package dev.callcard.poll;

import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the calls of an account were asked for, and how that went.
 *
 * @param project the project
 * @param provider the provider's name
 * @param account the account's name
 * @param polledUntil every call that started before this instant was asked for; empty if nothing was yet
 * @param dueAt when it is asked for more, to the microsecond
 * @param ranAt when it was asked last; empty if never
 * @param failures how many times in a row asking failed
 * @param failure why it failed the last time, in words for people; empty if it did not
 * @param healed what the last time that found anything brought; empty if nothing was ever found
 */
public record PollState(
        ProjectId project,
        String provider,
        String account,
        Optional<Instant> polledUntil,
        Instant dueAt,
        Optional<Instant> ranAt,
        int failures,
        Optional<String> failure,
        Optional<Healed> healed) {
    /** Checks that all parts are there. */
    public PollState {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(polledUntil, "polledUntil");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(ranAt, "ranAt");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(healed, "healed");
    }

    /**
     * An account that was never asked.
     *
     * @param project the project
     * @param provider the provider's name
     * @param account the account's name
     * @return a state that is due at once
     */
    public static PollState initial(ProjectId project, String provider, String account) {
        return new PollState(
                project,
                provider,
                account,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What asking brought that no push had.
     *
     * @param at when, to the microsecond
     * @param missed calls that were not known
     * @param completed calls of which more is known now
     * @param unreadable calls that could not be read, or were refused
     */
    public record Healed(Instant at, long missed, long completed, long unreadable) {
        /** Checks that the time is there. */
        public Healed {
            Objects.requireNonNull(at, "at");
        }
    }
}
