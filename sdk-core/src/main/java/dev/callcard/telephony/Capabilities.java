package dev.callcard.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is known of a provider's ways.
 *
 * @param redelivers whether a push that was not answered with success comes again by itself; if not, only asking finds what was missed
 * @param latest how long after its end a call may still be told of or change; asking again reaches that far back
 * @param cannotTell what the provider cannot tell, each in a sentence for people; empty if it tells everything
 */
public record Capabilities(boolean redelivers, Duration latest, List<String> cannotTell) {
    /** Copies the list. */
    public Capabilities {
        Objects.requireNonNull(latest, "latest");
        if (latest.isNegative()) {
            throw new IllegalArgumentException("latest must not be negative");
        }
        cannotTell = List.copyOf(cannotTell);
    }
}
