package dev.callcard.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder that one running demo has for itself. The lock goes with the process, however that ends. */
final class DataFolder implements AutoCloseable {
    private final FileChannel lockFile;

    private DataFolder(FileChannel lockFile) {
        this.lockFile = lockFile;
    }

    static DataFolder open(Path folder) throws StartException {
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(folder.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) != null) {
                return new DataFolder(file);
            }
            file.close();
        } catch (IOException e) {
            throw new StartException(
                    "The folder " + folder + " cannot be used (" + e + "): take another with -Ddemo.data=FOLDER", e);
        }
        throw new StartException(
                "Another demo is using the folder " + folder + ": stop it, or take another with -Ddemo.data=FOLDER",
                null);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another demo in this process
        }
    }
}
