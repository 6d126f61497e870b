package dev.callcard.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells what audio is by its bytes; a name or a header proves nothing. The codec of an Ogg file stands in its first
 * packet (RFC 3533, RFC 5334), its length in the granule position of its last page.
 */
final class AudioFormat {
    /** How many bytes from the start are enough to tell. */
    static final int HEAD_BYTES = 128;

    /** How many bytes from the end hold the last page of an Ogg file, which is at most 65,307 bytes long (RFC 3533). */
    static final int TAIL_BYTES = 65_307 + 28;

    private static final byte[] OGG = bytes("OggS");
    private static final int PAGE_HEADER = 27;
    private static final int OPUS_RATE = 48_000;

    private final String contentType;
    private final long samplesPerSecond;
    private final long preSkip;
    private final int serial;

    private AudioFormat(String contentType, long samplesPerSecond, long preSkip, int serial) {
        this.contentType = contentType;
        this.samplesPerSecond = samplesPerSecond;
        this.preSkip = preSkip;
        this.serial = serial;
    }

    /** Tells what the audio is from its first bytes; empty if it is nothing that we know. */
    static Optional<AudioFormat> detect(byte[] head) {
        if (startsWith(head, 0, OGG)) {
            return ogg(head);
        }
        if (startsWith(head, 0, bytes("RIFF")) && startsWith(head, 8, bytes("WAVE"))) {
            return plain("audio/wav");
        }
        boolean mpegFrame = head.length > 2
                && head[0] == (byte) 0xff
                && (head[1] & 0xe0) == 0xe0
                && (head[1] & 0x18) != 0x08
                && (head[1] & 0x06) == 0x02;
        if (startsWith(head, 0, bytes("ID3")) || mpegFrame) {
            return plain("audio/mpeg");
        }
        return Optional.empty();
    }

    boolean isOgg() {
        return contentType.startsWith("audio/ogg");
    }

    String contentType() {
        return contentType;
    }

    /** How long the audio plays, from its last bytes; empty if they hold no whole page of it. */
    Optional<Duration> duration(byte[] tail) {
        if (samplesPerSecond <= 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = tail.length - PAGE_HEADER; at >= 0; at--) {
            if (startsWith(tail, at, OGG) && bytes.getInt(at + 14) == serial && bytes.getLong(at + 6) >= preSkip) {
                long samples = bytes.getLong(at + 6) - preSkip;
                long seconds = samples / samplesPerSecond;
                long nanos = samples % samplesPerSecond * 1_000_000_000L / samplesPerSecond;
                return Optional.of(Duration.ofSeconds(seconds, nanos));
            }
        }
        return Optional.empty();
    }

    private static Optional<AudioFormat> ogg(byte[] head) {
        if (head.length < PAGE_HEADER + 1) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int serial = bytes.getInt(14);
        int packet = PAGE_HEADER + (head[26] & 0xff);
        if (startsWith(head, packet, bytes("\u0001vorbis")) && head.length >= packet + 16) {
            long rate = bytes.getInt(packet + 12) & 0xffffffffL;
            return Optional.of(new AudioFormat("audio/ogg; codecs=vorbis", rate, 0, serial));
        }
        if (startsWith(head, packet, bytes("OpusHead")) && head.length >= packet + 12) {
            long preSkip = bytes.getShort(packet + 10) & 0xffffL;
            return Optional.of(new AudioFormat("audio/ogg; codecs=opus", OPUS_RATE, preSkip, serial));
        }
        return Optional.empty();
    }

    private static Optional<AudioFormat> plain(String contentType) {
        return Optional.of(new AudioFormat(contentType, 0, 0, 0));
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] expected) {
        return bytes.length >= at + expected.length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
