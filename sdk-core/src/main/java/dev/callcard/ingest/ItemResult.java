package dev.callcard.ingest;

import dev.callcard.error.FieldError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one item of a batch. Items are independent: a rejected one never keeps the others from being stored.
 *
 * @param status what became of it
 * @param id our id of the call, or the event id of a visit event; empty if rejected before it got one
 * @param errors why it was rejected; empty unless {@link Status#REJECTED}
 */
public record ItemResult(Status status, Optional<String> id, List<FieldError> errors) {
    /** Copies the errors. */
    public ItemResult {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(id, "id");
        errors = List.copyOf(errors);
    }

    /**
     * An accepted item.
     *
     * @param status created, updated or unchanged
     * @param id the item's id
     * @return the result, never null
     */
    public static ItemResult accepted(Status status, String id) {
        return new ItemResult(status, Optional.of(id), List.of());
    }

    /**
     * A rejected item.
     *
     * @param errors the fields that are wrong
     * @return the result, never null
     */
    public static ItemResult rejected(List<FieldError> errors) {
        return new ItemResult(Status.REJECTED, Optional.empty(), errors);
    }

    /**
     * An item that is about somebody or something that was erased.
     *
     * @return a rejection, never null
     */
    public static ItemResult erased() {
        return rejected(List.of(new FieldError("", "was erased")));
    }

    /** What can become of an item. */
    public enum Status {
        /** It was not known before and is stored now. */
        CREATED,
        /** It was known and told something new. */
        UPDATED,
        /** It was known and told nothing new. */
        UNCHANGED,
        /** It is wrong, or was erased; nothing of it was stored. */
        REJECTED
    }
}
