package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads pages one by one, in memory that nothing in the file can enlarge. What is no page is passed over until the next one, but not
 * for ever: a file that is mostly damaged is refused, so that nobody can make us work for nothing. Not thread-safe.
 */
final class OggPages {
    private static final int HEADER = 27;
    /** The size of the largest page. */
    static final int LARGEST = HEADER + 255 + 255 * 255;

    private static final int MOST_WRONG = 100;
    private static final int FLAGS_AT = 5;
    private static final int GRANULE_AT = 6;
    private static final int SERIAL_AT = 14;
    private static final int SEQUENCE_AT = 18;
    private static final int CHECKSUM_AT = 22;
    private static final int SEGMENTS_AT = 26;
    private static final int BYTE = 0xff;
    private static final byte[] CAPTURE = {'O', 'g', 'g', 'S'};

    private final InputStream in;
    private final byte[] buffer = new byte[2 * LARGEST];
    private final ByteBuffer fields = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    private int start;
    private int end;
    private int wrong;
    private boolean damaged;
    private boolean any;

    /** The pages of a whole file: without a page at its beginning it is refused. */
    OggPages(InputStream in) {
        this(in, false);
    }

    private OggPages(InputStream in, boolean any) {
        this.in = in;
        this.any = any;
    }

    /** The pages of the end of a file, which may begin anywhere. */
    static OggPages ofTail(byte[] tail) {
        return new OggPages(new ByteArrayInputStream(tail), true);
    }

    /** The packet that a file begins with, as far as it goes; empty if this is not the beginning of an Ogg file. */
    static Optional<byte[]> firstPacket(byte[] head) {
        if (head.length < HEADER || !Arrays.equals(head, 0, CAPTURE.length, CAPTURE, 0, CAPTURE.length)) {
            return Optional.empty();
        }
        int body = HEADER + (head[SEGMENTS_AT] & BYTE);
        return body < head.length ? Optional.of(Arrays.copyOfRange(head, body, head.length)) : Optional.empty();
    }

    /** The next page whose checksum is right; empty at the end of the file. */
    Optional<OggPage> next() throws IOException {
        boolean passedOver = false;
        while (has(HEADER)) {
            int length = isCapture() ? length() : 0;
            boolean fits = length > 0 && has(length);
            if (fits && Crc.of(buffer, start, length, CHECKSUM_AT) == fields.getInt(start + CHECKSUM_AT)) {
                // What came before is damage only if a page follows it: otherwise the file was cut off, or somebody
                // added something.
                damaged |= passedOver;
                any = true;
                return Optional.of(page(length));
            }
            if (fits) {
                wrong++;
                damaged = true;
            }
            if (wrong > MOST_WRONG || !any) {
                throw new UnreadableAudioException(
                        any ? "The Ogg file is damaged in many places." : "This is not an Ogg file.");
            }
            passedOver = true;
            passOver();
        }
        return Optional.empty();
    }

    /** Whether a page has a wrong checksum, or there is something between pages. */
    boolean isDamaged() {
        return damaged;
    }

    /** How long the page claims to be. */
    private int length() throws IOException {
        int segments = buffer[start + SEGMENTS_AT] & BYTE;
        int length = HEADER + segments;
        if (has(length)) {
            for (int i = 0; i < segments; i++) {
                length += buffer[start + HEADER + i] & BYTE;
            }
        }
        return length;
    }

    private OggPage page(int length) {
        int body = start + HEADER + (buffer[start + SEGMENTS_AT] & BYTE);
        OggPage page = new OggPage(
                buffer[start + FLAGS_AT],
                Math.max(OggPage.NO_GRANULE, fields.getLong(start + GRANULE_AT)),
                fields.getInt(start + SERIAL_AT),
                fields.getInt(start + SEQUENCE_AT),
                Arrays.copyOfRange(buffer, start + HEADER, body),
                Arrays.copyOfRange(buffer, body, start + length));
        start += length;
        return page;
    }

    private boolean isCapture() {
        return Arrays.equals(buffer, start, start + CAPTURE.length, CAPTURE, 0, CAPTURE.length)
                && buffer[start + CAPTURE.length] == 0;
    }

    /** To the next place where a page may begin. */
    private void passOver() throws IOException {
        start++;
        while (has(CAPTURE.length)
                && !Arrays.equals(buffer, start, start + CAPTURE.length, CAPTURE, 0, CAPTURE.length)) {
            start++;
        }
    }

    private boolean has(int bytes) throws IOException {
        if (end - start >= bytes) {
            return true;
        }
        if (buffer.length - start < LARGEST) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        while (end - start < bytes) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** The checksum of a page, with zeros in its own place. */
    private static final class Crc {
        private static final int POLYNOMIAL = 0x04c11db7;
        private static final int[] TABLE = table();

        static int of(byte[] bytes, int start, int length, int own) {
            int crc = 0;
            for (int i = 0; i < length; i++) {
                int next = i >= own && i < own + Integer.BYTES ? 0 : bytes[start + i] & BYTE;
                crc = crc << Byte.SIZE ^ TABLE[crc >>> Integer.SIZE - Byte.SIZE ^ next];
            }
            return crc;
        }

        private static int[] table() {
            int[] table = new int[1 << Byte.SIZE];
            for (int i = 0; i < table.length; i++) {
                int crc = i << Integer.SIZE - Byte.SIZE;
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
                }
                table[i] = crc;
            }
            return table;
        }
    }
}
