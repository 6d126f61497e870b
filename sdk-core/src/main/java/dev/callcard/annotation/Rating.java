package dev.callcard.annotation;

import java.time.Instant;
import java.util.Objects;

/**
 * A mark that somebody gave.
 *
 * @param value 1 (worst) to 5 (best)
 * @param by name of the viewer who gave it
 * @param at when
 */
public record Rating(int value, String by, Instant at) {
    /** Checks the range. */
    public Rating {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        if (value < 1 || value > 5) {
            throw new IllegalArgumentException("a rating is 1 to 5");
        }
    }
}
