package dev.callcard.benchmarks;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Asks a server every so many bytes how much of its heap is in use, and remembers the most. */
final class HeapPeak {
    private final RecordingProcess server;
    private final long every;
    private long bytes;
    private long next;
    private long peak;

    HeapPeak(RecordingProcess server, long every) {
        this.server = server;
        this.every = every;
        this.next = every;
    }

    long peak() {
        return peak;
    }

    /** A stream that asks while it is read. */
    InputStream watching(InputStream in, MessageDigest digest) {
        return new FilterInputStream(new DigestInputStream(in, digest)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int n = super.read(target, offset, length);
                passed(n);
                return n;
            }
        };
    }

    /** A sink that asks while it is filled. */
    RecordingClient.Sink watching(MessageDigest digest) {
        return (target, length) -> {
            digest.update(target, 0, length);
            passed(length);
        };
    }

    private void passed(int count) throws IOException {
        bytes += Math.max(0, count);
        if (bytes >= next) {
            next += every;
            peak = Math.max(peak, server.liveHeap());
        }
    }
}
