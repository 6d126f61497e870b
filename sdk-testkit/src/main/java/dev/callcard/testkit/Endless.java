package dev.callcard.testkit;

import java.io.InputStream;

/** Never ends, and counts what it gave. */
final class Endless extends InputStream {
    long given;

    @Override
    public int read() {
        given++;
        return 42;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        given += length;
        return length;
    }
}
