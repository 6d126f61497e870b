package dev.callcard.recording.ogg;

import static dev.callcard.recording.ogg.Forgery.FIRST;
import static dev.callcard.recording.ogg.Forgery.LAST;
import static dev.callcard.recording.ogg.SmallJava.READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that keep to the rules and ask for more than they should are read, or refused, by a Java with 16 MB. */
class HostileOggTest {
    private static final String REFUSED = "The Vorbis stream has a wrong or unusual size of its ";

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void smallestStreamShouldBeRead() throws Exception {
        byte[] file = stream(1, 0x66, Forgery.setup(1, 1, false, 1, 1), 3);
        assertThat(outcome(file)).isEqualTo(READ + " 64, 64");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void pageOfAMillionSamplesShouldNotBeHeld() throws Exception {
        byte[] file = stream(8, 0xdd, Forgery.setup(8, 1, false, 1, 1), 255);
        assertThat(outcome(file)).isEqualTo(READ + " 1040384, 1040384");
    }

    @ParameterizedTest
    @CsvSource({"7,true,1,1", "256,false,64,16"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void largestSetupShouldBeRead(int books, boolean large, int modes, int submaps) throws Exception {
        byte[] file = stream(8, 0xdd, Forgery.setup(8, books, large, modes, submaps), 3);
        assertThat(outcome(file)).isEqualTo(READ + " 8192, 8192");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void largeCodebooksWithoutValuesShouldBeRefused() throws Exception {
        byte[] file = stream(1, 0x66, Forgery.setup(1, 200, true, 1, 1), 3);
        assertThat(outcome(file)).isEqualTo(REFUSED + "codebooks. 64");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void largeResiduesOfManyModesShouldBeRefused() throws Exception {
        byte[] file = stream(2, 0x66, Forgery.setup(2, 1, true, 64, 16), 3);
        assertThat(outcome(file)).startsWith(REFUSED + "residues.");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void commentsOfAnySizeShouldBePassedOver() throws Exception {
        Forgery forgery = new Forgery(7).page(FIRST, 0, List.of(Forgery.identification(1, 8_000, 0x66)));
        byte[] comment = Arrays.copyOf(Forgery.comment(), 400 * 255 * 255);
        for (int at = 0; at < comment.length; at += 255 * 255) {
            forgery.part(at == 0 ? 0 : 1, comment, at);
        }
        forgery.page(1, 0, List.of(new byte[0], Forgery.setup(1, 1, false, 1, 1)));
        forgery.page(LAST, 64, Collections.nCopies(3, new byte[1]));
        assertThat(outcome(forgery.file())).isEqualTo(READ + " 64, 64");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void packetOfNoEndShouldBeRefused() throws Exception {
        byte[] packet = new byte[400 * 255 * 255];
        Forgery forgery = new Forgery(7).page(FIRST, 0, List.of(Forgery.identification(1, 8_000, 0x66)));
        forgery.page(0, 0, List.of(Forgery.comment(), Forgery.setup(1, 1, false, 1, 1)));
        for (int at = 0; at < packet.length; at += 255 * 255) {
            forgery.part(at == 0 ? 0 : 1, packet, at);
        }
        forgery.page(1 | LAST, 64, List.of(new byte[1], new byte[1]));
        assertThat(outcome(forgery.file())).startsWith("The Ogg file has a packet that is too large.");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void positionsThatOverflowShouldBeDamage() throws Exception {
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        for (int serial = 0; serial < 3; serial++) {
            chain.writeBytes(new Forgery(serial)
                    .page(FIRST, 0, List.of("OpusHead\1\1\0\0....".getBytes(StandardCharsets.US_ASCII)))
                    .page(0, 0, List.of("OpusTags".getBytes(StandardCharsets.US_ASCII)))
                    .page(0, 960, List.of(new byte[] {(byte) 0x98}))
                    .page(LAST, Long.MAX_VALUE, List.of(new byte[] {(byte) 0x98}))
                    .file());
        }
        assertThat(outcome(chain.toByteArray())).endsWith(". 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -2, Long.MIN_VALUE})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void positionsBeforeNoughtShouldBeDamage(long granule) throws Exception {
        Forgery forgery = new Forgery(7)
                .page(FIRST, 0, List.of(Forgery.identification(8, 8_000, 0xdd)))
                .page(0, 0, List.of(Forgery.comment(), Forgery.setup(8, 1, false, 1, 1)));
        for (int page = 0; page < 3; page++) {
            forgery.page(0, granule, Collections.nCopies(255, new byte[1]));
        }
        assertThat(outcome(forgery.file())).isEqualTo("The Ogg file is damaged. 0");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void positionBeforeNoughtAndALeadInShouldNotMakeALength() throws Exception {
        byte[] file = new Forgery(7)
                .page(FIRST, 0, List.of("OpusHead\1\1\u00ff\u00ff....".getBytes(StandardCharsets.ISO_8859_1)))
                .page(0, 0, List.of("OpusTags".getBytes(StandardCharsets.US_ASCII)))
                .page(LAST, Long.MIN_VALUE, List.of(new byte[] {(byte) 0x98}))
                .file();
        assertThat(outcome(file)).endsWith(". 0");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void positionsOfPagesWithoutAudioShouldNotCount() throws Exception {
        byte[] file = new Forgery(7)
                .page(FIRST, 7_000, List.of(Forgery.identification(1, 8_000, 0x66)))
                .page(0, 8_000, List.of(Forgery.comment(), Forgery.setup(1, 1, false, 1, 1)))
                .page(0, 64, Collections.nCopies(3, new byte[1]))
                .page(LAST, 9_000, List.of())
                .file();
        assertThat(outcome(file)).isEqualTo(READ + " 64, 64");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void endlessSilenceOfSmallPacketsShouldBeRefused() throws Exception {
        int perPage = 255 * 4_096;
        Forgery forgery = new Forgery(7).page(FIRST, 0, List.of(Forgery.identification(1, 8_000, 0xdd)));
        forgery.page(0, 0, List.of(Forgery.comment(), Forgery.setup(1, 1, false, 1, 1)));
        forgery.page(0, perPage - 4_096, Collections.nCopies(255, new byte[1]));
        forgery.page(LAST, 1L << 40, Collections.nCopies(255, new byte[1]));
        assertThat(outcome(forgery.file())).startsWith("The Ogg file is damaged.");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void manyStreamsAtOnceShouldNotEachBeRemembered() throws Exception {
        List<byte[]> pages = new ArrayList<>();
        for (int serial = 0; serial < 1_000; serial++) {
            pages.add(new Forgery(serial)
                    .page(FIRST, 0, List.of(Forgery.identification(1, 8_000, 0x66)))
                    .file());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        pages.forEach(file::writeBytes);
        for (int serial = 0; serial < 1_000; serial++) {
            byte[] both = new Forgery(serial)
                    .page(FIRST, 0, List.of(new byte[1]))
                    .part(0, new byte[255 * 255], 0)
                    .file();
            file.write(both, 29, both.length - 29);
        }
        assertThat(outcome(file.toByteArray())).isEqualTo("The Ogg file holds several streams. 0");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void hostWithoutTheDecoderShouldBeToldSoAndStillTellFilesApart() throws Exception {
        byte[] file = stream(1, 0x66, Forgery.setup(1, 1, false, 1, 1), 3);
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jorbis"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(SmallJava.outcome(write(file), classes))
                .isEqualTo("com.googlecode.soundlibs:jorbis must be on the class path to decode Vorbis 64");
    }

    /** A stream of silence: packets of one byte in one page. */
    private static byte[] stream(int channels, int blocks, byte[] setup, int packets) {
        int samples = (packets - 1) * (1 << (blocks & 15)) / 2;
        return new Forgery(7)
                .page(FIRST, 0, List.of(Forgery.identification(channels, 8_000, blocks)))
                .page(0, 0, List.of(Forgery.comment(), setup))
                .page(LAST, samples, Collections.nCopies(packets, new byte[1]))
                .file();
    }

    private String outcome(byte[] file) throws Exception {
        return SmallJava.outcome(write(file));
    }

    private Path write(byte[] file) throws IOException {
        return Files.write(folder.resolve("hostile.ogg"), file);
    }
}
