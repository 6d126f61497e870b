package dev.callcard.call.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes and reads UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then random bits. Thread-safe. */
public final class TimeOrderedId {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedId() {}

    /**
     * Makes an id that sorts after those of earlier milliseconds.
     *
     * @param clock tells the time
     * @return a new id, never null
     */
    public static UUID next(Clock clock) {
        long high = (clock.millis() << 16) | 0x7000L | RANDOM.nextInt(1 << 12);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /**
     * Reads an id in its one canonical spelling.
     *
     * @param text any text
     * @return the id; empty if the text is none
     */
    public static Optional<UUID> parse(String text) {
        return FORM.matcher(text.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
