package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link RecordingStore} does. */
public interface RecordingStoreContract {
    /**
     * The store under test.
     *
     * @return an open store, the same one as long as a test runs; it may hold recordings of other tests
     */
    RecordingStore recordingStore();

    @Test
    default void putBytesShouldSayWhatWasStored() throws IOException {
        byte[] bytes = {1, 2, 3};

        RecordingStore.Stored stored = put(newKey(), bytes);

        assertThat(stored.sizeBytes()).isEqualTo(3);
        assertThat(stored.sha256()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    default void putBytesShouldKeepFiveMebibytesAsTheyAre() throws IOException {
        byte[] bytes = randomBytes("putBytesShouldKeepFiveMebibytesAsTheyAre", 5 << 20);
        RecordingStore.Key key = newKey();

        RecordingStore.Stored stored = put(key, bytes);

        assertThat(stored).isEqualTo(new RecordingStore.Stored(bytes.length, sha256(bytes)));
        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    default void putBytesShouldReadAStreamThatGivesLittleAtATime() throws IOException {
        byte[] bytes = randomBytes("putBytesShouldReadAStreamThatGivesLittleAtATime", 10_000);
        RecordingStore.Key key = newKey();

        recordingStore().put(key, new Dripping(bytes), bytes.length);

        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    default void putBytesShouldNotCloseTheStream() throws IOException {
        Dripping bytes = new Dripping(new byte[] {1, 2, 3});

        recordingStore().put(newKey(), bytes, 3);

        assertThat(bytes.closed).isFalse();
    }

    @Test
    default void putBytesShouldAcceptAsManyAsAllowed() throws IOException {
        RecordingStore.Key key = newKey();

        recordingStore().put(key, new ByteArrayInputStream(new byte[100_000]), 100_000);

        assertThat(read(key, 0, 100_000)).hasSize(100_000);
    }

    @Test
    default void putBytesShouldRefuseMoreThanAllowed() {
        RecordingStore.Key key = newKey();

        assertThatThrownBy(() -> recordingStore().put(key, new ByteArrayInputStream(new byte[100_001]), 100_000))
                .isInstanceOf(InvalidInputException.class);

        assertNothingStored(key);
    }

    @Test
    default void putBytesShouldNotReadMuchMoreThanAllowed() {
        Endless bytes = new Endless();

        assertThatThrownBy(() -> recordingStore().put(newKey(), bytes, 1_000))
                .isInstanceOf(InvalidInputException.class);

        assertThat(bytes.given).isLessThan(1 << 20);
    }

    @Test
    default void putBytesShouldRefuseNoBytes() {
        RecordingStore.Key key = newKey();

        assertThatThrownBy(() -> put(key, new byte[0])).isInstanceOf(InvalidInputException.class);

        assertNothingStored(key);
    }

    @Test
    default void putBytesShouldStoreNothingWhenTheStreamFailsHalfWay() {
        RecordingStore.Key key = newKey();
        IOException failure = new IOException("the line went dead");

        assertThatThrownBy(() -> recordingStore().put(key, new Failing(200_000, failure), 1 << 20))
                .isSameAs(failure);

        assertNothingStored(key);
    }

    @Test
    default void putBytesShouldStoreNothingWhenTheStreamFailsWithAnUncheckedException() {
        RecordingStore.Key key = newKey();
        IllegalStateException failure = new IllegalStateException("the request was recycled");

        assertThatThrownBy(() -> recordingStore().put(key, new Failing(10, failure), 1 << 20))
                .isSameAs(failure);

        assertNothingStored(key);
    }

    @Test
    default void putBytesShouldSucceedAfterAFailure() throws IOException {
        RecordingStore.Key key = newKey();
        assertThatThrownBy(() -> recordingStore().put(key, new Failing(10, new IOException("dead")), 100))
                .isInstanceOf(IOException.class);

        put(key, new byte[] {1, 2, 3});

        assertThat(read(key, 0, 3)).containsExactly(1, 2, 3);
    }

    @Test
    default void putBytesShouldKeepWhatEightThreadsStoreApart() {
        byte[] bytes = randomBytes("putBytesShouldKeepWhatEightThreadsStoreApart", 300_000);
        CallId call = newCall();
        List<RecordingStore.Key> keys = Race.run(8, i -> {
            RecordingStore.Key key = new RecordingStore.Key(Tenant.newId(), call, UUID.randomUUID());
            return stored(key, Arrays.copyOfRange(bytes, i, bytes.length));
        });

        for (int i = 0; i < 8; i++) {
            assertThat(read(keys.get(i), 0, bytes.length - i)).isEqualTo(Arrays.copyOfRange(bytes, i, bytes.length));
        }
    }

    @Test
    default void openBytesShouldGiveExactlyTheRange() throws IOException {
        byte[] bytes = randomBytes("openBytesShouldGiveExactlyTheRange", 200_000);
        RecordingStore.Key key = newKey();
        put(key, bytes);

        assertThat(read(key, 0, 1)).as("first byte").isEqualTo(Arrays.copyOf(bytes, 1));
        assertThat(read(key, 199_999, 1)).as("last byte").isEqualTo(Arrays.copyOfRange(bytes, 199_999, 200_000));
        assertThat(read(key, 65_535, 2)).as("across a block").isEqualTo(Arrays.copyOfRange(bytes, 65_535, 65_537));
        assertThat(read(key, 1, 199_999)).as("all but the first").isEqualTo(Arrays.copyOfRange(bytes, 1, 200_000));
        assertThat(read(key, 0, 199_999)).as("all but the last").isEqualTo(Arrays.copyOf(bytes, 199_999));
    }

    @Test
    default void openBytesShouldGiveSingleBytesWithoutSign() throws IOException {
        RecordingStore.Key key = newKey();
        put(key, new byte[] {(byte) 0xff, 0, (byte) 0x80});

        try (InputStream in = recordingStore().open(key, new RecordingStore.Range(0, 3))) {
            assertThat(List.of(in.read(), in.read(), in.read(), in.read())).containsExactly(0xff, 0, 0x80, -1);
        }
    }

    @Test
    default void openBytesShouldSkip() throws IOException {
        RecordingStore.Key key = newKey();
        put(key, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});

        try (InputStream in = recordingStore().open(key, new RecordingStore.Range(2, 6))) {
            in.skipNBytes(3);
            assertThat(in.readAllBytes()).containsExactly(5, 6, 7);
        }
    }

    @Test
    default void openBytesShouldServeManyReadersAtOnce() throws IOException {
        byte[] bytes = randomBytes("openBytesShouldServeManyReadersAtOnce", 500_000);
        RecordingStore.Key key = newKey();
        put(key, bytes);

        List<byte[]> parts = Race.run(8, i -> read(key, i * 1_000L, 400_000));

        for (int i = 0; i < 8; i++) {
            assertThat(parts.get(i)).isEqualTo(Arrays.copyOfRange(bytes, i * 1_000, i * 1_000 + 400_000));
        }
    }

    @Test
    default void openBytesShouldThrowForAnUnknownKey() {
        assertNothingStored(newKey());
    }

    @Test
    default void openBytesShouldTellKeysApart() throws IOException {
        RecordingStore.Key key = newKey();
        put(key, new byte[] {1});
        ProjectId otherProject = Tenant.newId();

        assertNothingStored(new RecordingStore.Key(otherProject, key.call(), key.version()));
        assertNothingStored(new RecordingStore.Key(key.project(), newCall(), key.version()));
        assertNothingStored(new RecordingStore.Key(key.project(), key.call(), UUID.randomUUID()));
    }

    @Test
    default void putBytesShouldKeepTwoVersionsOfACall() throws IOException {
        RecordingStore.Key first = newKey();
        RecordingStore.Key second = new RecordingStore.Key(first.project(), first.call(), UUID.randomUUID());
        put(first, new byte[] {1});
        put(second, new byte[] {2, 2});

        recordingStore().delete(first);

        assertNothingStored(first);
        assertThat(read(second, 0, 2)).containsExactly(2, 2);
    }

    @Test
    default void deleteBytesShouldBeIdempotent() throws IOException {
        RecordingStore.Key key = newKey();
        put(key, new byte[] {1});

        recordingStore().delete(key);
        recordingStore().delete(key);

        assertNothingStored(key);
    }

    @Test
    default void deleteBytesShouldAcceptAnUnknownKey() {
        RecordingStore.Key key = newKey();

        recordingStore().delete(key);

        assertNothingStored(key);
    }

    private RecordingStore.Key stored(RecordingStore.Key key, byte[] bytes) {
        try {
            put(key, bytes);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordingStore.Stored put(RecordingStore.Key key, byte[] bytes) throws IOException {
        return recordingStore().put(key, new ByteArrayInputStream(bytes), Integer.MAX_VALUE);
    }

    private byte[] read(RecordingStore.Key key, long offset, long length) {
        try (InputStream in = recordingStore().open(key, new RecordingStore.Range(offset, length))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNothingStored(RecordingStore.Key key) {
        assertThatThrownBy(() -> recordingStore().open(key, new RecordingStore.Range(0, 1)))
                .isInstanceOf(NotFoundException.class);
    }

    private static RecordingStore.Key newKey() {
        return new RecordingStore.Key(Tenant.newId(), newCall(), UUID.randomUUID());
    }

    private static CallId newCall() {
        return new CallId(TimeOrderedId.next(Clock.systemUTC()));
    }

    private static byte[] randomBytes(String test, int length) {
        Random random = Seed.random(test);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
