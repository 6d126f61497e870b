package dev.callcard.recording;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import java.io.IOException;
import java.io.InputStream;

/** Port: keeps the bytes of recordings, in files or in an object store. Safe for use by many threads and nodes. */
public interface RecordingStore {
    /**
     * Stores bytes under a key that was never used. Half a recording is never visible: if this fails, the key has none.
     *
     * @param key names the bytes
     * @param bytes the bytes; read to the end, not closed
     * @param maxBytes how many bytes are accepted at the most
     * @return what was stored; on return it survives a kill
     * @throws InvalidInputException if there are no bytes, or more than accepted; nothing is stored
     * @throws IOException if the bytes could not be read; nothing is stored
     * @throws UnavailableException if the store failed; nothing is stored
     */
    Stored put(RecordingKey key, InputStream bytes, long maxBytes) throws IOException;

    /**
     * Opens a run of bytes. Memory use does not depend on its length.
     *
     * @param key names the bytes
     * @param range which of them; must lie within what is stored
     * @return a stream of exactly that many bytes, to be closed by the caller
     * @throws NotFoundException if the key has no bytes
     * @throws UnavailableException if the store failed
     */
    InputStream open(RecordingKey key, ByteRange range);

    /**
     * Deletes the bytes of a key. Idempotent.
     *
     * @param key names the bytes
     * @throws UnavailableException if the store failed
     */
    void delete(RecordingKey key);

    /**
     * What was stored.
     *
     * @param sizeBytes number of bytes, more than 0
     * @param sha256 their checksum in lower-case hexadecimal
     */
    record Stored(long sizeBytes, String sha256) {}
}
