package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import dev.callcard.recording.ogg.VorbisHeaders.Identification;

/**
 * Checks the setup header of a Vorbis stream before a decoder sees it, as the Vorbis I specification (section 4.2.4) says it is made, and with
 * limits of our own where that has none: the decoder takes what the header claims at its word, and allocates it.
 */
final class VorbisSetup {
    /** What the decoder keeps of all codebooks and residues, in numbers of four bytes: 4 MB, of which encoders use a fifth at most. */
    static final long MOST_NUMBERS = 1 << 20;
    /** The row of a class word has a header and a reference. */
    private static final int NUMBERS_PER_ROW = 5;

    private static final int MOST_FLOOR_POSITIONS = 63;

    private VorbisSetup() {}

    /**
     * Checks the setup header.
     *
     * @param bits the header behind its name
     * @return the sizes of packets that it sets up
     * @throws UnreadableAudioException if it is wrong, or larger than any that encoders make
     */
    static VorbisPackets check(Bits bits, Identification identification) throws UnreadableAudioException {
        VorbisBook[] books = new VorbisBook[bits.small(8) + 1];
        long numbers = 0;
        for (int i = 0; i < books.length; i++) {
            books[i] = VorbisBook.read(bits);
            numbers += books[i].numbers();
            check(numbers <= MOST_NUMBERS, "size of its codebooks");
        }
        for (int left = bits.small(6) + 1; left > 0; left--) {
            check(bits.small(16) == 0, "time domain transform");
        }
        int floors = bits.small(6) + 1;
        for (int i = 0; i < floors; i++) {
            check(bits.small(16) == 1, "type of a floor");
            checkFloor(bits, books);
        }
        Residue[] residues = new Residue[bits.small(6) + 1];
        for (int i = 0; i < residues.length; i++) {
            residues[i] = residue(bits, books);
        }
        Mapping[] mappings = new Mapping[bits.small(6) + 1];
        for (int i = 0; i < mappings.length; i++) {
            check(bits.small(16) == 0, "type of a mapping");
            mappings[i] = mapping(bits, identification.channels(), floors, residues);
        }
        boolean[] longModes = new boolean[bits.small(6) + 1];
        for (int i = 0; i < longModes.length; i++) {
            longModes[i] = bits.flag();
            check(bits.read(2 * 16) == 0, "mode");
            int mapping = bits.small(8);
            check(mapping < mappings.length, "mode");
            numbers += mappings[mapping].numbers(); // of each mode anew, even if two have the same mapping
            check(numbers <= MOST_NUMBERS, "size of its residues");
            int block = longModes[i] ? identification.longBlock() : identification.shortBlock();
            check(mappings[mapping].fits(block / 2), "range of a residue");
        }
        check(bits.flag(), "end of a header");
        return new VorbisPackets(identification.shortBlock(), identification.longBlock(), longModes);
    }

    private static void checkFloor(Bits bits, VorbisBook[] books) throws UnreadableAudioException {
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

    private static Residue residue(Bits bits, VorbisBook[] books) throws UnreadableAudioException {
        int type = bits.small(16);
        check(type <= 2, "type of a residue");
        int begin = bits.small(24);
        int end = bits.small(24);
        check(begin <= end, "range of a residue");
        bits.skip(24);
        int classes = bits.small(6) + 1;
        int master = bits.small(8);
        check(master < books.length, "codebook of a residue");
        long rows = 1;
        for (int i = 0; i < books[master].dimensions() && rows <= VorbisBook.MOST_ENTRIES; i++) {
            rows *= classes;
            check(classes > 1 || i < VorbisBook.LONGEST_WORD, "classes of a residue");
        }
        check(rows <= books[master].entries(), "classes of a residue");
        int stages = 0;
        for (int i = 0; i < classes; i++) {
            int low = bits.small(3);
            int high = bits.flag() ? bits.small(5) : 0;
            stages += Integer.bitCount(high << 3 | low);
        }
        for (; stages > 0; stages--) {
            int book = bits.small(8);
            check(book < books.length && books[book].values() > 0, "codebook of a residue");
        }
        return new Residue(type, end, rows * (books[master].dimensions() + NUMBERS_PER_ROW));
    }

    private static Mapping mapping(Bits bits, int channels, int floors, Residue[] residues)
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
        int[] channelsOf = new int[submaps];
        if (submaps == 1) {
            channelsOf[0] = channels;
        } else {
            for (int left = channels; left > 0; left--) {
                int submap = bits.small(4);
                check(submap < submaps, "mapping");
                channelsOf[submap]++;
            }
        }
        long numbers = 0;
        int longest = 0;
        for (int submap = 0; submap < submaps; submap++) {
            bits.skip(8);
            int floor = bits.small(8);
            int residue = bits.small(8);
            check(floor < floors && residue < residues.length, "mapping");
            numbers += residues[residue].numbers();
            if (channelsOf[submap] > 0) {
                longest = Math.max(longest, residues[residue].samplesPerChannel(channelsOf[submap]));
            }
        }
        return new Mapping(numbers, longest);
    }

    /** How many bits a number needs. */
    static int width(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number);
    }

    static void check(boolean right, String what) throws UnreadableAudioException {
        if (!right) {
            throw new UnreadableAudioException("The Vorbis stream has a wrong or unusual " + what + ".");
        }
    }

    /**
     * How residues are spread over a spectrum.
     *
     * @param end where it ends; of type 2 in all channels, one after the other
     * @param numbers what the decoder keeps of it
     */
    private record Residue(int type, int end, long numbers) {
        int samplesPerChannel(int channels) {
            return type == 2 ? (end + channels - 1) / channels : end;
        }
    }

    /**
     * What belongs to which channel.
     *
     * @param numbers what the decoder keeps of its residues
     * @param longest the longest of them
     */
    private record Mapping(long numbers, int longest) {
        boolean fits(int spectrum) {
            return longest <= spectrum;
        }
    }
}
