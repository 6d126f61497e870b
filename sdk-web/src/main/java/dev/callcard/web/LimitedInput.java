package dev.callcard.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts while it is read and stops at the byte that is too many. */
final class LimitedInput extends FilterInputStream {
    private final long limit;
    private long count;
    private boolean exceeded;

    LimitedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    /** Whether there were more bytes than allowed. */
    boolean exceeded() {
        return exceeded;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) throws IOException {
        count += n;
        if (count > limit) {
            exceeded = true;
            throw new TooLargeException(limit);
        }
    }

    /** A body has more bytes than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long limit) {
            super("A body may have at most " + limit + " bytes here.");
        }
    }
}
