package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.recording.RecordingInventory;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in files keep the contract, and leave no other file behind. */
class FileRecordingStoreContractTest implements RecordingStoreContract, RecordingInventoryContract {
    @TempDir
    Path dir;

    @Override
    public RecordingStore recordingStore() {
        return new FileRecordingStore(dir.resolve("new/folder"));
    }

    @Test
    void listShouldPassOverWhatIsNotARecording() throws IOException {
        RecordingStore.Key key = stored();
        Path folder = file(key).getParent();
        String name = file(key).getFileName().toString();
        List<Path> strangers = List.of(
                folder.resolve("notes.audio"),
                folder.resolve(name.replace(key.call().toString(), callOfAnotherFolder(key.call()))),
                folder.resolve(name.toUpperCase(Locale.ROOT)),
                folder.resolveSibling("lost+found"));
        for (Path stranger : strangers) {
            Files.writeString(stranger, "x");
        }

        assertThat(inventory().list(key.project(), PageRequest.first()).items())
                .extracting(RecordingInventory.Entry::key)
                .containsExactly(key);

        for (Path stranger : strangers) {
            Files.delete(stranger);
        }
    }

    @Test
    void discardUnfinishedShouldDeleteOldPartsOnly() throws IOException {
        RecordingStore.Key key = stored();
        Instant now = Clock.systemUTC().instant();
        Path old = Files.createTempFile(file(key).getParent(), "old", ".part");
        Path young = Files.createTempFile(file(key).getParent(), "young", ".part");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(2))));

        int discarded = inventory().discardUnfinished(key.project(), now.minus(Duration.ofDays(1)));

        assertThat(discarded).isOne();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        Files.delete(young);
    }

    private RecordingStore.Key stored() throws IOException {
        RecordingStore.Key key = new RecordingStore.Key(
                Tenant.newId(), new CallId(TimeOrderedId.next(Clock.systemUTC())), UUID.randomUUID());
        recordingStore().put(key, new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);
        return key;
    }

    /** The last digits of a call are its folder. */
    private static String callOfAnotherFolder(CallId call) {
        String id = call.toString();
        return id.substring(0, id.length() - 1) + (id.endsWith("0") ? "1" : "0");
    }

    private Path file(RecordingStore.Key key) {
        return dir.resolve("new/folder").resolve(key.path());
    }

    @AfterEach
    void leavesNothingHalfWritten() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            List<Path> odd = files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".audio"))
                    .toList();
            assertThat(odd).isEmpty();
        }
    }
}
