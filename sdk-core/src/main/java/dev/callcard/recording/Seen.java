package dev.callcard.recording;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Remembers keys in 4 MiB, however many they are. Knows every key that it was told. May take another one for known: of a million
 * keys one in 6,000, of ten million one in four, and another one each time. A Bloom filter over ids that are random already.
 */
final class Seen {
    private static final int PLACES = 1 << 25;

    private final BitSet bits = new BitSet(PLACES);
    private final long salt;

    /**
     * Nothing is known.
     *
     * @param salt another one each time
     */
    Seen(long salt) {
        this.salt = salt;
    }

    void add(RecordingStore.Key key) {
        places(key).forEach(bits::set);
    }

    boolean mayHave(RecordingStore.Key key) {
        return places(key).allMatch(bits::get);
    }

    private IntStream places(RecordingStore.Key key) {
        long one = mixed(key.version().getMostSignificantBits() ^ salt);
        long two = mixed(key.version().getLeastSignificantBits() ^ one);
        return IntStream.of((int) one, (int) (one >>> 32), (int) two, (int) (two >>> 32))
                .map(place -> place & PLACES - 1);
    }

    /** Spreads what differs in a few bits over all (the finalizer of MurmurHash3). */
    private static long mixed(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
