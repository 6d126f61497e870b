package dev.callcard.recording;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Keeps recordings as files of one folder, which many nodes may share. A recording of call {@code …3f} in project
 * {@code shop} is {@code p-shop/3f/<call>_<version>.audio}: by the last two digits of the call, because the first ones are
 * the same for years, and without a folder per call, so that there are never empty ones to clean up.
 *
 * <p>Bytes are written to a file that ends in {@code .part}, forced to the disk, and only then renamed. Where a process was
 * killed while it wrote, its {@code .part} file stays; it is never read, and whoever looks after the disk may delete those
 * older than a day. Files are readable by their owner only, where the file system has owners. Thread-safe.
 */
public final class FileRecordingStore implements RecordingStore {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Path dir;

    /**
     * A store in a folder.
     *
     * @param dir the folder; made when the first recording is stored, if it is not there
     */
    public FileRecordingStore(Path dir) {
        this.dir = dir.toAbsolutePath();
    }

    @Override
    public Stored put(RecordingStore.Key key, InputStream bytes, long maxBytes) throws IOException {
        Path target = path(key);
        Path part = create(target);
        try {
            Stored stored = write(part, bytes, maxBytes);
            publish(part, target);
            return stored;
        } catch (IOException | RuntimeException | Error e) {
            discard(part, e);
            throw e;
        }
    }

    @Override
    public InputStream open(RecordingStore.Key key, RecordingStore.Range range) {
        Path path = path(key);
        return inStore("open a recording", () -> {
            FileChannel file = open(path);
            try {
                if (range.offset() + range.length() > file.size()) {
                    throw new IllegalArgumentException("range must lie within the recording");
                }
                return new FileRangeInputStream(file, range);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        });
    }

    @Override
    public void delete(RecordingStore.Key key) {
        Path path = path(key);
        inStore("delete a recording", () -> {
            if (Files.deleteIfExists(path)) {
                force(parent(path));
            }
            return path;
        });
    }

    private Path path(RecordingStore.Key key) {
        String call = key.call().toString();
        return dir.resolve("p-" + key.project()) // so that no project is named like a device of Windows
                .resolve(call.substring(call.length() - 2))
                .resolve(call + "_" + key.version() + ".audio");
    }

    private static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("recording");
        }
    }

    private static Path create(Path target) {
        return inStore("store a recording", () -> {
            if (Files.exists(target)) {
                throw new IllegalStateException("a key of a recording is used once only");
            }
            Files.createDirectories(parent(target));
            return Files.createTempFile(parent(target), target.getFileName().toString(), ".part");
        });
    }

    /** Failures to read are the caller's; failures to write are ours. */
    private static Stored write(Path part, InputStream bytes, long maxBytes) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        try (FileChannel file = inStore("store a recording", () -> FileChannel.open(part, StandardOpenOption.WRITE))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw new InvalidInputException("/body", "must have at most " + maxBytes + " bytes");
                }
                digest.update(buffer, 0, read);
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
                while (chunk.hasRemaining()) {
                    inStore("store a recording", () -> file.write(chunk));
                }
            }
            if (size == 0) {
                throw new InvalidInputException("/body", "must not be empty");
            }
            inStore("store a recording", () -> {
                file.force(true);
                return file;
            });
        }
        return new Stored(size, HexFormat.of().formatHex(digest.digest()));
    }

    private void publish(Path part, Path target) {
        inStore("store a recording", () -> {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            // The file is there after a power failure only if every folder above it is.
            for (Path folder = parent(target); folder.startsWith(dir); folder = parent(folder)) {
                force(folder);
            }
            return target;
        });
    }

    private static void discard(Path part, Throwable reason) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Makes the names in a folder last. Only POSIX systems know how, and only they need it. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("a recording lies in a folder");
        }
        return parent;
    }

    private static <T> T inStore(String what, Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            throw new UnavailableException(what, RETRY_AFTER, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Something that the file system does. */
    private interface Step<T> {
        T run() throws IOException;
    }
}
