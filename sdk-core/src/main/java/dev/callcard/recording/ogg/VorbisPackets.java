package dev.callcard.recording.ogg;

/**
 * How many samples each audio packet of a Vorbis stream adds, without decoding it: the size of its block stands in its first bits (Vorbis I,
 * 4.3.1), and two blocks overlap by halves (4.3.8). Not thread-safe: packets are asked for in their order.
 */
final class VorbisPackets {
    private final int shortBlock;
    private final int longBlock;
    private final boolean[] longModes;
    private final int modeBits;
    private int previous;

    /**
     * The packets of a stream, before its first one.
     *
     * @param longModes which modes use the long block; one or more
     */
    VorbisPackets(int shortBlock, int longBlock, boolean[] longModes) {
        this.shortBlock = shortBlock;
        this.longBlock = longBlock;
        this.longModes = longModes.clone();
        this.modeBits = Integer.SIZE - Integer.numberOfLeadingZeros(longModes.length - 1);
    }

    /**
     * How many samples the next packet adds: none the first one, and one that is no audio, which changes nothing.
     *
     * @param packet the packet, whole or its beginning
     */
    int samples(Packets.Packet packet) {
        int block = block(packet);
        if (block == 0) {
            return 0;
        }
        int added = previous == 0 ? 0 : previous / 4 + block / 4;
        previous = block;
        return added;
    }

    /** The size of a packet's block; 0 if it is no audio packet. */
    private int block(Packets.Packet packet) {
        int available = packet.length() * Byte.SIZE;
        if (available < 1 + modeBits || (packet.first() & 1) != 0) {
            return 0;
        }
        int mode = packet.first() >> 1 & (1 << modeBits) - 1;
        if (mode >= longModes.length) {
            return 0;
        }
        if (!longModes[mode]) {
            return shortBlock;
        }
        return available < 1 + modeBits + 2 ? 0 : longBlock; // two bits more tell its neighbours' sizes
    }
}
