package dev.callcard.recording.ogg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes Ogg pages and Vorbis headers that no encoder would, but that keep to the rules or nearly do. */
final class Forgery {
    static final int FIRST = 2;
    static final int LAST = 4;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final int serial;
    private int sequence;

    Forgery(int serial) {
        this.serial = serial;
    }

    /** A page of whole packets, each shorter than 65,025 bytes together. */
    Forgery page(int flags, long granule, List<byte[]> packets) {
        ByteArrayOutputStream lacing = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            for (int left = packet.length; left >= 255; left -= 255) {
                lacing.write(255);
            }
            lacing.write(packet.length % 255);
            body.writeBytes(packet);
        }
        return page(flags, granule, lacing.toByteArray(), body.toByteArray());
    }

    /** A page of a packet that goes on: 255 times 255 bytes. */
    Forgery part(int flags, byte[] packet, int from) {
        byte[] lacing = new byte[255];
        Arrays.fill(lacing, (byte) 255);
        return page(flags, -1, lacing, Arrays.copyOfRange(packet, from, from + 255 * 255));
    }

    byte[] file() {
        return file.toByteArray();
    }

    private Forgery page(int flags, long granule, byte[] lacing, byte[] body) {
        ByteBuffer page = ByteBuffer.allocate(27 + lacing.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) flags);
        page.putLong(granule).putInt(serial).putInt(sequence++).putInt(0);
        page.put((byte) lacing.length).put(lacing).put(body);
        Seals.seal(page.array());
        file.writeBytes(page.array());
        return this;
    }

    static byte[] identification(int channels, int rate, int blocks) {
        return new Bits()
                .name(1)
                .put(32, 0)
                .put(8, channels)
                .put(32, rate)
                .put(32, 0)
                .put(32, 0)
                .put(32, 0)
                .put(8, blocks)
                .put(1, 1)
                .bytes();
    }

    static byte[] comment() {
        return new Bits().name(3).put(32, 0).put(32, 0).put(1, 1).bytes();
    }

    /** A setup of so many codebooks of two words, or of 16,384, and of so many modes and submaps that all use the last one. */
    static byte[] setup(int channels, int books, boolean large, int modes, int submaps) {
        Bits bits = new Bits().name(5).put(8, books - 1);
        for (int i = 0; i < books; i++) {
            bits.put(24, 0x564342).put(16, large ? 14 : 1).put(24, large ? 1 << 14 : 2);
            bits.put(1, 1)
                    .put(5, large ? 13 : 0)
                    .put(large ? 15 : 2, large ? 1 << 14 : 2); // ordered, all of one length
            bits.put(4, 0); // no values
        }
        bits.put(6, 0).put(16, 0);
        bits.put(6, 0).put(16, 1).put(5, 0).put(2, 0).put(4, 0);
        bits.put(6, 0).put(16, 0).put(24, 0).put(24, 0).put(24, 0); // a residue of nothing
        bits.put(6, 1).put(8, books - 1).put(4, 0).put(4, 0);
        bits.put(6, 0).put(16, 0).put(1, submaps > 1 ? 1 : 0);
        if (submaps > 1) {
            bits.put(4, submaps - 1);
        }
        bits.put(1, 0).put(2, 0);
        for (int i = 0; i < channels && submaps > 1; i++) {
            bits.put(4, i % submaps);
        }
        for (int i = 0; i < submaps; i++) {
            bits.put(8, 0).put(8, 0).put(8, 0);
        }
        bits.put(6, modes - 1);
        for (int i = 0; i < modes; i++) {
            bits.put(1, 0).put(16, 0).put(16, 0).put(8, 0);
        }
        return bits.put(1, 1).bytes();
    }

    /** Writes numbers of any width, the lowest bit first. */
    static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int current;
        private int used;

        Bits name(int type) {
            put(8, type);
            for (char letter : "vorbis".toCharArray()) {
                put(8, letter);
            }
            return this;
        }

        Bits put(int width, int value) {
            for (int i = 0; i < width; i++) {
                current |= (value >>> i & 1) << used;
                if (++used == Byte.SIZE) {
                    out.write(current);
                    current = 0;
                    used = 0;
                }
            }
            return this;
        }

        byte[] bytes() {
            if (used > 0) {
                out.write(current);
                current = 0;
                used = 0;
            }
            return out.toByteArray();
        }
    }
}
