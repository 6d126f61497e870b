package dev.callcard.recording.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.callcard.recording.AudioAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of all kinds that encoders make are read to the sample, as oggdec reads them. Here and not beside what it tests, since it needs
 * programs of the system.
 */
class OggFilesTest {
    private static final int[] RATES = {8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000};
    private static final double[] SECONDS = {0.05, 0.5, 1, 2.3, 7};

    private static final int LONG = 30 * 60;
    private static final Pattern PLAYBACK = Pattern.compile("Playback length: (\\d+)m:(\\d+)\\.(\\d+)s");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> everyFileShouldHaveExactlyItsSamples() {
        List<DynamicTest> tests = new ArrayList<>();
        int number = 0;
        for (int rate : RATES) {
            for (int channels = 1; channels <= 2; channels++) {
                for (Sound.Kind kind : Sound.Kind.values()) {
                    Sound sound =
                            new Sound(kind, rate, channels, (int) (rate * SECONDS[number % SECONDS.length]) + number);
                    String name = "oggenc-" + number++;
                    tests.add(test(name, sound, () -> sound.ogg(folder, name)));
                }
            }
        }
        for (String page : List.of("20000", "100000", "1000000", "5000000")) {
            for (Sound.Kind kind : Sound.Kind.values()) {
                Sound sound = new Sound(kind, 16_000, 1 + number % 2, 16_000 * 6 + number);
                String name = "ffmpeg-" + number++;
                tests.add(test(
                        name, sound, () -> sound.encoded(folder, name, "-c:a", "libvorbis", "-page_duration", page)));
            }
        }
        for (int samples : new int[] {1, 100, 1_000, 2_047}) {
            Sound sound = new Sound(Sound.Kind.NOISE, 8_000, 1, samples);
            tests.add(test("short-" + samples, sound, () -> sound.ogg(folder, "short-" + samples)));
        }
        for (int channels = 1; channels <= 2; channels++) {
            Sound sound = new Sound(Sound.Kind.TALK, 8_000, channels, 40 * 60 * 8_000 + 1);
            String name = "long-" + channels;
            tests.add(test(name, sound, () -> sound.ogg(folder, name)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(60);
        return tests.stream();
    }

    private static DynamicTest test(String name, Sound sound, Encoder encoder) {
        return DynamicTest.dynamicTest(name + " " + sound, () -> {
            Path file = encoder.encode();
            OggInfo info;
            try (InputStream in = Files.newInputStream(file)) {
                info = OggInfo.read(in);
            }
            assertThat(info)
                    .isEqualTo(new OggInfo(
                            OggInfo.Codec.VORBIS,
                            OggInfo.Shape.WHOLE,
                            sound.channels(),
                            sound.rate(),
                            sound.samples()));
            Comparison comparison = Comparison.of(file);
            assertThat(comparison.complete).isTrue();
            assertThat(comparison.samples).isEqualTo(sound.samples());
            assertThat(comparison.largest).isLessThanOrEqualTo(1);
            assertThat(playback(file)).isCloseTo(info.duration().orElseThrow(), Duration.ofMillis(1));
            if (sound.samples() > LONG * sound.rate()) {
                assertThat(SmallJava.outcome(file)).isEqualTo("read " + sound.samples() + ", " + sound.samples());
            }
            Files.delete(file);
        });
    }

    /** What ogginfo says, to the millisecond. */
    private static Duration playback(Path file) throws IOException, InterruptedException {
        Matcher length = PLAYBACK.matcher(Sound.run("ogginfo", file.toString()));
        assertThat(length.find()).isTrue();
        return Duration.ofMinutes(Long.parseLong(length.group(1)))
                .plusSeconds(Long.parseLong(length.group(2)))
                .plusMillis(Long.parseLong(length.group(3)));
    }

    @Test
    void talkShouldBeSeenOnEachChannel() throws Exception {
        Sound sound = new Sound(Sound.Kind.TALK, 8_000, 2, 8_000 * 120);
        Path file = sound.ogg(folder, "talk");
        AudioAnalyzer.Analysis analysis;
        try (InputStream in = Files.newInputStream(file)) {
            analysis = new OggVorbisAnalyzer().analyze(in);
        }
        assertThat(analysis.duration()).hasSeconds(120);
        assertThat(analysis.complete()).isTrue();
        assertThat(analysis.samplesPerPeak()).isEqualTo(512);
        assertThat(analysis.channels()).hasSize(2).allSatisfy(channel -> {
            assertThat(channel.peaks()).hasSize(120 * 8_000 / 512);
            // A second of voice and 300 ms after it, of two seconds.
            assertThat(channel.talkShare()).isCloseTo(0.65, within(0.02));
        });
        assertThat(analysis.speechShare()).isCloseTo(1, within(0.01));
        // The voice is at 0.4 of the loudest, the pause near nothing: a second has 16 peaks.
        assertThat(analysis.channels().get(0).peaks().subList(2, 13)).anyMatch(peak -> peak > 90);
        assertThat(analysis.channels().get(0).peaks().subList(18, 29)).allMatch(peak -> peak < 5);
        assertThat(analysis.channels().get(1).peaks().subList(2, 13)).allMatch(peak -> peak < 5);
    }

    private interface Encoder {
        Path encode() throws IOException, InterruptedException;
    }
}
