package dev.callcard.visit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Names a session. The id follows from the visitor and the event that opened the session, so that the same events give
 * the same ids in whatever order they arrive.
 *
 * @param value a UUID of version 8 that begins with the start of the session in milliseconds, so ids sort by time
 */
public record SessionId(UUID value) {
    /** Checks that there is a value. */
    public SessionId {
        Objects.requireNonNull(value, "value");
    }

    static SessionId of(VisitorId visitor, Instant start, String openingEventId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(visitor.value().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(openingEventId.getBytes(StandardCharsets.UTF_8)));
            long high = (start.toEpochMilli() << 16) | 0x8000L | (hash.getShort() & 0x0fffL);
            long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
            return new SessionId(new UUID(high, low));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
