package dev.callcard.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioFormatTest {
    private static final int SERIAL = 4711;

    @Test
    void detectShouldTellVorbisAndItsLength() {
        byte[] file = concat(page(0, vorbisHead(8_000)), page(12_345, new byte[100]));
        AudioFormat format = AudioFormat.detect(file).orElseThrow();

        assertThat(format.contentType()).isEqualTo("audio/ogg; codecs=vorbis");
        assertThat(format.duration(file)).contains(Duration.ofNanos(12_345L * 125_000));
    }

    @Test
    void detectShouldTellOpusAndLeaveOutItsPreSkip() {
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 2)
                .putShort((short) 312);
        byte[] file = concat(page(0, head.array()), page(48_312, new byte[10]));
        AudioFormat format = AudioFormat.detect(file).orElseThrow();

        assertThat(format.contentType()).isEqualTo("audio/ogg; codecs=opus");
        assertThat(format.duration(file)).contains(Duration.ofSeconds(1));
    }

    @Test
    void detectShouldTellWavAndMp3() {
        assertThat(AudioFormat.detect("RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1)))
                .map(AudioFormat::contentType)
                .contains("audio/wav");
        assertThat(AudioFormat.detect("ID3\u0004\0".getBytes(StandardCharsets.ISO_8859_1)))
                .map(AudioFormat::contentType)
                .contains("audio/mpeg");
        assertThat(AudioFormat.detect(new byte[] {(byte) 0xff, (byte) 0xfb, 0x10, 0}))
                .map(AudioFormat::contentType)
                .contains("audio/mpeg");
    }

    @Test
    void detectShouldRefuseWhatOnlyClaimsToBeAudio() {
        for (String text : new String[] {"", "<html>", "OggS", "OggS" + "\0".repeat(60), "RIFF", "fLaC"}) {
            assertThat(AudioFormat.detect(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEmpty();
        }
    }

    @Test
    void durationShouldBeUnknownWithoutAPageOfTheStream() {
        AudioFormat format = AudioFormat.detect(page(0, vorbisHead(8_000))).orElseThrow();
        byte[] otherStream = page(99, new byte[10]);
        otherStream[14]++;

        assertThat(format.duration(new byte[0])).isEmpty();
        assertThat(format.duration(otherStream)).isEmpty();
        assertThat(AudioFormat.detect(page(0, vorbisHead(0))).orElseThrow().duration(page(5, new byte[1])))
                .isEmpty();
    }

    @Test
    void durationShouldNotBeTakenFromADamagedPageOrFromAnImpossiblePosition() {
        byte[] head = page(0, vorbisHead(1));
        AudioFormat format = AudioFormat.detect(head).orElseThrow();
        byte[] damaged = page(7, new byte[10]);
        damaged[30]++;

        assertThat(format.duration(concat(page(5, new byte[10]), damaged))).contains(Duration.ofSeconds(5));
        assertThat(format.duration(page(Long.MAX_VALUE, new byte[10]))).isEmpty();
        assertThat(format.duration(page(-1, new byte[10]))).isEmpty();
    }

    @Test
    void hostileBytesShouldNeverFail() {
        Random random = new Random(7);
        byte[] good = concat(page(0, vorbisHead(44_100)), page(1_000_000, new byte[64]));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(8); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, AudioFormat.HEAD_BYTES));
            AudioFormat.detect(head)
                    .flatMap(format -> format.duration(bytes))
                    .ifPresent(duration -> assertThat(duration.isNegative()).isFalse());
        }
    }

    private static byte[] vorbisHead(int rate) {
        ByteBuffer head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        head.put("\u0001vorbis".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(0)
                .put((byte) 1)
                .putInt(rate);
        return head.array();
    }

    private static byte[] page(long granule, byte[] packet) {
        ByteBuffer page = ByteBuffer.allocate(28 + packet.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        page.putLong(granule).putInt(SERIAL).putInt(0).putInt(0).put((byte) 1).put((byte) packet.length);
        page.put(packet);
        int crc = 0;
        for (byte next : page.array()) {
            crc ^= (next & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
            }
        }
        return page.putInt(22, crc).array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
