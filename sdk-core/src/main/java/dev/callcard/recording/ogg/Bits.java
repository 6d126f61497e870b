package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;

/** Reads numbers of any width from a Vorbis packet, the lowest bit first. Not thread-safe. */
final class Bits {
    private final byte[] bytes;
    private long next;

    Bits(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The next number.
     *
     * @param width how many bits, from 0 to 32
     */
    long read(int width) throws UnreadableAudioException {
        if (next + width > (long) bytes.length * Byte.SIZE) {
            throw new UnreadableAudioException("A header of the Vorbis stream ends too early.");
        }
        long value = 0;
        for (int i = 0; i < width; i++, next++) {
            int bit = bytes[(int) (next / Byte.SIZE)] >>> (int) (next % Byte.SIZE) & 1;
            value |= (long) bit << i;
        }
        return value;
    }

    /** The next number that fits into an int. */
    int small(int width) throws UnreadableAudioException {
        return (int) read(width);
    }

    boolean flag() throws UnreadableAudioException {
        return read(1) != 0;
    }

    /** Passes over bits. */
    void skip(long bits) throws UnreadableAudioException {
        if (next + bits > (long) bytes.length * Byte.SIZE) {
            throw new UnreadableAudioException("A header of the Vorbis stream ends too early.");
        }
        next += bits;
    }
}
