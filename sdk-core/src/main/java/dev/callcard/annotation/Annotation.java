package dev.callcard.annotation;

import dev.callcard.error.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

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

    /**
     * A mark that somebody gave.
     *
     * @param value 1 (worst) to 5 (best)
     * @param by name of the viewer who gave it
     * @param at when
     */
    public record Rating(int value, String by, Instant at) {
        /** Checks the range. */
        public Rating {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
            if (value < 1 || value > 5) {
                throw new IllegalArgumentException("a rating is 1 to 5");
            }
        }
    }

    /**
     * A change of an annotation. An empty outer value leaves a part as it is; an empty inner value clears it.
     *
     * @param categories ids of the project's categories, replacing those of the call
     * @param managerRating 1 to 5, or cleared
     * @param callRating 1 to 5, or cleared
     */
    public record Change(
            Optional<List<String>> categories, Optional<OptionalInt> managerRating, Optional<OptionalInt> callRating) {
        /** Checks the ranges and copies the categories. */
        public Change {
            categories = categories.map(ids -> ids.stream().distinct().toList());
            check("/managerRating", managerRating);
            check("/callRating", callRating);
        }

        private static void check(String pointer, Optional<OptionalInt> rating) {
            Objects.requireNonNull(rating, pointer);
            if (rating.isPresent() && rating.get().isPresent()) {
                int value = rating.get().getAsInt();
                if (value < 1 || value > 5) {
                    throw new InvalidInputException(pointer, "must be 1 to 5");
                }
            }
        }
    }
}
