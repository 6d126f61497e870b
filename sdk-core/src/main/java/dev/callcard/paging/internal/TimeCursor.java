package dev.callcard.paging.internal;

import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

/**
 * Where a newest-first list goes on: after the item with this time and id. Adapters turn it into the opaque cursor of a
 * {@link Page} and back.
 *
 * @param at the time of the last item that was read, to the microsecond
 * @param id the id of that item, which breaks ties of time
 */
public record TimeCursor(Instant at, UUID id) {
    private static final int BYTES = 3 * Long.BYTES;
    // What every database can hold; nothing of ours lies outside.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** Checks that both parts are there. */
    public TimeCursor {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(id, "id");
    }

    /**
     * The opaque text of this cursor.
     *
     * @return URL-safe text, never empty
     */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(micros(at));
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    // Not ChronoUnit.MICROS.between: on Java 17 that overflows for years after 2262.
    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /**
     * Reads a cursor back.
     *
     * @param text what {@link #encode()} gave
     * @return the cursor, never null
     * @throws InvalidInputException if the text is not a cursor of ours
     */
    public static TimeCursor decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES) {
                throw new InvalidInputException("/cursor", "is not a cursor of this list");
            }
            Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                throw new InvalidInputException("/cursor", "is not a cursor of this list");
            }
            return new TimeCursor(at, new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/cursor", "is not a cursor of this list");
        }
    }
}
