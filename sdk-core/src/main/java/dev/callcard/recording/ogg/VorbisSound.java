package dev.callcard.recording.ogg;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;

/**
 * Makes samples of the packets of one Vorbis stream: the only class that names JOrbis. Whatever JOrbis throws is said in one way. Not
 * thread-safe; JOrbis itself decodes one packet at a time in a whole process, whoever asks.
 */
final class VorbisSound {
    private final Info info = new Info();
    private final DspState dsp = new DspState();
    private final Packet packet = new Packet();
    private final float[][][] pcm = new float[1][][];
    private final Block block;
    private final int[] offsets;
    private boolean begun;

    VorbisSound(VorbisHeaders headers) throws UnreadableAudioException {
        Comment comment = new Comment();
        try {
            packet.b_o_s = 1;
            for (byte[] header : headers.forDecoder()) {
                set(header, 0, header.length);
                if (info.synthesis_headerin(comment, packet) < 0) {
                    throw new UnreadableAudioException("The Vorbis stream cannot be decoded.");
                }
                packet.b_o_s = 0;
            }
            dsp.synthesis_init(info);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
        block = new Block(dsp);
        offsets = new int[headers.identification().channels()];
    }

    /**
     * Decodes the next audio packet.
     *
     * @return how many samples it adds; they are to be had until the next call
     */
    int decode(Packets.Packet next) throws UnreadableAudioException {
        set(next.bytes(), next.from(), next.length());
        packet.packetno++;
        try {
            if (block.synthesis(packet) != 0) {
                return 0;
            }
            dsp.synthesis_blockin(block);
            int count = dsp.synthesis_pcmout(pcm, offsets);
            dsp.synthesis_read(count);
            if (!begun) {
                begun = true;
                return 0; // the first block has nothing to overlap with, but JOrbis gives samples if it is a long one
            }
            return count;
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** The samples of each channel, from -1 to 1, louder ones not cut off. */
    float[][] samples() {
        return pcm[0];
    }

    /** Where the samples of the last packet begin. */
    int offset() {
        return offsets[0];
    }

    private void set(byte[] bytes, int from, int length) {
        packet.packet_base = bytes;
        packet.packet = from;
        packet.bytes = length;
        packet.granulepos = -1; // so that JOrbis cuts nothing: it would not where a stream has one page
        packet.e_o_s = 0;
    }

    private static UnreadableAudioException unreadable(RuntimeException cause) {
        return new UnreadableAudioException("The Vorbis stream cannot be decoded.", cause);
    }
}
