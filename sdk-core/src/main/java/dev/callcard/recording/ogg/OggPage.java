package dev.callcard.recording.ogg;

/**
 * A page of an Ogg file whose checksum is right (RFC 3533).
 *
 * @param flags the three flags of its header
 * @param granule how many samples the stream has once the packets that end on this page are decoded; {@link #NO_GRANULE}, and never less, if it
 *     does not say
 * @param serial the stream it belongs to
 * @param sequence its number in the stream
 * @param lacing the lengths of its segments: each packet is segments of 255 bytes and a shorter one
 * @param body the segments; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the class that asked for it
record OggPage(int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
    static final long NO_GRANULE = -1;

    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final byte LACING_MORE = (byte) 255;

    /** Whether its first packet began on the page before. */
    boolean isContinued() {
        return (flags & CONTINUED) != 0;
    }

    /** Whether a stream begins with it. */
    boolean isFirst() {
        return (flags & FIRST) != 0;
    }

    /** Whether a packet ends on it: only then its granule position means something. */
    boolean endsPacket() {
        for (byte length : lacing) {
            if (length != LACING_MORE) {
                return true;
            }
        }
        return false;
    }

    /** Whether a stream ends with it. */
    boolean isLast() {
        return (flags & LAST) != 0;
    }
}
