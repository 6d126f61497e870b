package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import dev.callcard.recording.ogg.OggInfo.Codec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One stream of an Ogg file: what its first packet says, and how many samples its pages promise. Not thread-safe. */
final class OggStream {
    private static final int OPUS_RATE = 48_000;
    /** Longer is no recording: a position by chance, or made to break what reckons with it. */
    private static final long MOST_SECONDS = 1_000 * 60 * 60;

    private final Codec codec;
    private final int channels;
    private final int rate;
    private final int skip;
    private int sequence;
    private long granule;
    private long origin;
    private @Nullable OggBeginning beginning;

    private OggStream(Codec codec, int channels, int rate, int skip) {
        this.codec = codec;
        this.channels = channels;
        this.rate = rate;
        this.skip = skip;
    }

    /** The stream that begins with a packet. */
    static OggStream of(byte[] bytes) {
        ByteBuffer packet = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (begins(packet, "\u0001vorbis", 16)) {
            return new OggStream(Codec.VORBIS, packet.get(11) & 0xff, Math.max(0, packet.getInt(12)), 0);
        }
        if (begins(packet, "OpusHead", 12)) {
            return new OggStream(Codec.OPUS, packet.get(9) & 0xff, OPUS_RATE, packet.getShort(10) & 0xffff);
        }
        if (begins(packet, "\u007fFLAC", 31)) {
            // STREAMINFO: 20 bits of rate, 3 bits of channels, big-endian (RFC 9639).
            int word = packet.order(ByteOrder.BIG_ENDIAN).getInt(27);
            return new OggStream(Codec.FLAC, (word >>> 9 & 7) + 1, word >>> 12, 0);
        }
        return new OggStream(Codec.OTHER, 0, 0, 0);
    }

    /**
     * Begins with its first page.
     *
     * @param alone whether no other stream is open: only then it is worth the memory to see where its audio begins
     */
    void begin(OggPage page, boolean alone) {
        sequence = page.sequence();
        if (alone && (codec == Codec.VORBIS || codec == Codec.OPUS)) {
            beginning = codec == Codec.VORBIS ? OggBeginning.ofVorbis() : OggBeginning.ofOpus();
        }
        look(page);
    }

    /**
     * Goes on with another page.
     *
     * @return whether it is the next one
     */
    boolean add(OggPage page) {
        boolean next = page.sequence() == sequence + 1;
        sequence = page.sequence();
        look(page);
        if (beginning == null && page.endsPacket()) {
            granule = Math.max(granule, page.granule());
        }
        return next;
    }

    /** Stops looking for where its audio begins. */
    void forgetBeginning() {
        beginning = null;
    }

    Codec codec() {
        return codec;
    }

    int channels() {
        return channels;
    }

    /** Samples per second; 0 if that is not known. */
    int rate() {
        return rate;
    }

    /** Whether its last position may be that of a recording. */
    boolean isCredible() {
        return rate == 0 || granule - origin <= MOST_SECONDS * rate;
    }

    /** How many samples it has, as far as it went; 0 if that is not known. */
    long samples() {
        return isCredible() && rate > 0 ? Math.max(0, granule - origin - skip) : 0;
    }

    /** The first page of audio tells where a stream begins that was cut out of a longer one. */
    private void look(OggPage page) {
        OggBeginning looking = beginning;
        if (looking == null) {
            return;
        }
        try {
            if (looking.endsWith(page)) {
                origin = Math.max(0, page.granule() - looking.samples());
                beginning = null;
            }
        } catch (UnreadableAudioException e) {
            beginning = null; // headers that nobody can decode: it begins at 0, as nearly all do
        }
    }

    private static boolean begins(ByteBuffer packet, String magic, int length) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (packet.capacity() < length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (packet.get(i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
