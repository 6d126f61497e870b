package dev.callcard.paging;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a list that is read in a fixed order.
 *
 * @param items the items of this page, at most as many as asked for
 * @param next cursor of the page after this one; empty on the last page
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }
}
