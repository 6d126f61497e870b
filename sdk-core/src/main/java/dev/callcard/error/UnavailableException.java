package dev.callcard.error;

import java.time.Duration;
import java.util.Objects;

/**
 * A store or a service underneath did not answer; nothing of the request was acknowledged. Repeating the same request
 * later is safe. HTTP 503.
 */
public final class UnavailableException extends CallCardException {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    /**
     * A failure that should pass.
     *
     * @param what what was being done, for example {@code merge calls}
     * @param retryAfter when to try again, 0 or more
     * @param cause the failure underneath
     */
    public UnavailableException(String what, Duration retryAfter, Throwable cause) {
        super("Could not " + what + "; try again in " + retryAfter.toSeconds() + " s.", cause);
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /**
     * When to try again.
     *
     * @return the time to wait, 0 or more
     */
    public Duration retryAfter() {
        return retryAfter;
    }
}
