package dev.callcard.memory;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the bytes of a few recordings. */
final class MemoryRecordings implements RecordingStore {
    private static final int CAPACITY = 256 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RecordingStore.Key, byte[]> recordings = new HashMap<>();
    private long used;

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
            if (recordings.putIfAbsent(key, content) != null) {
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
            byte[] content = recordings.remove(key);
            used -= content == null ? 0 : content.length;
        } finally {
            lock.unlock();
        }
    }

    private byte[] find(RecordingStore.Key key) {
        lock.lock();
        try {
            byte[] content = recordings.get(key);
            if (content == null) {
                throw new NotFoundException("recording");
            }
            return content;
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
}
