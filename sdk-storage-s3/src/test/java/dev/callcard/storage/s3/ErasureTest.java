package dev.callcard.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.erasure.Receipt;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An erased customer's recordings leave the bucket before the receipt is given. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ErasureTest {
    private static final ProjectId PROJECT = ProjectId.of("shop");
    private static final Viewer ADMIN = Viewer.of("admin", PROJECT, Viewer.Role.ADMIN);
    private static final String NUMBER = "+442079460951";

    @Test
    void bucketShouldHoldNothingOfAnErasedCustomer() throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:erasure", "sa", "");
        try (S3Server server = S3Server.inMemory();
                S3RecordingStore recordings = server.client().build();
                S3Client plain = server.plainClient();
                Storage storage = JdbcStorage.builder(pool)
                        .schemaMode(SchemaMode.MIGRATE)
                        .recordings(recordings)
                        .build()) {
            CallCards callCards = CallCards.builder(storage)
                    .erasureKey(ErasureKey.of(new byte[ErasureKey.MIN_BYTES]))
                    .build();
            callCards.projects().create(PROJECT, ProjectSettings.builder("GB").build());
            CallId erased = record(callCards, "c1", NUMBER);
            CallId stays = record(callCards, "c2", "+442079460952");
            assertThat(keys(plain))
                    .anyMatch(key -> key.contains(erased.toString()))
                    .noneMatch(key -> key.contains("7946"));

            Receipt receipt = callCards
                    .erasures()
                    .erase(
                            ADMIN,
                            PROJECT,
                            callCards.calls().customer(ADMIN, PROJECT, NUMBER).orElseThrow());

            assertThat(receipt.isComplete()).isTrue();
            assertThat(receipt.erased()).containsEntry(Receipt.Part.RECORDINGS, 1L);
            assertThat(keys(plain)).isNotEmpty().allMatch(key -> key.contains(stays.toString()));
        } finally {
            pool.dispose();
        }
    }

    private static CallId record(CallCards callCards, String id, String number) throws Exception {
        CallReport report = CallReport.builder("acme", id).caller(number).build();
        CallId call = callCards.calls().ingest(ADMIN, PROJECT, Call.Origin.API, List.of(report)).stream()
                .flatMap(result -> result.id().stream())
                .flatMap(text -> CallId.parse(text).stream())
                .findFirst()
                .orElseThrow();
        byte[] audio = "ID3\u0003 not much of a song".getBytes(UTF_8);
        callCards.recordings().attach(ADMIN, PROJECT, call, new ByteArrayInputStream(audio));
        return call;
    }

    private static List<String> keys(S3Client plain) {
        return plain.listObjectsV2(request -> request.bucket(S3Server.BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
