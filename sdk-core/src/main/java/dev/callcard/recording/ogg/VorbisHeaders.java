package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks the headers of a Vorbis stream before a decoder sees them, as the Vorbis I specification (section 4.2) says they are made, and with
 * limits of our own where it has none: the decoder takes what headers claim at their word, and allocates it.
 */
final class VorbisHeaders {
    private static final byte[] NAME = "vorbis".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_CHANNELS = 8;
    private static final int HIGHEST_RATE = 192_000;
    private static final int SMALLEST_BLOCK = 6;
    private static final int LARGEST_BLOCK = 13;
    private static final int BOOK_SYNC = 0x564342;
    private static final int LONGEST_WORD = 32;
    private static final int MOST_ENTRIES = 1 << 14;
    private static final int MOST_VALUES = 1 << 18;
    private static final int MOST_FLOOR_POSITIONS = 63;

    private VorbisHeaders() {}

    /** What the identification header says. */
    record Identification(int channels, int sampleRate) {}

    /** Whether a packet is the header of a type: 1 identification, 3 comment, 5 setup. */
    static boolean is(int type, byte[] packet) {
        return packet.length > NAME.length
                && packet[0] == type
                && Arrays.equals(packet, 1, 1 + NAME.length, NAME, 0, NAME.length);
    }

    static Identification identification(byte[] packet) throws UnreadableAudioException {
        Bits bits = body(1, packet);
        long version = bits.read(32);
        int channels = bits.small(8);
        long rate = bits.read(32);
        bits.skip(3 * 32);
        int small = bits.small(4);
        int large = bits.small(4);
        check(version == 0, "version");
        check(channels >= 1 && channels <= MOST_CHANNELS, "number of channels");
        check(rate >= 1 && rate <= HIGHEST_RATE, "sample rate");
        check(small >= SMALLEST_BLOCK && small <= large && large <= LARGEST_BLOCK, "size of blocks");
        check(bits.flag(), "end of a header");
        return new Identification(channels, (int) rate);
    }

    /** A comment header without comments, in place of one whose texts nobody needs here. */
    static byte[] emptyComment() {
        byte[] packet = new byte[1 + NAME.length + 4 + 4 + 1];
        packet[0] = 3;
        System.arraycopy(NAME, 0, packet, 1, NAME.length);
        packet[packet.length - 1] = 1;
        return packet;
    }

    static void checkSetup(byte[] packet, int channels) throws UnreadableAudioException {
        Bits bits = body(5, packet);
        Book[] books = new Book[bits.small(8) + 1];
        long values = 0;
        for (int i = 0; i < books.length; i++) {
            books[i] = book(bits);
            values += books[i].values();
            check(values <= MOST_VALUES, "size of its codebooks");
        }
        for (int left = bits.small(6) + 1; left > 0; left--) {
            check(bits.small(16) == 0, "time domain transform");
        }
        int floors = bits.small(6) + 1;
        for (int i = 0; i < floors; i++) {
            check(bits.small(16) == 1, "type of a floor");
            checkFloor(bits, books);
        }
        int residues = bits.small(6) + 1;
        for (int i = 0; i < residues; i++) {
            check(bits.small(16) <= 2, "type of a residue");
            checkResidue(bits, books);
        }
        int mappings = bits.small(6) + 1;
        for (int i = 0; i < mappings; i++) {
            check(bits.small(16) == 0, "type of a mapping");
            checkMapping(bits, channels, floors, residues);
        }
        for (int left = bits.small(6) + 1; left > 0; left--) {
            bits.skip(1);
            check(bits.read(2 * 16) == 0 && bits.small(8) < mappings, "mode");
        }
        check(bits.flag(), "end of a header");
    }

    private static Book book(Bits bits) throws UnreadableAudioException {
        check(bits.small(24) == BOOK_SYNC, "codebook");
        int dimensions = bits.small(16);
        int entries = bits.small(24);
        check(dimensions >= 1 && entries >= 1 && entries <= MOST_ENTRIES, "size of a codebook");
        checkWords(bits, entries);
        int lookup = bits.small(4);
        check(lookup <= 2, "values of a codebook");
        if (lookup == 0) {
            return new Book(dimensions, entries, false);
        }
        check((long) dimensions * entries <= MOST_VALUES, "size of a codebook");
        bits.skip(2 * 32);
        int width = bits.small(4) + 1;
        bits.skip(1);
        bits.skip((long) width * (lookup == 1 ? perDimension(entries, dimensions) : (long) dimensions * entries));
        return new Book(dimensions, entries, true);
    }

    /** The words must make a whole tree: the decoder walks one without asking whether there is a branch. */
    private static void checkWords(Bits bits, int entries) throws UnreadableAudioException {
        long room = 1L << LONGEST_WORD;
        int used = 0;
        if (bits.flag()) {
            int length = bits.small(5) + 1;
            for (int entry = 0; entry < entries; length++) {
                int number = bits.small(width(entries - entry));
                check(entry + number <= entries && length <= LONGEST_WORD, "words of a codebook");
                room -= (long) number << LONGEST_WORD - length;
                entry += number;
                used += number;
            }
        } else {
            boolean sparse = bits.flag();
            for (int entry = 0; entry < entries; entry++) {
                if (!sparse || bits.flag()) {
                    room -= 1L << LONGEST_WORD - (bits.small(5) + 1);
                    used++;
                }
            }
        }
        check(used == 1 || used > 1 && room == 0, "words of a codebook");
    }

    private static void checkFloor(Bits bits, Book[] books) throws UnreadableAudioException {
        int[] classes = new int[bits.small(5)];
        int most = -1;
        for (int i = 0; i < classes.length; i++) {
            classes[i] = bits.small(4);
            most = Math.max(most, classes[i]);
        }
        int[] dimensions = new int[most + 1];
        for (int i = 0; i <= most; i++) {
            dimensions[i] = bits.small(3) + 1;
            int subclasses = bits.small(2);
            if (subclasses > 0) {
                check(bits.small(8) < books.length, "codebook of a floor");
            }
            for (int left = 1 << subclasses; left > 0; left--) {
                check(bits.small(8) - 1 < books.length, "codebook of a floor");
            }
        }
        bits.skip(2);
        int width = bits.small(4);
        int positions = 0;
        boolean[] taken = new boolean[1 << width];
        taken[0] = true;
        for (int used : classes) {
            for (int left = dimensions[used]; left > 0; left--) {
                int position = bits.small(width);
                check(++positions <= MOST_FLOOR_POSITIONS && !taken[position], "positions of a floor");
                taken[position] = true;
            }
        }
    }

    private static void checkResidue(Bits bits, Book[] books) throws UnreadableAudioException {
        long begin = bits.read(24);
        long end = bits.read(24);
        check(begin <= end && end <= (long) MOST_CHANNELS << LARGEST_BLOCK - 1, "range of a residue");
        bits.skip(24);
        int classes = bits.small(6) + 1;
        int master = bits.small(8);
        check(master < books.length, "codebook of a residue");
        long words = 1;
        for (int i = 0; i < books[master].dimensions() && words <= MOST_ENTRIES; i++) {
            words *= classes;
        }
        check(words <= books[master].entries(), "classes of a residue");
        int stages = 0;
        for (int i = 0; i < classes; i++) {
            int low = bits.small(3);
            int high = bits.flag() ? bits.small(5) : 0;
            stages += Integer.bitCount(high << 3 | low);
        }
        for (; stages > 0; stages--) {
            int book = bits.small(8);
            check(book < books.length && books[book].hasValues(), "codebook of a residue");
        }
    }

    private static void checkMapping(Bits bits, int channels, int floors, int residues)
            throws UnreadableAudioException {
        int submaps = bits.flag() ? bits.small(4) + 1 : 1;
        if (bits.flag()) {
            int width = width(channels - 1);
            for (int left = bits.small(8) + 1; left > 0; left--) {
                int magnitude = bits.small(width);
                int angle = bits.small(width);
                check(magnitude != angle && magnitude < channels && angle < channels, "coupling of channels");
            }
        }
        check(bits.small(2) == 0, "mapping");
        if (submaps > 1) {
            for (int left = channels; left > 0; left--) {
                check(bits.small(4) < submaps, "mapping");
            }
        }
        for (; submaps > 0; submaps--) {
            bits.skip(8);
            check(bits.small(8) < floors && bits.small(8) < residues, "mapping");
        }
    }

    /** The greatest number whose power does not exceed the number of entries. */
    private static long perDimension(int entries, int dimensions) {
        int root = (int) Math.floor(Math.pow(entries, 1.0 / dimensions));
        while (power(root + 1, dimensions, entries) <= entries) {
            root++;
        }
        while (power(root, dimensions, entries) > entries) {
            root--;
        }
        return root;
    }

    private static long power(int base, int exponent, int enough) {
        long value = 1;
        for (int i = 0; i < exponent && value <= enough && base > 1; i++) {
            value *= base;
        }
        return value;
    }

    /** How many bits a number needs. */
    private static int width(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number);
    }

    private static Bits body(int type, byte[] packet) throws UnreadableAudioException {
        check(is(type, packet), "order of headers");
        Bits bits = new Bits(packet);
        bits.skip((long) (1 + NAME.length) * Byte.SIZE);
        return bits;
    }

    private static void check(boolean right, String what) throws UnreadableAudioException {
        if (!right) {
            throw new UnreadableAudioException("The Vorbis stream has a wrong or unusual " + what + ".");
        }
    }

    private record Book(int dimensions, int entries, boolean hasValues) {
        long values() {
            return hasValues ? (long) dimensions * entries : 0;
        }
    }
}
