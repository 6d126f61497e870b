package dev.callcard.storage.jdbc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values one after the other in few bytes, without names. What is read as a whole and never searched is kept this way: one such
 * column is written and read many times faster than the forty columns that it stands for.
 */
final class Packed {
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private Packed() {}

    /** Writes a value of one element. */
    interface Write<T> {
        void write(Writer out, T value);
    }

    /** Reads a value of one element. */
    interface Read<T> {
        T read(Reader in);
    }

    /** Writes values. Not thread-safe. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private byte[] before = {};

        /** A whole number; small ones need few bytes. */
        Writer number(long value) {
            long rest = value << 1 ^ value >> Long.SIZE - 1;
            while ((rest & -MORE) != 0) {
                out.write((int) rest & MORE - 1 | MORE);
                rest >>>= BITS;
            }
            out.write((int) rest);
            return this;
        }

        Writer flag(boolean value) {
            return number(value ? 1 : 0);
        }

        /** A constant by its number: constants may be added at the end of an enum, never moved. A test holds them. */
        @SuppressWarnings("EnumOrdinal")
        Writer constant(Enum<?> value) {
            return number(value.ordinal());
        }

        Writer text(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        /** Bytes as they are. */
        Writer block(byte[] value) {
            number(value.length);
            out.writeBytes(value);
            return this;
        }

        /** A text that likely begins as the one before does. */
        Writer next(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            int shared = Math.max(0, Arrays.mismatch(bytes, before));
            shared = Arrays.equals(bytes, before) ? bytes.length : shared;
            number(shared).number(bytes.length - shared);
            out.write(bytes, shared, bytes.length - shared);
            before = bytes;
            return this;
        }

        Writer id(UUID value) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                out.write((int) (value.getMostSignificantBits() >>> shift));
            }
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                out.write((int) (value.getLeastSignificantBits() >>> shift));
            }
            return this;
        }

        Writer instant(Instant value) {
            return number(Micros.of(value));
        }

        Writer duration(Duration value) {
            return number(Micros.of(value));
        }

        <T> Writer optional(Optional<T> value, Write<T> write) {
            flag(value.isPresent());
            value.ifPresent(known -> write.write(this, known));
            return this;
        }

        Writer text(Optional<String> value) {
            return optional(value, Writer::text);
        }

        <T> Writer list(List<T> values, Write<T> write) {
            number(values.size());
            values.forEach(value -> write.write(this, value));
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    /** Reads what a {@link Writer} wrote, in the same order. Not thread-safe. */
    static final class Reader {
        private final byte[] bytes;
        private int next;
        private byte[] before = {};

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            long value = 0;
            byte read = bytes[next++];
            for (int shift = 0; ; shift += BITS) {
                value |= (read & MORE - 1L) << shift;
                if (read >= 0) {
                    return value >>> 1 ^ -(value & 1);
                }
                read = bytes[next++];
            }
        }

        boolean flag() {
            return number() != 0;
        }

        boolean isAtEnd() {
            return next == bytes.length;
        }

        <E extends Enum<E>> E constant(E[] all) {
            return all[(int) number()];
        }

        String text() {
            int length = (int) number();
            String value = new String(bytes, next, length, StandardCharsets.UTF_8);
            next += length;
            return value;
        }

        byte[] block() {
            int length = (int) number();
            byte[] value = Arrays.copyOfRange(bytes, next, next + length);
            next += length;
            return value;
        }

        String next() {
            int length = readNext((int) number());
            return new String(before, 0, length, StandardCharsets.UTF_8);
        }

        /** Texts that a writer listed with {@link Writer#next}, as bytes. */
        Text[] texts() {
            Text[] texts = new Text[(int) number()];
            int[] ends = new int[texts.length];
            int[] hashes = new int[texts.length];
            int[] hashOfFirst = new int[before.length + 1];
            for (int i = 0; i < before.length; i++) {
                hashOfFirst[i + 1] = Text.hash(hashOfFirst[i], before[i]);
            }
            byte[] all = {};
            int end = 0;
            for (int i = 0; i < texts.length; i++) {
                int shared = (int) number();
                int length = readNext(shared);
                if (hashOfFirst.length < before.length + 1) {
                    hashOfFirst = Arrays.copyOf(hashOfFirst, before.length + 1);
                }
                for (int at = shared; at < length; at++) {
                    hashOfFirst[at + 1] = Text.hash(hashOfFirst[at], before[at]);
                }
                if (all.length < end + length) {
                    all = Arrays.copyOf(all, 2 * (end + length));
                }
                System.arraycopy(before, 0, all, end, length);
                end += length;
                ends[i] = end;
                hashes[i] = hashOfFirst[length];
            }
            for (int i = 0; i < texts.length; i++) {
                texts[i] = new Text(all, i == 0 ? 0 : ends[i - 1], ends[i], hashes[i]);
            }
            return texts;
        }

        private int readNext(int shared) {
            int length = shared + (int) number();
            if (before.length < length) {
                before = Arrays.copyOf(before, 2 * length);
            }
            System.arraycopy(bytes, next, before, shared, length - shared);
            next += length - shared;
            return length;
        }

        UUID id() {
            return new UUID(fixed(), fixed());
        }

        private long fixed() {
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = value << Byte.SIZE | bytes[next++] & 0xff;
            }
            return value;
        }

        Instant instant() {
            return Micros.instant(number());
        }

        Duration duration() {
            return Micros.duration(number());
        }

        <T> Optional<T> optional(Read<T> read) {
            return flag() ? Optional.of(read.read(this)) : Optional.empty();
        }

        Optional<String> optionalText() {
            return flag() ? Optional.of(text()) : Optional.empty();
        }

        <T> List<T> list(Read<T> read) {
            int size = (int) number();
            List<T> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(read.read(this));
            }
            return values;
        }
    }

    /** A text that is compared as bytes, and made a string only when it is asked for. Not thread-safe. */
    static final class Text {
        private static final int FACTOR = 31;

        private final byte[] bytes;
        private final int start;
        private final int end;
        private final int hash;
        private @Nullable String string;

        private Text(byte[] bytes, int start, int end, int hash) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            this.hash = hash;
        }

        private static int hash(int hashBefore, byte next) {
            return FACTOR * hashBefore + next;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Text text
                    && hash == text.hash
                    && Arrays.equals(bytes, start, end, text.bytes, text.start, text.end);
        }

        @Override
        public String toString() {
            String known = string;
            if (known == null) {
                known = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                string = known;
            }
            return known;
        }
    }
}
