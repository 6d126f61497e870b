package dev.callcard.recording;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.UnavailableException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Objects;

/**
 * Ability of a {@link RecordingStore} to tell what it holds, found by {@code instanceof}. Whoever compares the store with
 * the {@link RecordingCatalog} needs it: bytes that no call names, calls whose bytes are gone. Safe for use by many
 * threads and nodes.
 */
public interface RecordingInventory {
    /**
     * Reads what is stored for one project. What is there from the first page to the last is told exactly once, in an
     * order of the store's own; what comes or goes meanwhile may be told or not. Whatever else lies in the same place is
     * passed over. Memory use depends on the limit only.
     *
     * @param project whose recordings
     * @param page which page
     * @return at most as many as asked for; only the last page may be empty
     * @throws InvalidInputException if the cursor is not one of this list
     * @throws UnavailableException if the store failed
     */
    Page<Entry> list(ProjectId project, PageRequest page);

    /**
     * Throws away what uploads left behind that were never finished, such as those of a process that was killed. An upload
     * that is still going on and began before the given time fails, so leave it the time it needs: a day is ample.
     *
     * @param project whose uploads
     * @param before only those that began, or last grew, before this instant
     * @return how many were thrown away, 0 or more
     * @throws UnavailableException if the store failed; some may have been thrown away
     */
    int discardUnfinished(ProjectId project, Instant before);

    /**
     * One recording in a store.
     *
     * @param key names the bytes
     * @param sizeBytes number of bytes, more than 0
     * @param storedAt when they were stored, by the store's clock and as exactly as it tells
     */
    record Entry(RecordingStore.Key key, long sizeBytes, Instant storedAt) {
        /** Checks that all parts are there. */
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(storedAt, "storedAt");
        }
    }
}
