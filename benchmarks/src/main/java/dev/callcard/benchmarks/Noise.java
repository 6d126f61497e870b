package dev.callcard.benchmarks;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A WAV file of any length that is never whole in memory; the same bytes each time. */
final class Noise extends InputStream {
    private final byte[] block = new byte[1_000_003];
    private long left;
    private int at;

    Noise(long length) {
        new Random(1).nextBytes(block);
        // The length in the header is of no interest to anybody here, and would repeat with the block.
        ByteBuffer.wrap(block)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
        left = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, left), block.length - at);
        System.arraycopy(block, at, target, offset, count);
        at = (at + count) % block.length;
        left -= count;
        return count;
    }
}
