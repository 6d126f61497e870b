package dev.callcard.recording;

/**
 * A run of bytes of a recording.
 *
 * @param offset the first byte, from 0
 * @param length how many bytes, 1 or more
 */
public record ByteRange(long offset, long length) {
    /** Checks the range. */
    public ByteRange {
        if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("offset must be 0 or more, length 1 or more");
        }
    }
}
