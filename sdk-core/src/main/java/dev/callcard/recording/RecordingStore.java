package dev.callcard.recording;

import dev.callcard.call.CallId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    Stored put(Key key, InputStream bytes, long maxBytes) throws IOException;

    /**
     * Opens a run of bytes. Memory use does not depend on its length.
     *
     * @param key names the bytes
     * @param range which of them; must lie within what is stored
     * @return a stream of exactly that many bytes, to be closed by the caller
     * @throws NotFoundException if the key has no bytes
     * @throws UnavailableException if the store failed
     */
    InputStream open(Key key, Range range);

    /**
     * Deletes the bytes of a key. Idempotent.
     *
     * @param key names the bytes
     * @throws UnavailableException if the store failed
     */
    void delete(Key key);

    /**
     * What was stored.
     *
     * @param sizeBytes number of bytes, more than 0
     * @param sha256 their checksum in lower-case hexadecimal
     */
    record Stored(long sizeBytes, String sha256) {}

    /**
     * Names the bytes of a recording in a {@link RecordingStore}. Made of ids only, so that nothing from outside can become
     * part of a path.
     *
     * @param project whose recording it is
     * @param call of which call
     * @param version tells two uploads for the same call apart
     */
    public record Key(ProjectId project, CallId call, UUID version) {
        private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
        private static final Pattern PATH =
                Pattern.compile("p-([a-z0-9-]{1,64})/[0-9a-f]{2}/" + ID + "_" + ID + "\\.audio");

        /** Checks that all parts are there. */
        public Key {
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(version, "version");
        }

        /**
         * Where a store that has folders keeps the bytes: {@code p-shop/3f/<call>_<version>.audio}. The folder is the last
         * two digits of the call, because the first ones are the same for years, and no folder of a project is named like
         * a device of Windows.
         *
         * @return a relative path with slashes, of {@code a-z 0-9 - _ . /} only
         */
        public String path() {
            String id = call.toString();
            return "p-" + project + "/" + id.substring(id.length() - 2) + "/" + id + "_" + version + ".audio";
        }

        /**
         * Reads a path back.
         *
         * @param path any text
         * @return the key with exactly this {@link #path()}; empty if there is none
         */
        public static Optional<Key> ofPath(String path) {
            Matcher parts = PATH.matcher(path);
            if (!parts.matches() || !ProjectId.isValid(parts.group(1))) {
                return Optional.empty();
            }
            Key key = new Key(
                    ProjectId.of(parts.group(1)),
                    new CallId(UUID.fromString(parts.group(2))),
                    UUID.fromString(parts.group(3)));
            return key.path().equals(path) ? Optional.of(key) : Optional.empty();
        }
    }

    /**
     * A run of bytes of a recording.
     *
     * @param offset the first byte, from 0
     * @param length how many bytes, 1 or more
     */
    public record Range(long offset, long length) {
        /** Checks the range. */
        public Range {
            if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
                throw new IllegalArgumentException("offset must be 0 or more, length 1 or more");
            }
        }
    }
}
