package dev.callcard.error;

import java.util.Objects;

/**
 * What is wrong with one field of an input.
 *
 * @param pointer JSON pointer (RFC 6901) to the field, for example {@code /endedAt}; empty for the input as a whole
 * @param message what is wrong, in words, without repeating the value
 */
public record FieldError(String pointer, String message) {
    /** Checks that both parts are there. */
    public FieldError {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }
}
