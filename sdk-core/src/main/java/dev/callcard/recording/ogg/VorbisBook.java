package dev.callcard.recording.ogg;

import static dev.callcard.recording.ogg.VorbisSetup.check;
import static dev.callcard.recording.ogg.VorbisSetup.width;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;

/**
 * A codebook of a Vorbis stream, checked (Vorbis I, 3.2.1).
 *
 * @param values how many values it has; 0 if it has none
 */
record VorbisBook(int dimensions, int entries, int values) {
    static final int LONGEST_WORD = 32;
    static final int MOST_ENTRIES = 1 << 14;

    private static final int SYNC = 0x564342;
    /** Word lengths, words and both sides of the tree, twice as long as there are entries. */
    private static final int NUMBERS_PER_ENTRY = 6;

    /** What the decoder keeps of it, in numbers of four bytes. */
    long numbers() {
        return (long) entries * NUMBERS_PER_ENTRY + 2L * values;
    }

    static VorbisBook read(Bits bits) throws UnreadableAudioException {
        check(bits.small(24) == SYNC, "codebook");
        int dimensions = bits.small(16);
        int entries = bits.small(24);
        check(dimensions >= 1 && entries >= 1 && entries <= MOST_ENTRIES, "size of a codebook");
        checkWords(bits, entries);
        int lookup = bits.small(4);
        check(lookup <= 2, "values of a codebook");
        if (lookup == 0) {
            return new VorbisBook(dimensions, entries, 0);
        }
        int values = dimensions * entries; // 30 bits at the most
        check(values <= VorbisSetup.MOST_NUMBERS, "size of a codebook");
        bits.skip(2 * 32);
        int width = bits.small(4) + 1;
        bits.skip(1);
        bits.skip((long) width * (lookup == 1 ? perDimension(entries, dimensions) : values));
        return new VorbisBook(dimensions, entries, values);
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
}
