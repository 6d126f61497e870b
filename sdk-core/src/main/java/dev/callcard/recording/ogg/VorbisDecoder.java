package dev.callcard.recording.ogg;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one Vorbis stream, packet by packet, to exactly the samples that its granule positions promise (Vorbis I, appendix A.2). JOrbis
 * makes sound of packets; finding them, checking headers and cutting the ends is done here. Not thread-safe.
 */
final class VorbisDecoder {
    private static final int LARGEST_HEADER = 1 << 20;
    private static final int LARGEST_PACKET = 1 << 18;
    private static final int HEADERS = 3;
    private static final int LACING_MORE = 255;
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Samples to;
    private final Packet packet = new Packet();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final float[][][] pcm = new float[1][][];

    private int headers;
    private VorbisHeaders.@Nullable Identification identification;
    private final Info info = new Info();
    private final Comment comment = new Comment();
    private final DspState dsp = new DspState();
    private Block block = new Block(dsp);
    private int[] offsets = {};

    /** Samples that were decoded, and where the first of them stands; -1 until the first page with a position tells. */
    private long decoded;

    private long origin = -1;
    private float[][] held = {};
    private int heldCount;

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
                throw new UnreadableAudioException("The Ogg file is damaged.");
            }
            first = false;
            last = page.isLast();
            add(page);
        }
        if (headers < HEADERS) {
            throw new UnreadableAudioException("The Ogg file ends before its audio begins.");
        }
        return last && !pages.isCut();
    }

    private void add(OggPage page) throws UnreadableAudioException {
        if (page.isContinued() != pending.size() > 0) {
            throw new UnreadableAudioException("The Ogg file is damaged.");
        }
        int at = 0;
        int start = 0;
        byte[] body = page.body();
        long before = decoded;
        for (byte lacing : page.lacing()) {
            int length = lacing & LACING_MORE;
            at += length;
            if (length == LACING_MORE) {
                continue;
            }
            packet(body, start, at);
            start = at;
        }
        if (start < at) {
            keep(body, start, at);
        }
        end(page, before);
    }

    private void keep(byte[] body, int start, int end) throws UnreadableAudioException {
        pending.write(body, start, end - start);
        if (pending.size() > (headers < HEADERS ? LARGEST_HEADER : LARGEST_PACKET)) {
            throw new UnreadableAudioException("The Ogg file has a packet that is too large.");
        }
    }

    private void packet(byte[] body, int start, int end) throws UnreadableAudioException {
        byte[] bytes = body;
        int from = start;
        int length = end - start;
        if (pending.size() > 0) {
            keep(body, start, end);
            bytes = pending.toByteArray();
            pending.reset();
            from = 0;
            length = bytes.length;
        }
        try {
            if (headers < HEADERS) {
                header(Arrays.copyOfRange(bytes, from, from + length));
            } else if (length > 0) {
                sound(bytes, from, length);
            }
        } catch (IndexOutOfBoundsException
                | NullPointerException
                | NegativeArraySizeException
                | ArithmeticException
                | ClassCastException e) {
            throw new UnreadableAudioException("The Vorbis stream cannot be decoded.", e);
        }
    }

    private void header(byte[] bytes) throws UnreadableAudioException {
        byte[] given = bytes;
        if (headers == 0) {
            identification = VorbisHeaders.identification(bytes);
        } else if (headers == 1) {
            if (!VorbisHeaders.is(3, bytes)) {
                throw new UnreadableAudioException("The Vorbis stream has a wrong or unusual order of headers.");
            }
            given = VorbisHeaders.emptyComment();
        } else {
            VorbisHeaders.checkSetup(bytes, known().channels());
        }
        set(given, 0, given.length);
        packet.b_o_s = headers == 0 ? 1 : 0;
        if (info.synthesis_headerin(comment, packet) < 0) {
            throw new UnreadableAudioException("The Vorbis stream cannot be decoded.");
        }
        headers++;
        if (headers == HEADERS) {
            dsp.synthesis_init(info);
            block = new Block(dsp);
            offsets = new int[known().channels()];
            held = new float[known().channels()][0];
            to.begin(known().channels(), known().sampleRate());
        }
    }

    private void sound(byte[] bytes, int from, int length) throws UnreadableAudioException {
        set(bytes, from, length);
        packet.packetno++;
        if (block.synthesis(packet) != 0) {
            return; // not an audio packet, which is to be passed over (Vorbis I, 4.3.1)
        }
        dsp.synthesis_blockin(block);
        for (int count = dsp.synthesis_pcmout(pcm, offsets); count > 0; count = dsp.synthesis_pcmout(pcm, offsets)) {
            hold(pcm[0], offsets[0], count);
            dsp.synthesis_read(count);
        }
        if (decoded / known().sampleRate() > LONGEST.toSeconds()) {
            throw new UnreadableAudioException("The recording is longer than a day.");
        }
    }

    private void set(byte[] bytes, int from, int length) {
        packet.packet_base = bytes;
        packet.packet = from;
        packet.bytes = length;
        packet.granulepos = -1; // so that JOrbis cuts nothing: it would where a stream has one page
        packet.e_o_s = 0;
    }

    /** Keeps what a page decodes to until its position tells how much of it counts. */
    private void hold(float[][] channels, int from, int count) {
        if (held[0].length < heldCount + count) {
            for (int i = 0; i < held.length; i++) {
                held[i] = Arrays.copyOf(held[i], 2 * (heldCount + count));
            }
        }
        for (int i = 0; i < held.length; i++) {
            System.arraycopy(channels[i], from, held[i], heldCount, count);
        }
        heldCount += count;
        decoded += count;
    }

    private void end(OggPage page, long before) {
        if (headers < HEADERS || heldCount == 0) {
            return;
        }
        int skip = 0;
        int count = heldCount;
        if (page.granule() >= 0) {
            if (origin < 0) {
                // The first position: a stream that was cut from a longer one begins later, one with a lead-in earlier.
                long start = page.granule() - decoded;
                if (start < 0 && !page.isLast()) {
                    skip = (int) Math.min(heldCount, -start);
                }
                origin = page.isLast() ? 0 : start;
            }
            if (page.isLast()) {
                count = (int) Math.max(skip, Math.min(heldCount, page.granule() - origin - before));
            }
        }
        to.add(held, skip, count - skip);
        heldCount = 0;
    }

    private VorbisHeaders.Identification known() {
        VorbisHeaders.Identification known = identification;
        if (known == null) {
            throw new IllegalStateException("the first header was not read");
        }
        return known;
    }
}
