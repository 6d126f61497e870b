package dev.callcard.telephony;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider that was asked did not answer, or with a failure. Has no cause: what libraries say about addresses stays with them. */
public final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /**
     * A failure.
     *
     * @param kind what kind of failure
     * @param reason why, in words for people; no address, number, secret or anything else that the provider sent
     * @param retryAfter how long the provider wants to be left alone, 0 or more; empty if it did not say
     */
    public ProviderException(Kind kind, String reason, Optional<Duration> retryAfter) {
        super(reason);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.retryAfter = retryAfter.orElse(null);
    }

    /**
     * What kind of failure.
     *
     * @return never null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Why, in words for people.
     *
     * @return never null
     */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /**
     * How long the provider wants to be left alone.
     *
     * @return the time to wait, 0 or more; empty if it did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Kinds of failure. */
    public enum Kind {
        /** It did not answer, or said that it cannot just now. */
        UNAVAILABLE,
        /** It does not know who asks, or does not let them. */
        CREDENTIALS,
        /** It was asked too often. */
        LIMIT,
        /** It has no such thing, or not yet. */
        MISSING,
        /** Its answer cannot be made sense of. */
        UNREADABLE
    }
}
