package dev.callcard.recording.ogg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts the packets of one stream together from its pages (RFC 3533, section 5). Not thread-safe. */
final class Packets {
    /** How much of a packet is kept. The largest that encoders make are some kilobytes; only comments with pictures are larger. */
    private static final int LARGEST = 1 << 17;

    private static final int LACING_MORE = 255;

    private byte[] begun = {};
    private int kept;
    private boolean open;
    private boolean whole = true;
    private boolean broken;

    /**
     * The packets that end on a page.
     *
     * @param page the next page of the stream
     * @return the packets in their order; valid until the next call
     */
    List<Packet> add(OggPage page) {
        broken |= page.isContinued() != open;
        List<Packet> packets = new ArrayList<>();
        int at = 0;
        int start = 0;
        for (byte lacing : page.lacing()) {
            int length = lacing & LACING_MORE;
            at += length;
            if (length < LACING_MORE) {
                packets.add(packet(page.body(), start, at));
                start = at;
                open = false;
            } else {
                open = true;
            }
        }
        if (start < at) {
            keep(page.body(), start, at);
        }
        return packets;
    }

    /** Whether a page did not begin as the one before it ended. */
    boolean isBroken() {
        return broken;
    }

    private Packet packet(byte[] body, int start, int end) {
        if (kept == 0) {
            return new Packet(body, start, end - start, true);
        }
        keep(body, start, end);
        Packet packet = new Packet(begun, 0, kept, whole);
        begun = new byte[0];
        kept = 0;
        whole = true;
        return packet;
    }

    private void keep(byte[] body, int start, int end) {
        int count = Math.min(end - start, LARGEST - kept);
        whole &= count == end - start;
        if (begun.length < kept + count) {
            begun = Arrays.copyOf(begun, Math.min(LARGEST, Math.max(2 * begun.length, kept + count)));
        }
        System.arraycopy(body, start, begun, kept, count);
        kept += count;
    }

    /**
     * A packet, where it lies.
     *
     * @param bytes holds it; not to be changed
     * @param from where it begins
     * @param length how many bytes of it there are
     * @param whole whether these are all; what is too large is not kept
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by the class that asked for it
    record Packet(byte[] bytes, int from, int length, boolean whole) {
        /** Its first byte; 0 if it is empty. */
        int first() {
            return length == 0 ? 0 : bytes[from] & LACING_MORE;
        }

        /** A copy of its bytes. */
        byte[] copy() {
            return Arrays.copyOfRange(bytes, from, from + length);
        }
    }
}
