package dev.callcard.recording.ogg;

import static dev.callcard.recording.ogg.VorbisSetup.check;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects and checks the three headers that a Vorbis stream begins with (Vorbis I, 4.2). Not thread-safe. */
final class VorbisHeaders {
    private static final byte[] NAME = "vorbis".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_CHANNELS = 8;
    private static final int HIGHEST_RATE = 192_000;
    private static final int SMALLEST_BLOCK = 6;
    private static final int LARGEST_BLOCK = 13;
    private static final int IDENTIFICATION = 1;
    private static final int COMMENT = 3;
    private static final int SETUP = 5;

    private int count;
    private byte[] identificationBytes = {};
    private byte[] setupBytes = {};
    private @Nullable Identification identification;
    private @Nullable VorbisPackets packets;

    /**
     * Takes the next header.
     *
     * @throws UnreadableAudioException if it is none, or a wrong one, or larger than any that encoders make
     */
    void add(Packets.Packet packet) throws UnreadableAudioException {
        byte[] bytes = packet.copy();
        if (identification == null) {
            identification = identification(body(IDENTIFICATION, bytes));
            identificationBytes = bytes;
        } else if (count == 1) {
            body(COMMENT, bytes); // its texts, and how long they are, are nobody's concern here
        } else {
            Bits bits = body(SETUP, bytes);
            check(packet.whole(), "size of a header");
            packets = VorbisSetup.check(bits, identification);
            setupBytes = bytes;
        }
        count++;
    }

    /** Whether all three are here. */
    boolean isComplete() {
        return packets != null;
    }

    /**
     * What the first header says.
     *
     * @throws IllegalStateException if it was not added
     */
    Identification identification() {
        return required(identification);
    }

    /**
     * The sizes of the packets that follow, before the first of them.
     *
     * @throws IllegalStateException if not all headers were added
     */
    VorbisPackets packets() {
        return required(packets);
    }

    /** The three headers, with an empty one in place of the comments. */
    List<byte[]> forDecoder() {
        byte[] comment = new byte[1 + NAME.length + 2 * Integer.BYTES + 1];
        comment[0] = COMMENT;
        System.arraycopy(NAME, 0, comment, 1, NAME.length);
        comment[comment.length - 1] = 1;
        return List.of(identificationBytes, comment, setupBytes);
    }

    private static Identification identification(Bits bits) throws UnreadableAudioException {
        long version = bits.read(32);
        int channels = bits.small(8);
        long rate = bits.read(32);
        bits.skip(3 * 32);
        int small = bits.small(4);
        int large = bits.small(4);
        check(version == 0, "version");
        check(channels >= 1 && channels <= MOST_CHANNELS, "number of channels");
        check(rate >= 1 && rate <= HIGHEST_RATE, "sample rate");
        check(small >= SMALLEST_BLOCK && small <= large && large <= LARGEST_BLOCK, "size of blocks");
        check(bits.flag(), "end of a header");
        return new Identification(channels, (int) rate, 1 << small, 1 << large);
    }

    private static Bits body(int type, byte[] packet) throws UnreadableAudioException {
        boolean named = packet.length > NAME.length
                && packet[0] == type
                && Arrays.equals(packet, 1, 1 + NAME.length, NAME, 0, NAME.length);
        check(named, "order of headers");
        Bits bits = new Bits(packet);
        bits.skip((long) (1 + NAME.length) * Byte.SIZE);
        return bits;
    }

    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("headers must be complete");
        }
        return part;
    }

    /**
     * What the identification header says.
     *
     * @param channels how many, from 1 to 8
     * @param sampleRate samples per second, from 1 to 192,000
     * @param shortBlock samples of a short block, a power of two
     * @param longBlock samples of a long block, a power of two
     */
    record Identification(int channels, int sampleRate, int shortBlock, int longBlock) {}
}
