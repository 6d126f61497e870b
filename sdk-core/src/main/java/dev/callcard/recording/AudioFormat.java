package dev.callcard.recording;

import dev.callcard.recording.ogg.OggInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Tells what audio is by its bytes; a name or a header proves nothing. What can be told of Ogg files is asked of {@link OggInfo}. */
final class AudioFormat {
    /** How many bytes from the start are enough to tell, and in all but odd files to see where the audio begins. */
    static final int HEAD_BYTES = 1 << 16;

    /** The media type of Ogg Vorbis. */
    static final String VORBIS = "audio/ogg; codecs=vorbis";

    private static final byte[] OGG = bytes("OggS");

    private final String contentType;
    private final Optional<byte[]> oggHead;

    private AudioFormat(String contentType, Optional<byte[]> oggHead) {
        this.contentType = contentType;
        this.oggHead = oggHead;
    }

    /** Tells what the audio is from its first bytes; empty if it is nothing that we know. */
    static Optional<AudioFormat> detect(byte[] head) {
        if (startsWith(head, 0, OGG)) {
            return OggInfo.codec(head)
                    .flatMap(AudioFormat::contentType)
                    .map(type -> new AudioFormat(type, Optional.of(head)));
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

    /** How long the audio plays, from its last {@link OggInfo#TAIL_BYTES} bytes; empty if they do not tell. */
    Optional<Duration> duration(byte[] tail) {
        return oggHead.flatMap(head -> OggInfo.duration(head, tail));
    }

    private static Optional<String> contentType(OggInfo.Codec codec) {
        return switch (codec) {
            case VORBIS -> Optional.of(VORBIS);
            case OPUS -> Optional.of("audio/ogg; codecs=opus");
            case FLAC, OTHER -> Optional.empty();
        };
    }

    private static Optional<AudioFormat> plain(String contentType) {
        return Optional.of(new AudioFormat(contentType, Optional.empty()));
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] expected) {
        return bytes.length >= at + expected.length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
