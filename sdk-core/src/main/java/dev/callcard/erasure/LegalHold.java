package dev.callcard.erasure;

import dev.callcard.call.CustomerId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A customer's records may be needed by a court: nothing of them is deleted, neither by people nor by rules, until somebody
 * lifts the hold.
 *
 * @param customer whose records
 * @param by the name of who placed it
 * @param at when, to the microsecond
 * @param reason why in words, for example a file number; 1 to {@link #MAX_REASON} characters, if somebody said
 */
public record LegalHold(CustomerId customer, String by, Instant at, Optional<String> reason) {
    /** The most characters of a reason. */
    public static final int MAX_REASON = 500;

    /** Checks the parts. */
    public LegalHold {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        if (reason.isPresent() && (reason.get().isBlank() || reason.get().length() > MAX_REASON)) {
            throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
        }
    }
}
