package dev.callcard.storage.s3;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.testkit.ReconciliationContract;
import dev.callcard.testkit.RecordingInventoryContract;
import dev.callcard.testkit.RecordingStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in a bucket keep the contracts on a server by others than the one of the other tests. */
@Tag("soak")
class SecondServerTest implements RecordingStoreContract, RecordingInventoryContract, ReconciliationContract {
    @TempDir
    static Path dir;

    private static S3Mock server;
    private static S3RecordingStore store;

    private final Storage storage = new MemoryStorage(Clock.systemUTC(), store);

    @BeforeAll
    static void open() throws Exception {
        server = S3Mock.start(Path.of(System.getProperty("callcard.s3mock")), dir);
        store = S3Server.client(server.endpoint()).build();
    }

    @AfterAll
    static void close() {
        store.close();
        server.close();
    }

    @Override
    public RecordingStore recordingStore() {
        return store;
    }

    @Override
    public Storage storage() {
        return storage;
    }
}
