package dev.callcard.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.DirectLinks;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What the store does beyond its contracts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class S3RecordingStoreTest {
    private static final int PART = 5 << 20;

    @TempDir
    static Path dir;

    private static S3Server files;
    private S3RecordingStore store;

    @BeforeAll
    static void start() throws Exception {
        files = S3Server.inFiles(dir.resolve("objects"));
    }

    @AfterAll
    static void stop() throws Exception {
        files.close();
    }

    @BeforeEach
    void open() {
        store = files.client().build();
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(files.store.listMultipartUploads(S3Server.BUCKET)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 12_345})
    void putShouldKeepRecordingsOfAnyNumberOfParts(int length) throws IOException {
        byte[] bytes = randomBytes(length);
        RecordingStore.Key key = newKey();

        RecordingStore.Stored stored = store.put(key, new ByteArrayInputStream(bytes), length);

        assertThat(stored.sizeBytes()).isEqualTo(length);
        assertThat(read(key, 0, length)).isEqualTo(bytes);
    }

    @Test
    void putShouldShowNothingBeforeTheLastPart() throws IOException {
        RecordingStore.Key key = newKey();
        byte[] bytes = randomBytes(3 * PART);
        InputStream watching = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (pos > 2 * PART) {
                    assertThat(files.store.listMultipartUploads(S3Server.BUCKET))
                            .hasSize(1);
                    assertNothingStored(key);
                    assertThat(store.list(key.project(), PageRequest.first()).items())
                            .isEmpty();
                }
                return super.read(target, offset, Math.min(length, 1 << 20));
            }
        };

        store.put(key, watching, bytes.length);

        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void putShouldAbortPartsWhenTheSourceFails() {
        RecordingStore.Key key = newKey();
        IOException failure = new IOException("the line went dead");
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(new byte[2 * PART - 1])) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                if (read < 0) {
                    throw failure;
                }
                return read;
            }
        };

        assertThatThrownBy(() -> store.put(key, failing, 1 << 30)).isSameAs(failure);

        assertNothingStored(key);
    }

    @Test
    void putShouldAbortPartsWhenThereAreTooManyBytes() {
        RecordingStore.Key key = newKey();

        assertThatThrownBy(() -> store.put(key, new ByteArrayInputStream(new byte[2 * PART + 1]), 2 * PART))
                .hasMessageContaining("at most " + 2 * PART + " bytes");

        assertNothingStored(key);
    }

    @ParameterizedTest
    @CsvSource({"true, 10", "true, 6000000", "false, 10", "false, 6000000"})
    void putShouldRefuseAKeyThatWasUsed(boolean conditionalWrites, int length) throws IOException {
        RecordingStore.Key key = newKey();
        byte[] first = randomBytes(length);
        try (S3RecordingStore other =
                files.client().conditionalWrites(conditionalWrites).build()) {
            other.put(key, new ByteArrayInputStream(first), length);

            assertThatThrownBy(() -> other.put(key, new ByteArrayInputStream(new byte[length]), length))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(read(key, 0, length)).isEqualTo(first);
    }

    @Test
    void putShouldSignEachPartAndSendItsChecksum() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(files.port());
                S3RecordingStore watched = S3Server.client(proxy.endpoint()).build()) {
            watched.put(newKey(), new ByteArrayInputStream(new byte[PART + 1]), PART + 1);

            Pattern sha256 = Pattern.compile("(?i)x-amz-content-sha256: [0-9a-f]{64}\r\n");
            Pattern md5 = Pattern.compile("(?i)content-md5: [A-Za-z0-9+/]{22}==\r\n");
            List<String> parts =
                    proxy.heads.stream().filter(head -> head.startsWith("PUT ")).toList();
            assertThat(parts).hasSize(2).allSatisfy(head -> {
                assertThat(head).containsPattern(sha256);
                assertThat(head).containsPattern(md5);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 11", "10, 1", "9, 2", "1000000, 1"})
    void openShouldRefuseARangeBeyondTheRecording(long offset, long length) throws IOException {
        RecordingStore.Key key = newKey();
        store.put(key, new ByteArrayInputStream(new byte[10]), 10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.open(key, new RecordingStore.Range(offset, length)));
    }

    @Test
    void openShouldNotFetchWhatNobodyReads() throws IOException {
        RecordingStore.Key key = newKey();
        int length = 60_000_000;
        store.put(key, new ByteArrayInputStream(new byte[length]), length);
        try (FaultyProxy proxy = new FaultyProxy(files.port());
                S3RecordingStore watched = S3Server.client(proxy.endpoint()).build()) {
            InputStream in = watched.open(key, new RecordingStore.Range(0, length));
            assertThat(in.readNBytes(64 << 10)).hasSize(64 << 10);
            in.close();

            // What the buffers of the sockets on the way took, and no more.
            assertThat(proxy.answered.get()).isLessThan(length / 2);
        }
    }

    @Test
    void deleteShouldTakeAllVersionsAlong() throws Exception {
        try (S3Server versioned = S3Server.inMemory();
                S3RecordingStore own = versioned.client().build()) {
            versioned.store.putBucketVersioning(S3Server.BUCKET, BucketVersioningStatus.ENABLED);
            RecordingStore.Key key = newKey();
            own.put(key, new ByteArrayInputStream(new byte[] {1}), 1);
            versioned.store.putBlob(
                    PutObjectRequest.builder()
                            .bucket(S3Server.BUCKET)
                            .key(key.path())
                            .contentLength(1L)
                            .build(),
                    new ByteArrayInputStream(new byte[] {2}));
            assertThat(versions(versioned)).isEqualTo(2);

            own.delete(key);

            assertThat(versions(versioned)).isZero();
            assertThatThrownBy(() -> own.open(key, new RecordingStore.Range(0, 1)))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    private static int versions(S3Server server) {
        var found = server.store.listVersions(
                ListObjectVersionsRequest.builder().bucket(S3Server.BUCKET).build());
        return found.versions().size() + found.deleteMarkers().size();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 10})
    void putShouldAskForEncryption(int length) throws Exception {
        try (S3Server encrypting = S3Server.inMemory();
                S3RecordingStore own = encrypting.client().encrypted().build()) {
            RecordingStore.Key key = newKey();

            own.put(key, new ByteArrayInputStream(new byte[length]), length);

            assertThat(encrypting
                            .store
                            .blobMetadata(S3Server.BUCKET, key.path())
                            .serverSideEncryption())
                    .isEqualTo(ServerSideEncryption.AES256);
        }
    }

    @Test
    void putShouldNameTheKeyOfTheKeyManagement() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(files.port());
                S3RecordingStore own = S3Server.client(proxy.endpoint())
                        .encryptedWith("alias/recordings")
                        .build()) {
            try {
                own.put(newKey(), new ByteArrayInputStream(new byte[] {1}), 1);
            } catch (UnavailableException e) {
                // This server has no key management.
            }

            assertThat(proxy.heads.get(0))
                    .containsPattern("(?i)x-amz-server-side-encryption: aws:kms\r\n")
                    .containsPattern("(?i)x-amz-server-side-encryption-aws-kms-key-id: alias/recordings\r\n");
        }
    }

    @Test
    void listShouldPassOverAnyNumberOfStrangers() throws IOException {
        ProjectId project = newKey().project();
        for (int i = 0; i < 12; i++) {
            put("p-" + project + "/" + (i % 2 == 0 ? "00" : "zz") + "/stranger-" + i);
        }
        RecordingStore.Key key = new RecordingStore.Key(project, new CallId(UUID.randomUUID()), UUID.randomUUID());
        store.put(key, new ByteArrayInputStream(new byte[] {1}), 1);

        assertThat(store.list(project, PageRequest.first(2)).items())
                .singleElement()
                .extracting(entry -> entry.key())
                .isEqualTo(key);
    }

    @Test
    void discardUnfinishedShouldAbortOldUploadsOfTheProjectOnly() {
        RecordingStore.Key key = newKey();
        RecordingStore.Key other = newKey();
        begin(key);
        begin(other);
        Instant now = Clock.systemUTC().instant();

        assertThat(store.discardUnfinished(key.project(), now.minus(Duration.ofDays(1))))
                .isZero();
        assertThat(store.discardUnfinished(key.project(), now.plus(Duration.ofMinutes(1))))
                .isOne();
        assertThat(files.store.listMultipartUploads(S3Server.BUCKET))
                .singleElement()
                .satisfies(upload -> assertThat(upload.key()).isEqualTo(other.path()));
        assertThat(store.discardUnfinished(other.project(), now.plus(Duration.ofMinutes(1))))
                .isOne();
    }

    @Test
    void linkShouldEndWithItsLifetime() throws Exception {
        RecordingStore.Key key = newKey();
        store.put(key, new ByteArrayInputStream(new byte[] {1}), 1);
        URI link = store.link(key, new DirectLinks.Terms(Duration.ofSeconds(2), "audio/ogg", "inline"));
        assertThat(status(link)).isEqualTo(200);

        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (status(link) == 200 && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }

        assertThat(status(link)).isEqualTo(403);
    }

    @Test
    void linkShouldLeadToThePublicEndpoint() {
        try (S3RecordingStore own = S3RecordingStore.builder()
                .bucket("audio")
                .endpoint(URI.create("http://10.0.0.1:9000"))
                .publicEndpoint(URI.create("https://media.example.com"))
                .credentials("AKID", "secret")
                .build()) {
            URI link = own.link(newKey(), new DirectLinks.Terms(Duration.ofMinutes(5), "audio/ogg", "inline"));

            assertThat(link).hasScheme("https").hasHost("audio.media.example.com");
            assertThat(own.origin()).isEqualTo(URI.create("https://audio.media.example.com"));
            assertThat(link.getQuery()).contains("X-Amz-Expires=300").doesNotContain("secret");
        }
    }

    @Test
    void linkShouldLeadToTheBucketOfARegion() {
        try (S3RecordingStore own = S3RecordingStore.builder()
                .bucket("audio")
                .region("eu-central-1")
                .credentials("AKID", "secret")
                .build()) {
            URI link = own.link(newKey(), new DirectLinks.Terms(Duration.ofMinutes(5), "audio/ogg", "inline"));

            assertThat(link.toString()).startsWith(own.origin() + "/");
        }
    }

    @Test
    void failuresShouldTellNoSecrets() {
        RecordingStore.Key key = newKey();
        try (S3RecordingStore wrongSecret = files.client()
                        .credentials("AKIDWRONG0000000", "not-the-secret")
                        .build();
                S3RecordingStore wrongBucket =
                        files.client().bucket("no-such-bucket").build();
                S3RecordingStore nowhere = S3Server.client(URI.create("http://127.0.0.1:1"))
                        .timeout(Duration.ofSeconds(3))
                        .build()) {
            for (S3RecordingStore broken : List.of(wrongSecret, wrongBucket, nowhere)) {
                assertUnavailable(key, () -> broken.put(key, new ByteArrayInputStream(new byte[] {1}), 1));
                assertUnavailable(key, () -> broken.put(key, new ByteArrayInputStream(new byte[PART + 1]), PART + 1));
                assertUnavailable(key, () -> broken.open(key, new RecordingStore.Range(0, 1)));
                if (broken != wrongBucket) { // of which this server says that it deleted
                    assertUnavailable(key, () -> broken.delete(key));
                }
                assertUnavailable(key, () -> broken.list(key.project(), PageRequest.first()));
                assertUnavailable(key, () -> broken.discardUnfinished(key.project(), Instant.EPOCH));
            }
        }
    }

    private static void assertUnavailable(RecordingStore.Key key, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOf(UnavailableException.class).satisfies(failure -> {
            StringWriter words = new StringWriter();
            failure.printStackTrace(new PrintWriter(words));
            assertThat(words.toString())
                    .doesNotContain(
                            "AKID",
                            "secret",
                            "127.0.0.1",
                            "no-such-bucket",
                            key.project().value(),
                            key.call().toString());
        });
    }

    @Test
    void closeShouldStopEveryThread() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            try (S3RecordingStore own = files.client().build()) {
                own.put(newKey(), new ByteArrayInputStream(new byte[] {1}), 1);
            }
        }
        store.close();

        // A thread that was told to stop needs a moment to do so.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sdk-")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a", "../", "a//", "a/../", "a b/", "ü/", "a/b"})
    void prefixShouldBeHarmless(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3RecordingStore.builder().prefix(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host:9000", "http://user:secret@host", "http:///", "http://host?x=y"})
    void endpointShouldBeAnAddressOnly(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3RecordingStore.builder().endpoint(URI.create(endpoint)));
    }

    @Test
    void buildShouldSayWhatIsMissing() {
        assertThatThrownBy(
                        () -> S3RecordingStore.builder().region("eu-central-1").build())
                .hasMessageContaining("bucket");
        assertThatThrownBy(() -> S3RecordingStore.builder().bucket("audio").build())
                .hasMessageContaining("region");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3RecordingStore.builder().partBytes(PART - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3RecordingStore.builder().timeout(Duration.ZERO));
    }

    private static int status(URI link) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) link.toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static void begin(RecordingStore.Key key) {
        try (S3Client client = files.plainClient()) {
            client.createMultipartUpload(
                    request -> request.bucket(S3Server.BUCKET).key(key.path()));
        }
    }

    private static void put(String name) {
        files.store.putBlob(
                PutObjectRequest.builder()
                        .bucket(S3Server.BUCKET)
                        .key(name)
                        .contentLength(1L)
                        .build(),
                new ByteArrayInputStream(new byte[] {1}));
    }

    private byte[] read(RecordingStore.Key key, long offset, long length) throws IOException {
        try (InputStream in = store.open(key, new RecordingStore.Range(offset, length))) {
            return in.readAllBytes();
        }
    }

    private void assertNothingStored(RecordingStore.Key key) {
        assertThatThrownBy(() -> store.open(key, new RecordingStore.Range(0, 1)))
                .isInstanceOf(NotFoundException.class);
    }

    private static RecordingStore.Key newKey() {
        return new RecordingStore.Key(
                ProjectId.of("test-" + UUID.randomUUID()), new CallId(UUID.randomUUID()), UUID.randomUUID());
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
