package dev.callcard.benchmarks;

/** Numbers that look random and are the same in every run. */
final class Hash {
    private static final long SEED = 0x5DEECE66DL;

    private Hash() {}

    /** Any 64 bits, of any three numbers. */
    static long of(long a, long b, long c) {
        return mix(mix(mix(SEED + a) + b) + c);
    }

    /** A number from 0 up to the bound, which is left out. */
    static int below(int bound, long a, long b, long c) {
        return (int) Long.remainderUnsigned(of(a, b, c), bound);
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
