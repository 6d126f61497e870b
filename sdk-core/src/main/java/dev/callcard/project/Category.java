package dev.callcard.project;

import java.util.Objects;

/**
 * A label that people of a project put on calls.
 *
 * @param id stable id, unique in the project, 1 to 64 characters
 * @param name what people read, 1 to 100 characters
 * @param color CSS hex colour such as {@code #2e7d32}
 */
public record Category(String id, String name, String color) {
    /** Checks that all parts are there. */
    public Category {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(color, "color");
    }
}
