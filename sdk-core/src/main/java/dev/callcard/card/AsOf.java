package dev.callcard.card;

import dev.callcard.error.InvalidInputException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * The instant a card speaks of: calls and visits after it are left out. What people think of a call is always current.
 *
 * @param at the instant; empty where it is the present or the start of the call
 * @param atCall whether it is the start of the call at hand
 */
public record AsOf(Optional<Instant> at, boolean atCall) {
    /** Now, by the clock that Callcard was built with. */
    public static final AsOf NOW = new AsOf(Optional.empty(), false);

    /** The start of the call at hand, so that the card looks as it did then. */
    public static final AsOf CALL = new AsOf(Optional.empty(), true);

    // What every database can hold, with room for the period before it; nothing of ours lies outside.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Checks that there is one meaning only. */
    public AsOf {
        Objects.requireNonNull(at, "at");
        if (at.isPresent() && atCall) {
            throw new IllegalArgumentException("asOf is an instant or the call's start, not both");
        }
    }

    /**
     * Some other instant.
     *
     * @param instant the instant, of the years 1970 to 9999; truncated to microseconds
     * @return the choice, never null
     * @throws InvalidInputException if it is of another year
     */
    public static AsOf at(Instant instant) {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new InvalidInputException("/asOf", "must be between the years 1970 and 9999");
        }
        return new AsOf(Optional.of(instant.truncatedTo(ChronoUnit.MICROS)), false);
    }

    /**
     * Reads the choice as the HTTP API spells it.
     *
     * @param text {@code now}, {@code call} or an ISO-8601 instant
     * @return the choice, never null
     * @throws InvalidInputException if it is none of these
     */
    public static AsOf parse(String text) {
        if ("now".equals(text)) {
            return NOW;
        }
        if ("call".equals(text)) {
            return CALL;
        }
        try {
            return at(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new InvalidInputException("/asOf", "must be now, call, or an instant such as 2026-03-01T12:00:00Z");
        }
    }
}
