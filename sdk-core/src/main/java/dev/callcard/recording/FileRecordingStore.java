package dev.callcard.recording;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Keeps recordings as files of one folder, which many nodes may share. A recording of call {@code …3f} in project
 * {@code shop} is {@code p-shop/3f/<call>_<version>.audio}: without a folder per call, so that there are never empty ones
 * to clean up.
 *
 * <p>Bytes are written to a file that ends in {@code .part}, forced to the disk, and only then renamed. Where a process was
 * killed while it wrote, its {@code .part} file stays; it is never read, and {@link #discardUnfinished} deletes it. Files
 * are readable by their owner only, where the file system has owners. Thread-safe.
 */
public final class FileRecordingStore implements RecordingStore, RecordingInventory {
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

    @Override
    public Page<Entry> list(ProjectId project, PageRequest page) {
        String after = page.cursor().map(cursor -> position(project, cursor)).orElse("");
        return inStore("list recordings", () -> {
            String from = after;
            List<Entry> entries;
            List<String> paths;
            do { // until something is left of what was there, or nothing was
                paths = pathsAfter(project, from, page.limit() + 1);
                entries = entries(paths.subList(0, Math.min(page.limit(), paths.size())));
                from = paths.size() > page.limit() ? paths.get(page.limit() - 1) : "";
            } while (entries.isEmpty() && !from.isEmpty());
            return new Page<>(entries, Optional.of(from).filter(last -> !last.isEmpty()));
        });
    }

    @Override
    public int discardUnfinished(ProjectId project, Instant before) {
        return inStore("discard unfinished uploads", () -> {
            int discarded = 0;
            for (Path folder : folders(project)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.part")) {
                    for (Path part : files) {
                        discarded += discardOlder(part, before);
                    }
                } catch (DirectoryIteratorException e) {
                    throw e.getCause();
                }
            }
            return discarded;
        });
    }

    private static int discardOlder(Path part, Instant before) throws IOException {
        try {
            boolean old = Files.getLastModifiedTime(part).toInstant().isBefore(before);
            return old && Files.deleteIfExists(part) ? 1 : 0;
        } catch (NoSuchFileException e) {
            return 0; // its upload has just ended
        }
    }

    /** A cursor is the path of the last recording that was told. */
    private static String position(ProjectId project, String cursor) {
        return RecordingStore.Key.ofPath(cursor)
                .filter(key -> key.project().equals(project))
                .map(RecordingStore.Key::path)
                .orElseThrow(() -> new InvalidInputException("/cursor", "is not a cursor of this list"));
    }

    /** The first paths of a project after one, in their order. A folder may hold any number of files. */
    private List<String> pathsAfter(ProjectId project, String after, int most) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder : folders(project)) {
            if (found.size() < most
                    && dir.relativize(folder).toString().replace('\\', '/').compareTo(upTo(after)) >= 0) {
                found.addAll(pathsIn(folder, after, most - found.size()));
            }
        }
        return found;
    }

    private static String upTo(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private List<String> pathsIn(Path folder, String after, int most) throws IOException {
        PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.audio")) {
            for (Path file : files) {
                String path = dir.relativize(file).toString().replace('\\', '/');
                if (path.compareTo(after) > 0 && RecordingStore.Key.ofPath(path).isPresent()) {
                    first.add(path);
                    if (first.size() > most) {
                        first.remove();
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return first.stream().sorted().toList();
    }

    private List<Entry> entries(List<String> paths) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String path : paths) {
            try {
                BasicFileAttributes file = Files.readAttributes(dir.resolve(path), BasicFileAttributes.class);
                RecordingStore.Key key = RecordingStore.Key.ofPath(path).orElseThrow();
                entries.add(new Entry(key, file.size(), file.lastModifiedTime().toInstant()));
            } catch (NoSuchFileException e) {
                // It was deleted meanwhile.
            }
        }
        return entries;
    }

    /** The folders of a project, 256 at the most, in their order. */
    private List<Path> folders(ProjectId project) throws IOException {
        Path parent = dir.resolve("p-" + project);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path path(RecordingStore.Key key) {
        return dir.resolve(key.path());
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
