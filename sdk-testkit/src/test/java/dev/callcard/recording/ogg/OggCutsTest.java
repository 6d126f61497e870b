package dev.callcard.recording.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that were cut by somebody, whose positions do not begin at nought or do not match, are read as oggdec reads them, or refused. */
class OggCutsTest {
    private static final int RATE = 16_000;
    private static final int SAMPLES = 3 * RATE + 77;
    private static final int GRANULE_AT = 6;
    private static final int SEQUENCE_AT = 18;

    @TempDir
    static Path folder;

    private static List<byte[]> pages;
    private static int audio;

    @BeforeAll
    static void encode() throws Exception {
        Path file = new Sound(Sound.Kind.TALK, RATE, 2, SAMPLES)
                .encoded(folder, "whole", "-c:a", "libvorbis", "-page_duration", "20000");
        pages = Seals.pages(Files.readAllBytes(file));
        while (granule(pages.get(audio)) == 0) {
            audio++;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 21, 34})
    void streamShouldBeginWhereItWasCutOut(int dropped) throws Exception {
        List<byte[]> cut = new ArrayList<>(pages.subList(0, audio));
        cut.addAll(pages.subList(audio + dropped, pages.size()));
        Path file = write(cut, 0);

        Comparison comparison = Comparison.of(file);

        assertThat(comparison.samples).isBetween(1L, SAMPLES - 1L);
        assertThat(comparison.largest).isLessThanOrEqualTo(1);
        assertThat(comparison.complete).isTrue();
        byte[] bytes = Files.readAllBytes(file);
        OggInfo info = info(bytes);
        assertThat(info.shape()).isEqualTo(OggInfo.Shape.WHOLE);
        assertThat(info.samples()).isEqualTo(comparison.samples);
        assertThat(OggInfo.duration(
                        Arrays.copyOf(bytes, 8_000), Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length)))
                .isEqualTo(info.duration());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 128})
    void whatLiesBeforeTheBeginningShouldBeLeftOut(int samples) throws Exception {
        Path file = write(pages, samples);

        Comparison comparison = Comparison.of(file);

        assertThat(comparison.samples).isEqualTo(SAMPLES - samples);
        assertThat(comparison.largest).isLessThanOrEqualTo(1);
        assertThat(info(Files.readAllBytes(file)).samples()).isEqualTo(SAMPLES - samples);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1_000, -1, 1, 1_000})
    void positionThatDoesNotMatchWhatIsDecodedShouldBeRefused(int samples) throws Exception {
        List<byte[]> changed = new ArrayList<>(pages);
        byte[] page = pages.get(pages.size() / 2).clone();
        granule(page, granule(page) + samples);
        changed.set(pages.size() / 2, page);
        byte[] file = Files.readAllBytes(write(changed, 0));

        assertThatThrownBy(() -> new OggVorbisAnalyzer().analyze(new ByteArrayInputStream(file)))
                .hasMessage("The Ogg file is damaged.");
    }

    @Test
    void lengthOfAPageThatReachesBeyondTheFileShouldBeDamage() throws Exception {
        byte[] file = joined(pages);
        int at = file.length / 2;
        while (file[at] != 'O' || file[at + 1] != 'g' || file[at + 2] != 'g' || file[at + 3] != 'S') {
            at++;
        }
        file[at + 26] = (byte) 255; // so many segments, made of audio

        assertThat(info(file).shape()).isEqualTo(OggInfo.Shape.DAMAGED);
        assertThatThrownBy(() -> new OggVorbisAnalyzer().analyze(new ByteArrayInputStream(file)))
                .hasMessage("The Ogg file is damaged.");
    }

    @Test
    void whatSomebodyAddedBehindTheEndShouldNotMatter() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(joined(pages));
        file.writeBytes(("TAG" + "\0".repeat(125)).getBytes(StandardCharsets.US_ASCII));

        assertThat(info(file.toByteArray()).shape()).isEqualTo(OggInfo.Shape.WHOLE);
        assertThat(new OggVorbisAnalyzer().analyze(new ByteArrayInputStream(file.toByteArray())))
                .matches(analysis -> analysis.complete() && analysis.samples() == SAMPLES);
    }

    @Test
    void chainWhoseFirstLinkHasNoEndShouldStillBeAChain() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(joined(pages.subList(0, pages.size() / 2)));
        long first = granule(pages.get(pages.size() / 2 - 1));
        Sound next = new Sound(Sound.Kind.TONE, 2 * RATE, 1, 2 * RATE);
        file.writeBytes(Files.readAllBytes(next.encoded(folder, "next", "-c:a", "libvorbis")));

        OggInfo info = info(file.toByteArray());

        assertThat(info.shape()).isEqualTo(OggInfo.Shape.CHAINED);
        assertThat(info.samples()).isEqualTo(first + RATE); // a second of the other rate is a second of this one
    }

    @Test
    void opusShouldBeginWhereItWasCutOut() throws Exception {
        Path file = new Sound(Sound.Kind.TALK, 48_000, 1, 48_000 * 2)
                .encoded(folder, "opus", "-c:a", "libopus", "-page_duration", "20000");
        List<byte[]> whole = Seals.pages(Files.readAllBytes(file));
        List<byte[]> cut = new ArrayList<>(whole.subList(0, 2));
        cut.addAll(whole.subList(2 + 25, whole.size())); // pages of a packet of 20 ms

        assertThat(info(joined(whole)).duration()).contains(Duration.ofSeconds(2));
        assertThat(info(Files.readAllBytes(write(cut, 0))).duration()).contains(Duration.ofMillis(1_500));
    }

    private static Path write(List<byte[]> parts, int earlier) throws IOException {
        List<byte[]> numbered = new ArrayList<>();
        for (byte[] part : parts) {
            byte[] page = part.clone();
            ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(SEQUENCE_AT, numbered.size());
            if (granule(page) > 0) {
                granule(page, granule(page) - earlier);
            }
            Seals.seal(page);
            numbered.add(page);
        }
        return Files.write(folder.resolve("cut.ogg"), joined(numbered));
    }

    private static long granule(byte[] page) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(GRANULE_AT);
    }

    private static void granule(byte[] page, long granule) {
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putLong(GRANULE_AT, granule);
    }

    private static OggInfo info(byte[] file) throws IOException {
        return OggInfo.read(new ByteArrayInputStream(file));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
