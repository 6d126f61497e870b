package dev.callcard.storage.s3;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Stores a large recording, reads ranges of it, reads it whole, and holds many streams that hardly move. */
final class SmallHeapClient {
    private static final int SOME = 200_000;
    private static final long MOST_PER_STREAM = 256 << 10;

    private SmallHeapClient() {}

    /** Arguments: address of the server, number of bytes, number of slow readers. */
    public static void main(String[] args) throws Exception {
        long length = Long.parseLong(args[1]);
        int readers = Integer.parseInt(args[2]);
        RecordingStore.Key key =
                new RecordingStore.Key(ProjectId.of("heap"), new CallId(UUID.randomUUID()), UUID.randomUUID());
        // One machine does the work of three here: what is tested is memory, not speed.
        try (S3RecordingStore store = S3Server.client(URI.create(args[0]))
                .partBytes(8 << 20)
                .readTimeout(Duration.ofMinutes(2))
                .timeout(Duration.ofMinutes(5))
                .build()) {
            long start = System.nanoTime();
            RecordingStore.Stored stored = store.put(key, new Noise(length), length);
            check(stored.sizeBytes() == length, "the length that was stored");
            check(stored.sha256().equals(sha256(new Noise(length))), "the checksum that was stored");
            say("stored " + (length >> 20) + " MiB", start);

            for (long offset : new long[] {0, 1, length / 3, length - SOME}) {
                try (InputStream range = store.open(key, new RecordingStore.Range(offset, SOME));
                        InputStream expected = new Noise(length)) {
                    expected.skipNBytes(offset);
                    check(
                            sha256(range).equals(sha256(new ByteArrayInputStream(expected.readNBytes(SOME)))),
                            "the range at " + offset);
                }
            }

            start = System.nanoTime();
            try (InputStream whole = store.open(key, new RecordingStore.Range(0, length))) {
                check(sha256(whole).equals(stored.sha256()), "what is read again");
            }
            say("read it again, byte by byte the same", start);
            slowReaders(store, key, length, readers);
        }
    }

    private static void slowReaders(S3RecordingStore store, RecordingStore.Key key, long length, int readers)
            throws IOException {
        long before = liveHeap();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            InputStream in = store.open(key, new RecordingStore.Range(0, length));
            in.skipNBytes(SOME);
            open.add(in);
        }
        long perStream = (liveHeap() - before) / readers;
        System.out.println(readers + " streams that stand still: " + (perStream >> 10) + " KiB of heap each");
        check(perStream <= MOST_PER_STREAM, "heap of a stream");
        for (InputStream in : open) {
            in.close();
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void say(String what, long start) {
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.println(
                what + " in " + millis + " ms at -Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m");
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what + " is wrong");
        }
    }

    private static String sha256(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Any number of bytes, the same ones each time, that repeat only after a while. */
    private static final class Noise extends InputStream {
        private final byte[] block = new byte[1_000_003];
        private long left;
        private int at;

        Noise(long length) {
            new Random(1).nextBytes(block);
            left = length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, left), block.length - at);
            System.arraycopy(block, at, target, offset, count);
            at = (at + count) % block.length;
            left -= count;
            return count;
        }
    }
}
