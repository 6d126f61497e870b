package dev.callcard.storage.jdbc.soak;

import dev.callcard.storage.jdbc.JdbcStorage;

/** A storage as one process has it open, with the pool behind it. */
record Node(JdbcStorage storage, Runnable closer) implements AutoCloseable {
    @Override
    public void close() {
        closer.run();
    }
}
