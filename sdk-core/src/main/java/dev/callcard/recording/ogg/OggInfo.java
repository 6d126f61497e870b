package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is in an Ogg file, told by its bytes and never by its name. Nothing is decoded.
 *
 * @param codec what the first packet says; of several streams, the first one
 * @param shape whether the file is whole
 * @param channels how many channels; 0 if the codec is not known
 * @param sampleRate samples per second; of Opus always 48,000; 0 if the codec is not known
 * @param samples samples per channel, by the granule positions of the last pages; of streams one after the other, all of them
 */
public record OggInfo(Codec codec, Shape shape, int channels, int sampleRate, long samples) {
    private static final int OPUS_RATE = 48_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Checks that all parts are there. */
    public OggInfo {
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(shape, "shape");
    }

    /**
     * How long it plays.
     *
     * @return the length; empty if the codec is not known
     */
    public Optional<Duration> duration() {
        return sampleRate < 1
                ? Optional.empty()
                : Optional.of(
                        Duration.ofSeconds(samples / sampleRate, samples % sampleRate * NANOS_PER_SECOND / sampleRate));
    }

    /**
     * Reads a whole file, in memory that does not depend on it.
     *
     * @param bytes the file; read to the end, not closed
     * @return what is in it
     * @throws UnreadableAudioException if it is not an Ogg file, or damaged in many places
     * @throws IOException if the bytes could not be read
     */
    public static OggInfo read(InputStream bytes) throws IOException {
        OggPages pages = new OggPages(bytes);
        Survey survey = new Survey();
        for (Optional<OggPage> page = pages.next(); page.isPresent(); page = pages.next()) {
            survey.add(page.get());
        }
        return survey.info(pages);
    }

    /** What a stream holds. */
    public enum Codec {
        /** Vorbis, which every part of Callcard can handle. */
        VORBIS,
        /** Opus: stored and played, not analysed. */
        OPUS,
        /** FLAC in Ogg: stored and played, not analysed. */
        FLAC,
        /** Something else. */
        OTHER
    }

    /** Whether a file is whole. */
    public enum Shape {
        /** One stream from its beginning to its end. */
        WHOLE,
        /** One stream whose end is missing. */
        TRUNCATED,
        /** Several streams one after the other. */
        CHAINED,
        /** Several streams at once. */
        MULTIPLEXED,
        /** There is something in it that is no page, or a page is missing. */
        DAMAGED
    }

    /** Collects what pages tell. Streams beyond some are not told apart: such a file is nothing that we play. */
    private static final class Survey {
        private static final int MOST_STREAMS = 1_000;

        private final Map<Integer, Stream> open = new LinkedHashMap<>();
        private Optional<Stream> first = Optional.empty();
        private int streams;
        private long samples;
        private boolean multiplexed;
        private boolean gap;

        void add(OggPage page) throws UnreadableAudioException {
            if (page.isFirst()) {
                begin(page);
                return;
            }
            Stream stream = open.get(page.serial());
            if (stream == null) {
                gap = true; // a page of a stream whose beginning is not there
                return;
            }
            gap |= page.sequence() != stream.sequence + 1;
            stream.sequence = page.sequence();
            stream.granule = Math.max(stream.granule, page.granule());
            if (page.isLast()) {
                open.remove(page.serial());
                end(stream);
            }
        }

        private void begin(OggPage page) throws UnreadableAudioException {
            if (++streams > MOST_STREAMS) {
                throw new UnreadableAudioException("The Ogg file has more streams than a recording has.");
            }
            multiplexed |= !open.isEmpty();
            Stream stream = Stream.of(page);
            if (first.isEmpty()) {
                first = Optional.of(stream);
            }
            open.put(page.serial(), stream);
            if (page.isLast()) {
                open.remove(page.serial());
                end(stream);
            }
        }

        private void end(Stream stream) {
            samples += stream.samples();
        }

        OggInfo info(OggPages pages) throws UnreadableAudioException {
            Stream known = first.orElseThrow(() -> new UnreadableAudioException("This is not an Ogg file."));
            boolean truncated = pages.isCut() || !open.isEmpty();
            open.values().forEach(this::end);
            Shape shape = Shape.WHOLE;
            if (multiplexed) {
                shape = Shape.MULTIPLEXED;
            } else if (pages.isDamaged() || gap) {
                shape = Shape.DAMAGED;
            } else if (truncated) {
                shape = Shape.TRUNCATED;
            } else if (streams > 1) {
                shape = Shape.CHAINED;
            }
            return new OggInfo(known.codec, shape, known.channels, known.rate, multiplexed ? known.samples() : samples);
        }
    }

    private static final class Stream {
        private final Codec codec;
        private final int channels;
        private final int rate;
        private final int skip;
        private int sequence;
        private long granule;

        private Stream(Codec codec, int channels, int rate, int skip, int sequence) {
            this.codec = codec;
            this.channels = channels;
            this.rate = rate;
            this.skip = skip;
            this.sequence = sequence;
        }

        static Stream of(OggPage page) {
            ByteBuffer packet = ByteBuffer.wrap(page.body()).order(ByteOrder.LITTLE_ENDIAN);
            if (begins(packet, "\u0001vorbis", 16)) {
                int rate = Math.max(0, packet.getInt(12));
                return new Stream(Codec.VORBIS, packet.get(11) & 0xff, rate, 0, page.sequence());
            }
            if (begins(packet, "OpusHead", 12)) {
                int skip = packet.getShort(10) & 0xffff;
                return new Stream(Codec.OPUS, packet.get(9) & 0xff, OPUS_RATE, skip, page.sequence());
            }
            if (begins(packet, "\u007fFLAC", 31)) {
                // STREAMINFO: 20 bits of rate, 3 bits of channels, big-endian (RFC 9639).
                int word = packet.order(ByteOrder.BIG_ENDIAN).getInt(27);
                return new Stream(Codec.FLAC, (word >>> 9 & 7) + 1, word >>> 12, 0, page.sequence());
            }
            return new Stream(Codec.OTHER, 0, 0, 0, page.sequence());
        }

        long samples() {
            return codec == Codec.OTHER ? 0 : Math.max(0, granule - skip);
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
}
