package dev.callcard.testkit;

import java.io.InputStream;

/** Gives a few bytes at a time, as a slow line does, and remembers whether it was closed. */
final class Dripping extends InputStream {
    boolean closed;
    private final byte[] bytes;
    private int position;

    Dripping(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return position < bytes.length ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == bytes.length) {
            return -1;
        }
        int count = Math.min(Math.min(length, 1 + position % 7), bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}
