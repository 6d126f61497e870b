package dev.callcard.recording;

import java.util.List;

/** Deletes bytes that no call names any more. */
final class Discarded {
    private Discarded() {}

    /** Deletes some, the oldest first, and tells how many. A kill in between leaves them on the list. */
    static int delete(RecordingCatalog catalog, RecordingStore store, int limit) {
        List<RecordingStore.Key> keys = catalog.discarded(limit);
        for (RecordingStore.Key key : keys) {
            store.delete(key);
            catalog.forget(key);
        }
        return keys.size();
    }
}
