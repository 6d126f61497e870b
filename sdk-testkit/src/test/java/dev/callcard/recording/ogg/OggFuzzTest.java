package dev.callcard.recording.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/**
 * Whatever the bytes are, they are read or refused, and what is decoded is as long as the pages say. With the variable {@code JAZZER_FUZZ=1} Jazzer looks for bytes that are neither; without it
 * those that are kept beside the test are tried.
 */
@Tag("soak")
class OggFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyBytesShouldBeReadOrRefused(byte[] bytes) throws IOException {
        byte[] file = bytes.clone();
        if (file.length > 0 && (file[file.length - 1] & 1) == 1) {
            Seals.sealAll(file); // so that what is inside of pages is reached too
        }
        OggInfo info = null;
        try {
            info = OggInfo.read(new ByteArrayInputStream(file));
            assertThat(info.samples()).isNotNegative();
        } catch (UnreadableAudioException e) {
            assertThat(e).hasMessageContaining("Ogg file");
        }
        try {
            AudioAnalyzer.Analysis analysis = new OggVorbisAnalyzer().analyze(new ByteArrayInputStream(file));
            assertThat(info).isNotNull();
            assertThat(analysis.samples()).isEqualTo(info.samples());
        } catch (UnreadableAudioException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
