package dev.callcard.memory;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingInventory;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the bytes of a few recordings. */
final class MemoryRecordings implements RecordingStore, RecordingInventory {
    private static final int CAPACITY = 256 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RecordingStore.Key, Bytes> recordings = new HashMap<>();
    private final Clock clock;
    private long used;

    MemoryRecordings(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Stored put(RecordingStore.Key key, InputStream bytes, long maxBytes) throws IOException {
        int most = (int) Math.min(maxBytes, CAPACITY);
        byte[] content = bytes.readNBytes(most + 1);
        if (content.length == 0) {
            throw new InvalidInputException("/body", "must not be empty");
        }
        if (content.length > most) {
            throw new InvalidInputException("/body", "must have at most " + most + " bytes");
        }
        lock.lock();
        try {
            if (used + content.length > CAPACITY) {
                throw new InvalidInputException(
                        "/body", "does not fit into the memory that is set aside for recordings");
            }
            if (recordings.putIfAbsent(key, new Bytes(content, clock.instant())) != null) {
                throw new IllegalStateException("a key of a recording is used once only");
            }
            used += content.length;
        } finally {
            lock.unlock();
        }
        return new Stored(content.length, sha256(content));
    }

    @Override
    public InputStream open(RecordingStore.Key key, RecordingStore.Range range) {
        byte[] content = find(key);
        Objects.checkFromIndexSize(range.offset(), range.length(), content.length);
        return new ByteArrayInputStream(content, (int) range.offset(), (int) range.length());
    }

    @Override
    public void delete(RecordingStore.Key key) {
        lock.lock();
        try {
            Bytes removed = recordings.remove(key);
            used -= removed == null ? 0 : removed.content.length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page<Entry> list(ProjectId project, PageRequest page) {
        String after = page.cursor().map(cursor -> position(project, cursor)).orElse("");
        lock.lock();
        try {
            List<Entry> entries = recordings.entrySet().stream()
                    .filter(kept -> kept.getKey().project().equals(project))
                    .filter(kept -> kept.getKey().path().compareTo(after) > 0)
                    .map(kept -> new Entry(kept.getKey(), kept.getValue().content.length, kept.getValue().storedAt))
                    .sorted(Comparator.comparing(entry -> entry.key().path()))
                    .limit(page.limit() + 1L)
                    .toList();
            boolean more = entries.size() > page.limit();
            List<Entry> told = more ? entries.subList(0, page.limit()) : entries;
            return new Page<>(
                    told, more ? Optional.of(told.get(told.size() - 1).key().path()) : Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int discardUnfinished(ProjectId project, Instant before) {
        return 0; // half an upload is nowhere but on its thread
    }

    private static String position(ProjectId project, String cursor) {
        return RecordingStore.Key.ofPath(cursor)
                .filter(key -> key.project().equals(project))
                .map(RecordingStore.Key::path)
                .orElseThrow(() -> new InvalidInputException("/cursor", "is not a cursor of this list"));
    }

    private byte[] find(RecordingStore.Key key) {
        lock.lock();
        try {
            Bytes found = recordings.get(key);
            if (found == null) {
                throw new NotFoundException("recording");
            }
            return found.content;
        } finally {
            lock.unlock();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What is kept under a key. */
    private static final class Bytes {
        private final byte[] content;
        private final Instant storedAt;

        Bytes(byte[] content, Instant storedAt) {
            this.content = content;
            this.storedAt = storedAt;
        }
    }
}
