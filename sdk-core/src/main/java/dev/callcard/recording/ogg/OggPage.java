package dev.callcard.recording.ogg;

/**
 * A page of an Ogg file whose checksum is right (RFC 3533).
 *
 * @param flags the three flags of its header
 * @param granule how many samples the stream has once the packets that end on this page are decoded; -1 if none ends here
 * @param serial the stream it belongs to
 * @param sequence its number in the stream
 * @param lacing the lengths of its segments: each packet is segments of 255 bytes and a shorter one
 * @param body the segments; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the class that asked for it
record OggPage(int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    /** Whether its first packet began on the page before. */
    boolean isContinued() {
        return (flags & CONTINUED) != 0;
    }

    /** Whether a stream begins with it. */
    boolean isFirst() {
        return (flags & FIRST) != 0;
    }

    /** Whether a stream ends with it. */
    boolean isLast() {
        return (flags & LAST) != 0;
    }
}
