package dev.callcard.telephony.imports;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Cuts a stream into lines, in bounded memory: of a line that is too long only its place is kept. */
final class Lines {
    /** The most bytes of a line. */
    static final int MAX_BYTES = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final Charset charset;
    private final byte[] buffer = new byte[1 << 16];
    private final Deque<Line> returned = new ArrayDeque<>();
    private int filled;
    private int next;
    private ImportPosition position = ImportPosition.START;

    /**
     * One line.
     *
     * @param start the place before it
     * @param end the place behind it
     * @param isWhole false for the last line of a file that does not end with a line end: it may still be written to
     * @param text the text without its line end; empty if it is wrong
     * @param problem what is wrong with it; empty if nothing is
     */
    record Line(
            ImportPosition start,
            ImportPosition end,
            boolean isWhole,
            Optional<String> text,
            Optional<String> problem) {
        long number() {
            return end.lines();
        }

        long sizeBytes() {
            return end.bytes() - start.bytes();
        }

        /** Where to go on once the line is dealt with: a line that may still be written to is to be read again. */
        ImportPosition resume() {
            return isWhole ? end : start;
        }
    }

    private Lines(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** The lines behind a place; the stream stands at the beginning of the file. */
    static Lines open(InputStream in, Charset charset, ImportPosition from) throws IOException {
        Lines lines = new Lines(in, charset);
        if (from.bytes() == 0) {
            while (lines.position.lines() < from.lines()) {
                if (lines.next().isEmpty()) {
                    throw new IllegalArgumentException("from lies behind the end of the file");
                }
            }
            return lines;
        }
        try {
            in.skipNBytes(from.bytes() - 1);
        } catch (EOFException e) {
            throw new IllegalArgumentException("from lies behind the end of the file", e);
        }
        if (in.read() != '\n') {
            throw new IllegalArgumentException("from is not the beginning of a line of this file");
        }
        lines.position = from;
        return lines;
    }

    /** The next line; empty behind the last. */
    Optional<Line> next() throws IOException {
        Line known = returned.poll();
        return known != null ? Optional.of(known) : read();
    }

    /** The next line that is not blank; empty behind the last. */
    Optional<Line> nextFilled() throws IOException {
        Optional<Line> line = next();
        while (line.flatMap(Line::text).filter(String::isBlank).isPresent()) {
            line = next();
        }
        return line;
    }

    /** Gives a line back, to be the next one again. */
    void giveBack(Line line) {
        returned.addFirst(line);
    }

    /** How far the stream was read. */
    ImportPosition position() {
        return position;
    }

    private Optional<Line> read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long size = 0;
        boolean whole = false;
        while (!whole && fill()) {
            int from = next;
            while (next < filled && buffer[next] != '\n') {
                next++;
            }
            int length = next - from;
            if (size + length <= MAX_BYTES) {
                bytes.write(buffer, from, length);
            }
            size += length;
            if (next < filled) {
                next++;
                whole = true;
            }
        }
        if (size == 0 && !whole) {
            return Optional.empty();
        }
        ImportPosition start = position;
        position = new ImportPosition(start.lines() + 1, start.bytes() + size + (whole ? 1 : 0));
        return Optional.of(
                size > MAX_BYTES
                        ? wrong(start, whole, "has more than 1 MB")
                        : decode(start, whole, bytes.toByteArray()));
    }

    private boolean fill() throws IOException {
        if (next == filled) {
            filled = Math.max(in.read(buffer), 0);
            next = 0;
        }
        return filled > 0;
    }

    private Line decode(ImportPosition start, boolean whole, byte[] bytes) {
        int from = start.bytes() == 0 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        int length = bytes.length - from - (bytes.length > from && bytes[bytes.length - 1] == '\r' ? 1 : 0);
        String text;
        try {
            // Strictly: a lenient reader would replace what it cannot read, and so lose it.
            text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return wrong(start, whole, "is not " + charset.name());
        }
        return text.indexOf('\0') < 0
                ? new Line(start, position, whole, Optional.of(text), Optional.empty())
                : wrong(start, whole, "contains the character NUL");
    }

    private Line wrong(ImportPosition start, boolean whole, String problem) {
        return new Line(start, position, whole, Optional.empty(), Optional.of(problem));
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }
}
