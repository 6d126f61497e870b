package dev.callcard.json;

import dev.callcard.error.FieldError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One item of a batch as it was read: either a value, or what is wrong with it.
 *
 * @param value the item; empty if it is wrong
 * @param externalId the sender's own id of the item, as far as it could be read
 * @param errors what is wrong, with pointers from the item; empty if nothing is
 * @param <T> what is read
 */
public record ParsedItem<T>(Optional<T> value, Optional<String> externalId, List<FieldError> errors) {
    /** Checks that it is one or the other. */
    public ParsedItem {
        Objects.requireNonNull(externalId, "externalId");
        errors = List.copyOf(errors);
        if (value.isPresent() != errors.isEmpty()) {
            throw new IllegalArgumentException("an item is either read or wrong");
        }
    }
}
