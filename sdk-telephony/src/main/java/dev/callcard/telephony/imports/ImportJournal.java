package dev.callcard.telephony.imports;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is on disk about the import of one file: how far it came, and what was rejected. The place is replaced as a whole and
 * forced to disk; the report is cut back to where the place says, so that a batch that is handed in again is reported once.
 */
final class ImportJournal implements AutoCloseable {
    private static final int CHECKED_BYTES = 4_096;
    private static final ImportProgress NOTHING = new ImportProgress(ImportPosition.START, 0, 0, 0, 0, 0, 0, 0, 0);

    private final Path file;
    private final Path state;
    private final FileChannel report;
    private final OutputStream rejects;
    private final ImportProgress known;
    private long reported;

    private ImportJournal(Path file, Path state, FileChannel report) throws IOException {
        this.file = file;
        this.state = state;
        this.report = report;
        JsonObject kept = read(state);
        boolean same = kept != null && isOfThisFile(kept);
        this.known = same && kept != null ? progress(kept) : NOTHING;
        this.reported = same && kept != null ? kept.getJsonNumber("reported").longValue() : 0;
        report.truncate(reported);
        report.position(reported);
        this.rejects = new BufferedOutputStream(Channels.newOutputStream(report));
    }

    /** Opens the files; fails if another run has them. */
    static ImportJournal open(Path file, Path state, Path rejects) throws IOException {
        create(rejects);
        FileChannel report = FileChannel.open(rejects, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            if (!lock(report)) {
                throw new IOException("another run is importing this file");
            }
            ImportJournal journal = new ImportJournal(file, state, report);
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                report.close();
            }
        }
    }

    /** Where earlier runs came to. */
    ImportProgress known() {
        return known;
    }

    /** Where to report what is rejected. */
    OutputStream rejects() {
        return rejects;
    }

    /** Keeps a place behind which nothing is stored yet, once everything before it is. */
    void keep(ImportProgress progress) throws IOException {
        rejects.flush();
        if (report.position() != reported) {
            report.force(false);
            reported = report.position();
        }
        Path next = state.resolveSibling(state.getFileName() + ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(json(progress).toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets the files go; the lock goes with the channel. */
    @Override
    public void close() throws IOException {
        report.close();
    }

    private static boolean lock(FileChannel report) throws IOException {
        try {
            FileLock lock = report.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    private static void create(Path rejects) throws IOException {
        boolean posix = Files.getFileStore(rejects.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(rejects, attributes);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(rejects)) {
                throw e;
            }
        }
    }

    /** What was kept; null if nothing was, or nothing that can be read: then the import begins again, which is safe. */
    private static @Nullable JsonObject read(Path state) throws IOException {
        if (!Files.exists(state)) {
            return null;
        }
        try (JsonReader reader = Json.createReader(new StringReader(Files.readString(state)))) {
            JsonObject kept = reader.readObject();
            progress(kept);
            kept.getJsonNumber("reported").longValue();
            return kept;
        } catch (JsonException | ClassCastException | NullPointerException e) {
            return null;
        }
    }

    private JsonObject json(ImportProgress progress) throws IOException {
        return Json.createObjectBuilder()
                .add("lines", progress.durable().lines())
                .add("bytes", progress.durable().bytes())
                .add("created", progress.created())
                .add("updated", progress.updated())
                .add("unchanged", progress.unchanged())
                .add("rejected", progress.rejected())
                .add("recordings", progress.recordings())
                .add("recordingsRejected", progress.recordingsRejected())
                .add("reported", reported)
                .add("check", check(progress.durable().bytes()))
                .build();
    }

    private static ImportProgress progress(JsonObject kept) {
        long lines = kept.getJsonNumber("lines").longValue();
        long bytes = kept.getJsonNumber("bytes").longValue();
        return new ImportProgress(
                new ImportPosition(lines, bytes),
                lines,
                bytes,
                kept.getJsonNumber("created").longValue(),
                kept.getJsonNumber("updated").longValue(),
                kept.getJsonNumber("unchanged").longValue(),
                kept.getJsonNumber("rejected").longValue(),
                kept.getJsonNumber("recordings").longValue(),
                kept.getJsonNumber("recordingsRejected").longValue());
    }

    private boolean isOfThisFile(JsonObject kept) throws IOException {
        long bytes = kept.getJsonNumber("bytes").longValue();
        return bytes <= Files.size(file)
                && report.size() >= kept.getJsonNumber("reported").longValue()
                && check(bytes).equals(kept.getString("check", ""));
    }

    /** Tells files apart by what they begin with, and by what lies just before a place. */
    private String check(long bytes) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int length = (int) Math.min(CHECKED_BYTES, bytes);
            digest.update(read(in, 0, length));
            digest.update(read(in, bytes - length, length));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] read(FileChannel in, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && in.read(bytes, from + bytes.position()) >= 0) {
            // goes on until all is read, or the file ends early
        }
        return bytes.array();
    }
}
