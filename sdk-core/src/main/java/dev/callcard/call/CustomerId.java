package dev.callcard.call;

import dev.callcard.call.internal.TimeOrderedId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a customer of a project, opaque so that no number stands in a path.
 *
 * @param value a UUID; new ones are of version 7, so they sort by time of creation
 */
public record CustomerId(UUID value) {
    /** Checks that there is a value. */
    public CustomerId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads an id.
     *
     * @param text the id as text
     * @return the id; empty if the text cannot be one, so that nothing has it
     */
    public static Optional<CustomerId> parse(String text) {
        return TimeOrderedId.parse(text).map(CustomerId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
