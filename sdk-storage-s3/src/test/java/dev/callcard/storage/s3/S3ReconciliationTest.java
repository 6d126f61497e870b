package dev.callcard.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.CallId;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Reconciliation;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.testkit.ReconciliationContract;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Recordings in a bucket are reconciled. */
class S3ReconciliationTest implements ReconciliationContract {
    private static S3Server server;
    private static S3RecordingStore store;

    private final Storage storage = new MemoryStorage(Clock.systemUTC(), store);

    @BeforeAll
    static void open() throws Exception {
        server = S3Server.inMemory();
        store = server.client().build();
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
        server.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Test
    void uploadsThatNobodyFinishedShouldBeThrownAway() {
        ProjectId shop = ProjectId.of("shop");
        storage.projects().create(shop, ProjectSettings.builder("GB").build());
        RecordingStore.Key key = new RecordingStore.Key(shop, new CallId(UUID.randomUUID()), UUID.randomUUID());
        try (S3Client client = server.plainClient()) {
            client.createMultipartUpload(
                    request -> request.bucket(S3Server.BUCKET).key(key.path()));
        }

        assertThat(discarded(shop, Duration.ofHours(23))).isZero();
        assertThat(discarded(shop, Duration.ofHours(25))).isOne();
        assertThat(server.store.listMultipartUploads(S3Server.BUCKET)).isEmpty();
    }

    private int discarded(ProjectId project, Duration later) {
        Reconciliation reconciliation = CallCards.builder(storage)
                .clock(Clock.offset(Clock.systemUTC(), later))
                .build()
                .reconciliation();
        return reconciliation
                .run(Viewer.of("ann", project, Viewer.Role.ADMIN), project)
                .discarded();
    }
}
