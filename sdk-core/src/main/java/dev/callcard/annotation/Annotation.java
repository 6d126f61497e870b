package dev.callcard.annotation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What people think of a call, comments apart.
 *
 * @param version counts the changes, from 0 for a call nobody has judged
 * @param categories ids of the categories, in the order they were given
 * @param managerRating mark of the agent's work
 * @param callRating mark of the call
 */
public record Annotation(
        long version, List<String> categories, Optional<Rating> managerRating, Optional<Rating> callRating) {
    /** Nobody has judged the call. */
    public static final Annotation NONE = new Annotation(0, List.of(), Optional.empty(), Optional.empty());

    /** Copies the categories. */
    public Annotation {
        categories = List.copyOf(categories);
        Objects.requireNonNull(managerRating, "managerRating");
        Objects.requireNonNull(callRating, "callRating");
    }
}
