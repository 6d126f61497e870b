package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    /** How many bytes of the end hold the last position for sure: two of the largest pages. */
    public static final int TAIL_BYTES = 2 * OggPages.LARGEST;

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
        return sampleRate < 1 ? Optional.empty() : Optional.of(length(samples, sampleRate));
    }

    /**
     * Reads a whole file, in memory that does not depend on it.
     *
     * @param bytes the file; read to the end, not closed
     * @return what is in it
     * @throws UnreadableAudioException if it is not an Ogg file, damaged in many places, or of more streams than a recording has
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

    /**
     * Tells a file by its beginning alone. Whether its pages are right is not looked at.
     *
     * @param head its first bytes; 300 are enough
     * @return what its first packet says; empty if it is no Ogg file
     */
    public static Optional<Codec> codec(byte[] head) {
        return OggPages.firstPacket(head).map(packet -> OggStream.of(packet).codec());
    }

    /**
     * Tells how long a file plays by its beginning and its end, for whoever does not want to read all of it. What lies between is not looked
     * at.
     *
     * @param head its first bytes; the more there are, the surer it is seen where audio begins that was cut out of a longer recording
     * @param tail its last bytes, {@link #TAIL_BYTES} of them or the whole file
     * @return the length; empty if the first page is damaged, or no whole page of the first stream is among the last bytes
     */
    public static Optional<Duration> duration(byte[] head, byte[] tail) {
        try {
            OggPages pages = new OggPages(new ByteArrayInputStream(head));
            Optional<OggPage> first = pages.next();
            if (first.isEmpty()) {
                return Optional.empty();
            }
            int serial = first.get().serial();
            OggStream stream = OggStream.of(first.get().body());
            stream.begin(first.get(), true);
            addAll(pages, serial, stream);
            stream.forgetBeginning();
            boolean found = addAll(OggPages.ofTail(tail), serial, stream);
            return found && stream.rate() > 0 && stream.isCredible()
                    ? Optional.of(length(stream.samples(), stream.rate()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // damaged in too many places
        }
    }

    private static boolean addAll(OggPages pages, int serial, OggStream stream) throws IOException {
        boolean found = false;
        for (Optional<OggPage> page = pages.next(); page.isPresent(); page = pages.next()) {
            if (page.get().serial() == serial && !page.get().isFirst()) {
                stream.add(page.get());
                found |= page.get().granule() >= 0;
            }
        }
        return found;
    }

    private static Duration length(long samples, int rate) {
        return Duration.ofSeconds(samples / rate, samples % rate * NANOS_PER_SECOND / rate);
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

    /** Collects what pages tell. A file of more streams than some is nothing that we play. */
    private static final class Survey {
        private static final int MOST_STREAMS = 1_000;

        private final Map<Integer, OggStream> open = new HashMap<>();
        private @Nullable OggStream first;
        private int streams;
        private long samples;
        private boolean begun;
        private boolean multiplexed;
        private boolean damaged;

        void add(OggPage page) throws UnreadableAudioException {
            OggStream stream = page.isFirst() ? begin(page) : open.get(page.serial());
            if (stream == null) {
                damaged = true; // a page of a stream whose beginning is not there
                return;
            }
            if (!page.isFirst()) {
                begun = true;
                damaged |= !stream.add(page);
            }
            if (page.isLast()) {
                open.remove(page.serial());
                end(stream);
            }
        }

        private OggStream begin(OggPage page) throws UnreadableAudioException {
            if (++streams > MOST_STREAMS) {
                throw new UnreadableAudioException("The Ogg file has more streams than a recording has.");
            }
            if (begun && !open.isEmpty()) {
                // Streams at once all begin before any of them goes on (RFC 3533, section 4): this is the next link of
                // a chain.
                endAll();
            }
            begun = false;
            OggStream stream = OggStream.of(page.body());
            stream.begin(page, open.isEmpty());
            if (!open.isEmpty()) {
                multiplexed = true;
                open.values().forEach(OggStream::forgetBeginning);
            }
            if (first == null) {
                first = stream;
            }
            open.put(page.serial(), stream);
            return stream;
        }

        private void end(OggStream stream) {
            damaged |= !stream.isCredible();
            int rate = known().rate();
            if (stream.rate() == rate || rate == 0) {
                samples += stream.samples();
            } else if (stream.rate() > 0) {
                samples += Math.round((double) stream.samples() * rate / stream.rate());
            }
        }

        private void endAll() {
            open.values().forEach(this::end);
            open.clear();
        }

        OggInfo info(OggPages pages) throws UnreadableAudioException {
            if (first == null) {
                throw new UnreadableAudioException("This is not an Ogg file.");
            }
            boolean truncated = !open.isEmpty();
            endAll();
            Shape shape = Shape.WHOLE;
            if (multiplexed) {
                shape = Shape.MULTIPLEXED;
            } else if (pages.isDamaged() || damaged) {
                shape = Shape.DAMAGED;
            } else if (streams > 1) {
                shape = Shape.CHAINED;
            } else if (truncated) {
                shape = Shape.TRUNCATED;
            }
            long all = multiplexed ? first.samples() : samples;
            return new OggInfo(first.codec(), shape, first.channels(), first.rate(), all);
        }

        private OggStream known() {
            return Objects.requireNonNull(first);
        }
    }
}
