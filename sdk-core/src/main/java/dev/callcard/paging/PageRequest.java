package dev.callcard.paging;

import dev.callcard.error.InvalidInputException;
import java.util.Objects;
import java.util.Optional;

/**
 * Which page of a list is wanted. Paging is by key, not by offset: a page stays right while items are added.
 *
 * @param cursor the {@code next} of the page before; empty for the first page
 * @param limit the most items wanted, 1 to 500
 */
public record PageRequest(Optional<String> cursor, int limit) {
    /** The number of items where nobody asked for another. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most items of one page. */
    public static final int MAX_LIMIT = 500;

    /** Checks the limit. */
    public PageRequest {
        Objects.requireNonNull(cursor, "cursor");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("/limit", "must be between 1 and " + MAX_LIMIT);
        }
    }

    /**
     * The first page with the default number of items.
     *
     * @return the request, never null
     */
    public static PageRequest first() {
        return first(DEFAULT_LIMIT);
    }

    /**
     * The first page.
     *
     * @param limit the most items wanted, 1 to 500
     * @return the request, never null
     */
    public static PageRequest first(int limit) {
        return new PageRequest(Optional.empty(), limit);
    }
}
