package dev.callcard.paging.internal;

import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Stands in the cursors of a list, so that the list refuses those of others.
 *
 * @param name names the list
 */
public record ListName(String name) {
    /** Checks that the name is there. */
    public ListName {
        Objects.requireNonNull(name, "name");
    }

    /**
     * A request as the list itself knows it.
     *
     * @param request a request from outside
     * @return the same without the name in its cursor
     * @throws InvalidInputException if the cursor is one of another list
     */
    public PageRequest open(PageRequest request) {
        return new PageRequest(request.cursor().map(this::open), request.limit());
    }

    /**
     * A page as it is given away.
     *
     * @param page a page of this list
     * @param <T> what is listed
     * @return the same with the name in its cursor
     */
    public <T> Page<T> close(Page<T> page) {
        return new Page<>(page.items(), page.next().map(cursor -> prefix() + cursor));
    }

    /**
     * Reads where a list goes on that is in the order of ids.
     *
     * @param request a request from outside
     * @return the id of the last item that was read
     * @throws InvalidInputException if the cursor is not one of this list
     */
    public Optional<UUID> after(PageRequest request) {
        return open(request).cursor().map(ListName::id);
    }

    private String open(String cursor) {
        if (!cursor.startsWith(prefix())) {
            throw refused();
        }
        return cursor.substring(prefix().length());
    }

    private static UUID id(String cursor) {
        try {
            UUID id = UUID.fromString(cursor);
            if (id.toString().equals(cursor)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // as good as another spelling: never given away by us
        }
        throw refused();
    }

    // A point is in no cursor that is encoded.
    private String prefix() {
        return name + ".";
    }

    private static InvalidInputException refused() {
        return new InvalidInputException("/cursor", "is not a cursor of this list");
    }
}
