package dev.callcard.export;

import dev.callcard.error.CallCardException;
import dev.callcard.json.ExportJson;
import dev.callcard.recording.RecordingStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file on its way. Not thread-safe. */
final class ZipFile {
    private static final int BUFFER = 65_536;

    private final ZipOutputStream zip;
    private final LocalDateTime time;

    private ZipFile(ZipOutputStream zip, LocalDateTime time) {
        this.zip = zip;
        this.time = time;
    }

    /** Writes a zip file and leaves the stream open. If the content fails, the file lacks its end. */
    static void write(OutputStream out, Instant at, Content content) throws IOException {
        Fuse fuse = new Fuse(out);
        try (ZipOutputStream zip = new ZipOutputStream(fuse, StandardCharsets.UTF_8)) {
            try {
                content.write(new ZipFile(zip, LocalDateTime.ofInstant(at, ZoneOffset.UTC)));
            } catch (IOException | RuntimeException e) {
                fuse.blow();
                throw e;
            }
        }
    }

    void file(String name, Body body) throws IOException {
        begin(name, Deflater.DEFAULT_COMPRESSION);
        body.write(zip);
        zip.closeEntry();
    }

    void text(String name, String text) throws IOException {
        file(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds audio; false if it could not be read to its end, which a file beside it tells. */
    boolean audio(RecordingStore store, ExportJson.ExportedAudio wanted) throws IOException {
        RecordingStore.Range whole = new RecordingStore.Range(0, wanted.audio().sizeBytes());
        Optional<InputStream> in = open(store, wanted.audio().key(), whole);
        if (in.isEmpty()) {
            text(wanted.file() + ".missing.txt", "The audio of this call could not be read.\n");
            return false;
        }
        begin(wanted.file(), Deflater.NO_COMPRESSION);
        long length = copy(in.get());
        zip.closeEntry();
        if (length < whole.length()) {
            text(wanted.file() + ".incomplete.txt", "The audio of this call broke off while it was read.\n");
        }
        return length == whole.length();
    }

    private static Optional<InputStream> open(
            RecordingStore store, RecordingStore.Key key, RecordingStore.Range range) {
        try {
            return Optional.of(store.open(key, range));
        } catch (CallCardException e) {
            return Optional.empty();
        }
    }

    /** Copies as much as can be read; only what is written may fail. */
    private long copy(InputStream in) throws IOException {
        try (Source source = new Source(in)) {
            byte[] buffer = new byte[BUFFER];
            long length = 0;
            for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
                zip.write(buffer, 0, n);
                length += n;
            }
            return length;
        }
    }

    private void begin(String name, int level) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.setLevel(level);
        zip.putNextEntry(entry);
    }

    /** What is in a zip file. */
    @FunctionalInterface
    interface Content {
        void write(ZipFile zip) throws IOException;
    }

    /** What is in a file of it. */
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** A stream that ends where it fails. */
    private record Source(InputStream in) implements AutoCloseable {
        int read(byte[] buffer) {
            try {
                return in.read(buffer);
            } catch (IOException | CallCardException e) {
                return -1;
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException | CallCardException e) {
                // All that could be read was read.
            }
        }
    }

    /** Lets nothing through once it has blown, and closes nothing. */
    private static final class Fuse extends FilterOutputStream {
        private boolean blown;

        Fuse(OutputStream out) {
            super(out);
        }

        void blow() {
            blown = true;
        }

        @Override
        public void write(int b) throws IOException {
            if (!blown) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!blown) {
                out.write(bytes, offset, length);
            }
        }

        @Override
        public void close() throws IOException {
            if (!blown) {
                out.flush();
            }
        }
    }
}
