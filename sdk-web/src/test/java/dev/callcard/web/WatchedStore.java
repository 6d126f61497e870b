package dev.callcard.web;

import dev.callcard.recording.RecordingStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is opened, read and closed in a store. */
final class WatchedStore implements RecordingStore {
    private final RecordingStore store;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger largestRead = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();

    WatchedStore(RecordingStore store) {
        this.store = store;
    }

    /** How many streams were ever opened. */
    int opened() {
        return opened.get();
    }

    /** How many streams nobody has closed yet. */
    int open() {
        return open.get();
    }

    /** The most bytes that anybody had room for at once. */
    int largestRead() {
        return largestRead.get();
    }

    /** How many bytes were read. */
    long read() {
        return read.get();
    }

    @Override
    public Stored put(RecordingStore.Key key, InputStream bytes, long maxBytes) throws IOException {
        return store.put(key, bytes, maxBytes);
    }

    @Override
    public InputStream open(RecordingStore.Key key, RecordingStore.Range range) {
        InputStream in = store.open(key, range);
        opened.incrementAndGet();
        open.incrementAndGet();
        return new FilterInputStream(in) {
            private boolean closed;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                largestRead.accumulateAndGet(length, Math::max);
                int n = super.read(target, offset, length);
                read.addAndGet(Math.max(0, n));
                return n;
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
                super.close();
            }
        };
    }

    @Override
    public void delete(RecordingStore.Key key) {
        store.delete(key);
    }
}
