package dev.callcard.demo;

import org.jspecify.annotations.Nullable;

/** The demo cannot start for a reason that whoever started it can change. The message says what to do, in one line. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A reason.
     *
     * @param message what is wrong, and what to do
     * @param cause what was thrown, if anything was
     */
    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
