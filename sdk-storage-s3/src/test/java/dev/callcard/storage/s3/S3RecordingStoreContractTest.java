package dev.callcard.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.RecordingStore;
import dev.callcard.testkit.DirectLinksContract;
import dev.callcard.testkit.RecordingInventoryContract;
import dev.callcard.testkit.RecordingStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in a bucket keep the contracts, and leave no half upload behind. */
class S3RecordingStoreContractTest implements RecordingStoreContract, RecordingInventoryContract, DirectLinksContract {
    @TempDir
    static Path dir;

    private static S3Server server;
    private static S3RecordingStore store;

    @BeforeAll
    static void open() throws Exception {
        server = S3Server.inFiles(dir.resolve("objects"));
        store = server.client().prefix("crm/callcard/").build();
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
        server.close();
    }

    @Override
    public RecordingStore recordingStore() {
        return store;
    }

    @AfterEach
    void leavesNothingHalfWritten() {
        assertThat(server.store.listMultipartUploads(S3Server.BUCKET)).isEmpty();
    }
}
