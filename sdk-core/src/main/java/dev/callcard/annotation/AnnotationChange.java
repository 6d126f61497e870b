package dev.callcard.annotation;

import dev.callcard.error.InvalidInputException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A change of an annotation. An empty outer value leaves a part as it is; an empty inner value clears it.
 *
 * @param categories ids of the project's categories, replacing those of the call
 * @param managerRating 1 to 5, or cleared
 * @param callRating 1 to 5, or cleared
 */
public record AnnotationChange(
        Optional<List<String>> categories, Optional<OptionalInt> managerRating, Optional<OptionalInt> callRating) {
    /** Checks the ranges and copies the categories. */
    public AnnotationChange {
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
