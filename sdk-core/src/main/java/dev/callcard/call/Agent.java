package dev.callcard.call;

import java.util.Objects;
import java.util.Optional;

/**
 * The employee of a call.
 *
 * @param id the provider's or host's id of the employee
 * @param name the employee's name
 * @param number the number or extension that rang
 */
public record Agent(Optional<String> id, Optional<String> name, Optional<String> number) {
    /** Checks that all parts are there. */
    public Agent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(number, "number");
    }
}
