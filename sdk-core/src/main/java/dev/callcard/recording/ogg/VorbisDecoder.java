package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one Vorbis stream, page by page, to exactly the samples that its granule positions promise (Vorbis I, appendix A.2), or refuses it.
 * Nothing is kept of a page but its last unfinished packet. Not thread-safe.
 */
final class VorbisDecoder {
    /** A day of stereo at 48 kHz: some minutes of work, which a small file may ask for. */
    private static final long MOST_VALUES = 24L * 60 * 60 * 48_000 * 2;

    private static final String DAMAGED = "The Ogg file is damaged.";

    private final Samples to;
    private final Packets packets = new Packets();
    private final VorbisHeaders headers = new VorbisHeaders();
    private @Nullable VorbisSound sound;
    private @Nullable VorbisPackets sizes;

    /** Where the stream is, and where its first sample was; -1 before the first page of audio. */
    private long position = -1;

    private long origin;

    VorbisDecoder(Samples to) {
        this.to = to;
    }

    /** Takes samples as they are decoded. */
    interface Samples {
        /** The stream's form, before its first samples. */
        void begin(int channels, int sampleRate);

        /**
         * Some samples of every channel, from -1 to 1, louder ones cut off by nobody.
         *
         * @param channels the samples by channel; not to be kept
         * @param from the first
         * @param count how many
         */
        void add(float[][] channels, int from, int count);
    }

    /**
     * Decodes a file.
     *
     * @return whether the stream has its end
     * @throws UnreadableAudioException if it is not one whole Vorbis stream from its beginning
     */
    boolean decode(InputStream in) throws IOException {
        OggPages pages = new OggPages(in);
        int serial = 0;
        int sequence = 0;
        boolean last = false;
        boolean first = true;
        for (Optional<OggPage> next = pages.next(); next.isPresent(); next = pages.next()) {
            OggPage page = next.get();
            if (first) {
                serial = page.serial();
                sequence = page.sequence();
            }
            if (last || page.serial() != serial || page.isFirst() != first) {
                throw new UnreadableAudioException("The Ogg file holds several streams.");
            }
            if (page.sequence() != sequence++ || pages.isDamaged()) {
                throw new UnreadableAudioException(DAMAGED);
            }
            first = false;
            last = page.isLast();
            add(page);
        }
        if (!last && pages.isDamaged()) {
            throw new UnreadableAudioException(DAMAGED);
        }
        if (sound == null) {
            throw new UnreadableAudioException("The Ogg file ends before its audio begins.");
        }
        return last;
    }

    private void add(OggPage page) throws UnreadableAudioException {
        List<Packets.Packet> complete = packets.add(page);
        if (packets.isBroken()) {
            throw new UnreadableAudioException(DAMAGED);
        }
        if (sound != null && sizes != null) {
            if (!complete.isEmpty()) {
                sound(page, complete, sizes, sound);
            }
            return;
        }
        for (Packets.Packet packet : complete) {
            if (sound != null) {
                throw new UnreadableAudioException(DAMAGED); // audio has to begin on a page of its own (Vorbis I, A.2)
            }
            header(packet);
        }
    }

    private void header(Packets.Packet packet) throws UnreadableAudioException {
        headers.add(packet);
        if (headers.isComplete()) {
            sound = new VorbisSound(headers);
            sizes = headers.packets();
            to.begin(
                    headers.identification().channels(),
                    headers.identification().sampleRate());
        }
    }

    /** Decodes what ends on a page. Its position is that of the last sample, so what it is short of is known before. */
    private void sound(OggPage page, List<Packets.Packet> complete, VorbisPackets known, VorbisSound decoder)
            throws UnreadableAudioException {
        int[] counts = new int[complete.size()];
        int sum = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = known.samples(complete.get(i));
            sum += counts[i];
        }
        int skipped = begin(page, sum);
        long promised = page.granule() - position;
        if (promised < 0 || promised > sum - skipped || promised < sum - skipped && !page.isLast()) {
            throw new UnreadableAudioException(DAMAGED);
        }
        position = page.granule();
        if (position - origin > MOST_VALUES / headers.identification().channels()) {
            throw new UnreadableAudioException("The recording is too long to be listened to.");
        }
        int until = skipped + (int) promised;
        int before = 0;
        for (int i = 0; i < counts.length; i++) {
            decode(complete.get(i), counts[i], skipped - before, until - before, decoder);
            before += counts[i];
        }
    }

    /**
     * Where the stream begins, which its first page of audio tells: one that was cut out of a longer one begins later, one with a lead-in
     * earlier.
     *
     * @return how many samples of the page lie before the beginning
     */
    private int begin(OggPage page, int sum) {
        if (position >= 0) {
            return 0;
        }
        long start = page.granule() - sum;
        if (start >= 0) {
            origin = start;
        }
        position = origin;
        return start < 0 && !page.isLast() ? (int) Math.min(sum, -start) : 0;
    }

    /** Decodes a packet and hands on what lies between two of its samples, as far as it reaches. */
    private void decode(Packets.Packet packet, int count, int from, int until, VorbisSound decoder)
            throws UnreadableAudioException {
        if (!packet.whole()) {
            throw new UnreadableAudioException("The Ogg file has a packet that is too large.");
        }
        if (decoder.decode(packet) != count) {
            throw new UnreadableAudioException("The Vorbis stream cannot be decoded.");
        }
        int start = Math.max(0, from);
        int end = Math.min(count, until);
        if (start < end) {
            to.add(decoder.samples(), decoder.offset() + start, end - start);
        }
    }
}
