package dev.callcard.testkit;

import java.io.IOException;
import java.io.InputStream;

/** Fails after some bytes, as a line that goes dead. */
final class Failing extends InputStream {
    private final Exception failure;
    private int left;

    Failing(int bytes, IOException failure) {
        this(bytes, (Exception) failure);
    }

    Failing(int bytes, RuntimeException failure) {
        this(bytes, (Exception) failure);
    }

    private Failing(int bytes, Exception failure) {
        this.left = bytes;
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            fail();
        }
        left--;
        return 42;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            fail();
        }
        int count = Math.min(length, left);
        left -= count;
        return count;
    }

    private void fail() throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        throw (RuntimeException) failure;
    }
}
