package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.FileRecordingStore;
import dev.callcard.recording.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in files keep the contract, and leave no other file behind. */
class FileRecordingStoreContractTest implements RecordingStoreContract {
    @TempDir
    Path dir;

    @Override
    public RecordingStore recordingStore() {
        return new FileRecordingStore(dir.resolve("new/folder"));
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
