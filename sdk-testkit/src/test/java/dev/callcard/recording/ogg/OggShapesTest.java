package dev.callcard.recording.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not one whole Vorbis stream is told apart, and neither hangs nor fills the memory. */
class OggShapesTest {
    private static final int RATE = 8_000;
    private static final int SECONDS = 20;

    @TempDir
    static Path folder;

    private static byte[] vorbis;
    private static byte[] other;

    @BeforeAll
    static void encode() throws Exception {
        vorbis = Files.readAllBytes(new Sound(Sound.Kind.TALK, RATE, 2, RATE * SECONDS).ogg(folder, "one"));
        other = Files.readAllBytes(new Sound(Sound.Kind.TONE, RATE, 1, RATE * 3).ogg(folder, "other"));
    }

    @ParameterizedTest
    @CsvSource({"opus,libopus,OPUS,48000", "flac,flac,FLAC,8000"})
    void otherCodecsShouldBeNamed(String name, String encoder, OggInfo.Codec codec, int rate) throws Exception {
        byte[] file = Files.readAllBytes(new Sound(Sound.Kind.TONE, RATE, 2, RATE * SECONDS)
                .encoded(folder, name, "-c:a", encoder, "-ar", Integer.toString(rate)));
        OggInfo info = info(file);
        assertThat(info.codec()).isEqualTo(codec);
        assertThat(info.shape()).isEqualTo(OggInfo.Shape.WHOLE);
        assertThat(info.channels()).isEqualTo(2);
        assertThat(info.duration()).contains(Duration.ofSeconds(SECONDS));
        assertThatThrownBy(() -> analyze(file)).isInstanceOf(UnreadableAudioException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ogg", "<!doctype html><title>403</title>", "RIFF....WAVEfmt "})
    void whatIsNoOggShouldBeRefused(String text) {
        byte[] file = text.getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> info(file))
                .isInstanceOf(UnreadableAudioException.class)
                .hasMessage("This is not an Ogg file.");
        assertThatThrownBy(() -> analyze(file)).isInstanceOf(UnreadableAudioException.class);
    }

    @Test
    void truncatedFileShouldBeListenedToAsFarAsItGoes() throws Exception {
        byte[] file = Arrays.copyOf(vorbis, vorbis.length / 2);
        OggInfo info = info(file);
        assertThat(info.shape()).isEqualTo(OggInfo.Shape.TRUNCATED);
        assertThat(info.samples()).isBetween(RATE * 5L, RATE * 15L);
        AudioAnalyzer.Analysis analysis = analyze(file);
        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.samples()).isEqualTo(info.samples());
        assertThat(analyze(vorbis).samples()).isEqualTo((long) RATE * SECONDS);
    }

    @Test
    void fileThatEndsBeforeItsAudioShouldBeRefused() {
        assertThatThrownBy(() -> analyze(Arrays.copyOf(vorbis, 200)))
                .hasMessage("The Ogg file ends before its audio begins.");
    }

    @Test
    void chainedFileShouldHaveTheSamplesOfBoth() throws Exception {
        byte[] file = joined(List.of(vorbis, other));
        OggInfo info = info(file);
        assertThat(info.shape()).isEqualTo(OggInfo.Shape.CHAINED);
        assertThat(info.samples()).isEqualTo((long) RATE * (SECONDS + 3));
        assertThatThrownBy(() -> analyze(file)).hasMessage("The Ogg file holds several streams.");
    }

    @Test
    void multiplexedFileShouldBeTold() throws Exception {
        List<byte[]> one = Seals.pages(vorbis);
        List<byte[]> two = Seals.pages(other);
        List<byte[]> both = new ArrayList<>();
        for (int i = 0; i < Math.max(one.size(), two.size()); i++) {
            both.addAll(one.subList(Math.min(i, one.size()), Math.min(i + 1, one.size())));
            both.addAll(two.subList(Math.min(i, two.size()), Math.min(i + 1, two.size())));
        }
        byte[] file = joined(both);
        assertThat(info(file).shape()).isEqualTo(OggInfo.Shape.MULTIPLEXED);
        assertThat(info(file).samples()).isEqualTo((long) RATE * SECONDS);
        assertThatThrownBy(() -> analyze(file)).hasMessage("The Ogg file holds several streams.");
    }

    @Test
    void damagedPageShouldBeSeenByItsChecksum() throws Exception {
        byte[] file = vorbis.clone();
        file[file.length / 2]++;
        assertThat(info(file).shape()).isEqualTo(OggInfo.Shape.DAMAGED);
        assertThat(info(file).samples()).isEqualTo((long) RATE * SECONDS);
        assertThatThrownBy(() -> analyze(file)).hasMessage("The Ogg file is damaged.");
    }

    @Test
    void missingPageShouldBeSeenByItsNumber() throws Exception {
        List<byte[]> pages = new ArrayList<>(Seals.pages(vorbis));
        pages.remove(pages.size() / 2);
        byte[] file = joined(pages);
        assertThat(info(file).shape()).isEqualTo(OggInfo.Shape.DAMAGED);
        assertThatThrownBy(() -> analyze(file)).hasMessage("The Ogg file is damaged.");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void fileOfNothingButBeginningsOfPagesShouldNotMakeUsWorkForNothing() throws Exception {
        byte[] page = new byte[27 + 255];
        Arrays.fill(page, (byte) 255);
        System.arraycopy("OggS\0".getBytes(StandardCharsets.US_ASCII), 0, page, 0, 5);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(vorbis);
        for (int i = 0; i < 100_000; i++) {
            file.writeBytes(page);
        }
        assertThatThrownBy(() -> info(file.toByteArray())).hasMessage("The Ogg file is damaged in many places.");
    }

    /** In a process of its own with 16 MB: packets are changed and given right checksums, so that they reach the decoder. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void changedPacketsShouldNeitherHangNorFillTheMemory() throws Exception {
        Path file = folder.resolve("one.ogg");
        SmallJava.run(System.getProperty("java.class.path"), OggShapesTest.class, file.toString(), "2000");
    }

    /** Analyzes a file again and again, changed by chance; ends with an error if one is not refused as it should be. */
    public static void main(String[] arguments) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(arguments[0]));
        List<byte[]> pages = Seals.pages(whole).subList(0, 4);
        Random random = new Random(11);
        int refused = 0;
        int tries = Integer.parseInt(arguments[1]);
        for (int i = 0; i < tries; i++) {
            List<byte[]> changed = new ArrayList<>();
            for (byte[] page : pages) {
                changed.add(page.clone());
            }
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                byte[] page = changed.get(random.nextInt(changed.size()));
                int body = 27 + (page[26] & 0xff);
                page[body + random.nextInt(Math.min(400, page.length - body))] = (byte) random.nextInt();
            }
            changed.forEach(Seals::seal);
            try {
                analyze(joined(changed));
            } catch (UnreadableAudioException e) {
                refused++;
            }
        }
        if (refused == 0 || refused == tries) {
            throw new IllegalStateException("nothing was tried: " + refused + " of " + tries);
        }
    }

    private static OggInfo info(byte[] file) throws IOException {
        return OggInfo.read(new ByteArrayInputStream(file));
    }

    private static AudioAnalyzer.Analysis analyze(byte[] file) throws IOException {
        try (InputStream in = new ByteArrayInputStream(file)) {
            return new OggVorbisAnalyzer().analyze(in);
        }
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
