package dev.callcard.inbox;

import java.time.Duration;

/**
 * How the inbox works.
 *
 * @param keepEvents for how long events are kept after they were merged, masked; 30 days by default
 * @param keepQuarantined for how long events are kept that could not be taken in; 90 days by default
 * @param mostAtOnce how many pushes are taken in at the same time on this node; whoever comes then is asked to come again. 256 by default
 */
public record InboxOptions(Duration keepEvents, Duration keepQuarantined, int mostAtOnce) {
    /** The defaults. */
    public static final InboxOptions DEFAULT = new InboxOptions(Duration.ofDays(30), Duration.ofDays(90), 256);

    /** Checks the values. */
    public InboxOptions {
        if (keepEvents.isNegative() || keepQuarantined.isNegative() || mostAtOnce < 1) {
            throw new IllegalArgumentException("times must not be negative, mostAtOnce 1 or more");
        }
    }
}
