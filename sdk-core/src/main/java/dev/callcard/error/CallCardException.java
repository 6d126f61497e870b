package dev.callcard.error;

import java.util.Objects;

/**
 * Root of everything Callcard throws on purpose. Unchecked; its message never holds a phone number, a token or the text
 * of a comment, so it may be logged as it is.
 */
public abstract class CallCardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For the subclasses.
     *
     * @param message what went wrong and what to do, free of personal data
     */
    protected CallCardException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }

    /**
     * For the subclasses.
     *
     * @param message what went wrong and what to do, free of personal data
     * @param cause the failure underneath
     */
    protected CallCardException(String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
    }
}
