package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the first page of audio of a stream, and counts the samples that end there. Not thread-safe. */
abstract class OggBeginning {
    private final Packets packets = new Packets();
    private long samples;
    private boolean found;

    static OggBeginning ofVorbis() {
        return new Vorbis();
    }

    static OggBeginning ofOpus() {
        return new Opus();
    }

    /**
     * Whether it ends with this page: the first on which audio ends.
     *
     * @throws UnreadableAudioException if its headers cannot be understood
     */
    final boolean endsWith(OggPage page) throws UnreadableAudioException {
        for (Packets.Packet packet : packets.add(page)) {
            add(packet);
        }
        return found;
    }

    /** How many samples end on that page. */
    final long samples() {
        return samples;
    }

    abstract void add(Packets.Packet packet) throws UnreadableAudioException;

    final void audio(long count) {
        found = true;
        samples += count;
    }

    private static final class Vorbis extends OggBeginning {
        private final VorbisHeaders headers = new VorbisHeaders();
        private @Nullable VorbisPackets sizes;

        @Override
        void add(Packets.Packet packet) throws UnreadableAudioException {
            if (sizes != null) {
                audio(sizes.samples(packet));
                return;
            }
            headers.add(packet);
            if (headers.isComplete()) {
                sizes = headers.packets();
            }
        }
    }

    /** Reads the lengths of Opus packets from their first bytes (RFC 6716, section 3.1). */
    private static final class Opus extends OggBeginning {
        private static final int HEADERS = 2;
        private static final List<Integer> SILK = List.of(480, 960, 1_920, 2_880);
        private static final List<Integer> HYBRID = List.of(480, 960);
        private static final List<Integer> CELT = List.of(120, 240, 480, 960);

        private int headers;

        @Override
        void add(Packets.Packet packet) {
            if (headers < HEADERS) {
                headers++;
                return;
            }
            audio((long) frames(packet) * frame(packet.first() >> 3));
        }

        private static int frames(Packets.Packet packet) {
            return switch (packet.first() & 3) {
                case 0 -> 1;
                case 3 -> packet.length() < 2 ? 0 : packet.bytes()[packet.from() + 1] & 0x3f;
                default -> 2;
            };
        }

        private static int frame(int configuration) {
            if (configuration < 12) {
                return SILK.get(configuration & 3);
            }
            return configuration < 16 ? HYBRID.get(configuration & 1) : CELT.get(configuration & 3);
        }
    }
}
