package dev.callcard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import dev.callcard.recording.ogg.OggInfo;
import dev.callcard.recording.ogg.OggVorbisAnalyzer;
import dev.callcard.testkit.SystemTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What telephony records becomes Ogg Vorbis with all its channels, and what is no recording gets nowhere. */
class FfmpegTranscoderTest {
    private static final int SECONDS = 12;

    @TempDir
    Path folder;

    private String program;
    private Transcoder transcoder;

    @BeforeEach
    void find() {
        program = SystemTools.require("ffmpeg").toString();
        transcoder = FfmpegTranscoder.find(program).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_s16le,wav,8000,2",
        "pcm_s16le,wav,44100,1",
        "pcm_mulaw,wav,8000,2",
        "pcm_alaw,wav,8000,1",
        "libmp3lame,mp3,16000,2"
    })
    void recordingsShouldBecomeOgg(String encoder, String form, int rate, int channels) throws Exception {
        Path from = made(form, "-c:a", encoder, "-ar", Integer.toString(rate), "-ac", Integer.toString(channels));
        Path to = folder.resolve("recording.ogg");
        transcoder.toOgg(from, to);
        try (InputStream in = Files.newInputStream(to)) {
            OggInfo info = OggInfo.read(in);
            assertThat(info.codec()).isEqualTo(OggInfo.Codec.VORBIS);
            assertThat(info.channels()).isEqualTo(channels);
            assertThat(info.sampleRate()).isEqualTo(rate);
            assertThat(info.duration().orElseThrow())
                    .isBetween(
                            Duration.ofSeconds(SECONDS),
                            Duration.ofSeconds(SECONDS).plusMillis(150));
        }
        try (InputStream in = Files.newInputStream(to)) {
            assertThat(new OggVorbisAnalyzer().analyze(in).channels()).hasSize(channels);
        }
        assertThat(files()).containsExactlyInAnyOrder(from, to);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><title>403</title>",
                "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
                "ffconcat version 1.0\nfile /etc/passwd\n",
                "OggS"
            })
    void whatIsNoRecordingShouldNotReachTheProgram(String text) throws IOException {
        Path from = Files.writeString(folder.resolve("recording.wav"), text);
        assertThatThrownBy(() -> transcoder.toOgg(from, folder.resolve("recording.ogg")))
                .isInstanceOf(UnreadableAudioException.class)
                .hasMessage("The recording is neither WAV nor MP3.");
        assertThat(files()).containsExactly(from);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF....WAVE", "RIFF....WAVEfmt nothing of this is true", "ID3 and no more"})
    void brokenRecordingsShouldBeRefused(String text) throws IOException {
        Path from = Files.writeString(folder.resolve("recording.wav"), text);
        assertThatThrownBy(() -> transcoder.toOgg(from, folder.resolve("recording.ogg")))
                .isInstanceOf(UnreadableAudioException.class);
        assertThat(files()).containsExactly(from);
    }

    @Test
    void limitsShouldHoldAndLeaveNothingBehind() throws Exception {
        Path from = made("wav", "-c:a", "pcm_s16le", "-ar", "48000", "-ac", "2");
        Path to = folder.resolve("recording.ogg");
        assertThatThrownBy(() -> FfmpegTranscoder.at(program, Duration.ofMillis(1), 1 << 20)
                        .toOgg(from, to))
                .isInstanceOf(UnreadableAudioException.class)
                .hasMessage("Transcoding the recording took too long.");
        assertThatThrownBy(() -> FfmpegTranscoder.at(program, Duration.ofMinutes(1), 5_000)
                        .toOgg(from, to))
                .isInstanceOf(UnreadableAudioException.class)
                .hasMessage("The transcoded recording is too large.");
        assertThat(files()).containsExactly(from);
    }

    @Test
    void aProgramThatIsNotThereShouldBeKnown() throws Exception {
        Path from = made("wav", "-c:a", "pcm_s16le");
        Transcoder none = FfmpegTranscoder.at(folder.resolve("none").toString(), Duration.ofMinutes(1), 5_000);
        assertThatThrownBy(() -> none.toOgg(from, folder.resolve("recording.ogg")))
                .isInstanceOf(IOException.class);
        assertThat(files()).containsExactly(from);
    }

    private Path made(String form, String... options) throws Exception {
        Path file = folder.resolve("made." + form);
        String[] command = Stream.of(
                        Stream.of(
                                program,
                                "-nostdin",
                                "-v",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=frequency=300:duration=" + SECONDS),
                        Stream.of(options),
                        Stream.of(file.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return file;
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }
}
