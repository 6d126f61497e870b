package dev.callcard.visit;

import java.util.Objects;

/**
 * Names a visitor: one browser, by its first-party id. The id is the site's, not ours.
 *
 * @param value 1 to 255 characters, compared exactly
 */
public record VisitorId(String value) {
    /** The most characters of an id. */
    public static final int MAX_LENGTH = 255;

    /** Checks the length. */
    public VisitorId {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a visitor id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    /** Hides the id: it names a person's browser. */
    @Override
    public String toString() {
        return "visitor ***";
    }
}
