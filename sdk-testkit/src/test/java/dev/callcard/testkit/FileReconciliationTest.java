package dev.callcard.testkit;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.storage.Storage;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in files are reconciled. */
class FileReconciliationTest implements ReconciliationContract {
    @TempDir
    Path dir;

    private Storage storage = new MemoryStorage(Clock.systemUTC());

    @BeforeEach
    void open() {
        storage = new MemoryStorage(Clock.systemUTC(), new FileRecordingStore(dir));
    }

    @Override
    public Storage storage() {
        return storage;
    }
}
