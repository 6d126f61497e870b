package dev.callcard.call;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * A known value and the standing of the report that told it.
 *
 * @param value canonical text
 * @param isFinal whether the report was about a finished call
 * @param reportedAt when the provider made the report; the beginning of time if it did not say
 */
record Fact(String value, boolean isFinal, Instant reportedAt) {
    static final Instant UNDATED = Instant.EPOCH.minusSeconds(1);

    private static final Comparator<Fact> STANDING =
            Comparator.comparing(Fact::isFinal).thenComparing(Fact::reportedAt);

    Fact {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(reportedAt, "reportedAt");
    }

    /** The one of two facts that wins: a least upper bound, hence commutative, associative and idempotent. */
    static Fact merge(Comparator<String> preference, Fact one, Fact other) {
        int order = STANDING.compare(one, other);
        int decided = order != 0 ? order : preference.compare(one.value, other.value);
        return decided >= 0 ? one : other;
    }
}
