package dev.callcard.annotation;

import dev.callcard.call.TimeOrderedId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a comment.
 *
 * @param value a UUID of version 7
 */
public record CommentId(UUID value) {
    /** Checks that there is a value. */
    public CommentId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads an id.
     *
     * @param text the id as text
     * @return the id; empty if the text cannot be one
     */
    public static Optional<CommentId> parse(String text) {
        return TimeOrderedId.parse(text).map(CommentId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
