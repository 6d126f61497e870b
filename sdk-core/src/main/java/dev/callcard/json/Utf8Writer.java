package dev.callcard.json;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Encodes UTF-8 into a stream that it never closes. Does what {@link java.io.OutputStreamWriter} does, a lone surrogate
 * becomes a question mark, with one copy less.
 */
final class Utf8Writer extends java.io.Writer {
    private static final int SIZE = 8_192;
    private static final int MOST_BYTES = 4;

    private final OutputStream out;
    private final byte[] bytes = new byte[SIZE];
    private int length;
    private char high;

    Utf8Writer(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(char[] chars, int offset, int count) throws IOException {
        int end = offset + count;
        int i = offset;
        while (i < end) {
            i = ascii(chars, i, end);
            if (i < end) {
                if (length > SIZE - MOST_BYTES) {
                    send();
                } else {
                    other(chars[i++]);
                }
            }
        }
    }

    /** Copies plain characters as long as there are any and there is room; gives where it stopped. */
    private int ascii(char[] chars, int from, int end) {
        if (high != 0) {
            return from;
        }
        byte[] to = bytes;
        int at = length;
        int stop = Math.min(end, from + SIZE - MOST_BYTES - at);
        int i = from;
        while (i < stop && chars[i] < 0x80) {
            to[at++] = (byte) chars[i++];
        }
        length = at;
        return i;
    }

    private void other(char c) {
        if (high != 0) {
            char first = high;
            high = 0;
            if (Character.isLowSurrogate(c)) {
                int point = Character.toCodePoint(first, c);
                add(0xf0 | point >> 18);
                add(0x80 | point >> 12 & 0x3f);
                add(0x80 | point >> 6 & 0x3f);
                add(0x80 | point & 0x3f);
                return;
            }
            add('?');
        }
        if (c < 0x80) {
            add(c);
        } else if (c < 0x800) {
            add(0xc0 | c >> 6);
            add(0x80 | c & 0x3f);
        } else if (Character.isHighSurrogate(c)) {
            high = c;
        } else if (Character.isLowSurrogate(c)) {
            add('?');
        } else {
            add(0xe0 | c >> 12);
            add(0x80 | c >> 6 & 0x3f);
            add(0x80 | c & 0x3f);
        }
    }

    private void add(int value) {
        bytes[length++] = (byte) value;
    }

    private void send() throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    @Override
    public void flush() throws IOException {
        send();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (high != 0) {
            high = 0;
            add('?');
        }
        flush();
    }
}
