package dev.callcard.telephony.imports;

import dev.callcard.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A folder with recordings, from which no name leads out: neither by {@code ..} nor by a link. */
public final class RecordingsFolder {
    private final Path folder;

    private RecordingsFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Recordings below a folder.
     *
     * @param folder the folder
     * @return never null
     * @throws IOException if there is no such folder
     */
    public static RecordingsFolder at(Path folder) throws IOException {
        return new RecordingsFolder(Objects.requireNonNull(folder, "folder").toRealPath());
    }

    /**
     * Finds a file.
     *
     * @return the file without links in its path; empty if there is none of this name
     * @throws InvalidInputException if the name leads out of the folder
     * @throws IOException if the folder cannot be read
     */
    Optional<Path> find(String name) throws IOException {
        Path relative;
        try {
            relative = Path.of(name);
        } catch (InvalidPathException e) {
            return Optional.empty(); // no file can have this name
        }
        for (Path part : relative) {
            if (part.toString().equals("..")) {
                throw outside();
            }
        }
        if (relative.isAbsolute()) {
            throw outside();
        }
        Path file = folder.resolve(relative);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder)) {
            throw outside();
        }
        return Optional.of(real);
    }

    private static InvalidInputException outside() {
        return new InvalidInputException("/recording", "names a file outside of the folder with recordings");
    }
}
