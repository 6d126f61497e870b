package dev.callcard.web;

import dev.callcard.project.ProjectId;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of imports: a folder per project, and in it one per import, which only the owner of the process may read. */
final class ImportFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);

    private final Path root;

    ImportFolder(Path root) {
        this.root = root;
    }

    Path upload(ImportRecord known) {
        return folder(known).resolve("upload");
    }

    Path state(ImportRecord known) {
        return folder(known).resolve("state");
    }

    Path rejects(ImportRecord known) {
        return folder(known).resolve("rejected.jsonl");
    }

    /** Stores what is uploaded; nothing stays if that fails. Gives the number of bytes. */
    long store(ProjectId project, UUID id, InputStream bytes) throws IOException {
        Path folder = root.resolve(project.value()).resolve(id.toString());
        createFolder(folder);
        boolean stored = false;
        try {
            long size = Files.copy(bytes, folder.resolve("upload"));
            stored = true;
            return size;
        } finally {
            if (!stored) {
                delete(folder);
            }
        }
    }

    /** Keeps what is known of an import, as a whole. */
    void keep(ImportRecord known) throws IOException {
        Path file = folder(known).resolve("import.json");
        Path next = folder(known).resolve("import.json.next");
        Files.writeString(next, known.json().toString());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void deleteUpload(ImportRecord known) throws IOException {
        Files.deleteIfExists(upload(known));
    }

    void delete(ImportRecord known) throws IOException {
        delete(folder(known));
    }

    /** The imports that are kept. What an upload left that was cut off by a kill is removed. */
    List<ImportRecord> read() throws IOException {
        List<ImportRecord> all = new ArrayList<>();
        for (Path project : list(root)) {
            String name = String.valueOf(project.getFileName());
            for (Path folder : ProjectId.isValid(name) ? list(project) : List.<Path>of()) {
                Path file = folder.resolve("import.json");
                if (!Files.exists(file)) {
                    delete(folder);
                    continue;
                }
                try (JsonReader reader = Json.createReader(new StringReader(Files.readString(file)))) {
                    all.add(ImportRecord.kept(ProjectId.of(name), reader.readObject()));
                } catch (JsonException | IllegalArgumentException | ClassCastException | NullPointerException e) {
                    LOG.warn(
                            "An import cannot be read and is left alone: {}",
                            e.getClass().getName());
                }
            }
        }
        return all;
    }

    private Path folder(ImportRecord known) {
        return root.resolve(known.project().value()).resolve(known.id().toString());
    }

    private static void createFolder(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, attributes);
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
