package dev.callcard.poll;

import java.time.Duration;
import java.util.Objects;

/**
 * How often providers are asked.
 *
 * @param redelivering how often a provider is asked that repeats a push which was not answered; an hour by default
 * @param forgetful how often a provider is asked that does not; five minutes by default
 * @param firstLookBack how far back the first question reaches; a day by default
 */
public record PollOptions(Duration redelivering, Duration forgetful, Duration firstLookBack) {
    /** The defaults. */
    public static final PollOptions DEFAULT =
            new PollOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofDays(1));

    /** Checks that each is more than none. */
    public PollOptions {
        Objects.requireNonNull(redelivering, "redelivering");
        if (redelivering.toMillis() < 1 || forgetful.toMillis() < 1 || firstLookBack.toMillis() < 1) {
            throw new IllegalArgumentException("times must be more than none");
        }
    }
}
