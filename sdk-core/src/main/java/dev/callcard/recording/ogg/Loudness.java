package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees how loud samples are, in memory that does not depend on how many there are: when there are too many peaks, each two become one. Not
 * thread-safe.
 */
final class Loudness implements VorbisDecoder.Samples {
    private static final int LOUDEST = 255;
    /** Speech is looked for in stretches of 20 ms, as speech codecs do. */
    private static final int STRETCHES_PER_SECOND = 50;
    /** Speech is louder than -42 dB of the loudest: well over the noise of telephone lines, well under quiet voices. */
    private static final double SPEECH = Math.pow(10, -42 / 20.0);
    /** The pauses between words and the ends of words belong to speech: 300 ms. */
    private static final int HANGOVER = 15;

    private int rate = 1;
    private long samples;
    private long perPeak = 1;
    private Channel[] channels = {};
    private int stretch = 1;
    private int inStretch;
    private long spoken;

    @Override
    public void begin(int count, int sampleRate) {
        rate = sampleRate;
        stretch = Math.max(1, sampleRate / STRETCHES_PER_SECOND);
        channels = new Channel[count];
        for (int i = 0; i < count; i++) {
            channels[i] = new Channel();
        }
    }

    @Override
    public void add(float[][] values, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end) {
            // Up to the end of a peak or a stretch, whichever comes first, so that the inner loop asks nothing.
            long untilPeak = perPeak - samples % perPeak;
            int run = (int) Math.min(Math.min(end - at, stretch - inStretch), untilPeak);
            for (int i = 0; i < channels.length; i++) {
                channels[i].add(values[i], at, at + run);
            }
            at += run;
            samples += run;
            inStretch += run;
            if (run == untilPeak) {
                endPeak();
            }
            if (inStretch == stretch) {
                endStretch();
            }
        }
    }

    AudioAnalyzer.Analysis analysis(boolean complete) {
        if (samples % perPeak != 0) {
            endPeak();
        }
        if (inStretch > 0) {
            endStretch();
        }
        List<AudioAnalyzer.Analysis.Channel> all = new ArrayList<>();
        for (Channel channel : channels) {
            all.add(channel.result(samples));
        }
        return new AudioAnalyzer.Analysis(rate, samples, perPeak, share(spoken, samples), complete, all);
    }

    private void endPeak() {
        int count = 0;
        for (Channel channel : channels) {
            count = channel.endPeak();
        }
        if (count == AudioAnalyzer.Analysis.MOST_PEAKS) {
            perPeak *= 2;
            for (Channel channel : channels) {
                channel.halve();
            }
        }
    }

    private void endStretch() {
        boolean any = false;
        for (Channel channel : channels) {
            any |= channel.endStretch(inStretch);
        }
        spoken += any ? inStretch : 0;
        inStretch = 0;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static final class Channel {
        private final int[] peaks = new int[AudioAnalyzer.Analysis.MOST_PEAKS];
        private int count;
        private float peak;
        private double sum;
        private double squares;
        private int hangover;
        private long spoken;

        void add(float[] values, int from, int to) {
            float high = peak;
            float low = -peak;
            double all = 0;
            double allSquares = 0;
            for (int i = from; i < to; i++) {
                float value = values[i];
                if (value > high) {
                    high = value;
                } else if (value < low) {
                    low = value;
                }
                all += value;
                allSquares += value * value;
            }
            peak = Math.max(high, -low);
            sum += all;
            squares += allSquares;
        }

        int endPeak() {
            peaks[count++] = Math.min(LOUDEST, Math.round(peak * LOUDEST));
            peak = 0;
            return count;
        }

        void halve() {
            for (int i = 0; i < count / 2; i++) {
                peaks[i] = Math.max(peaks[2 * i], peaks[2 * i + 1]);
            }
            count /= 2;
        }

        boolean endStretch(int length) {
            double energy =
                    squares - sum * sum / length; // without what is the same throughout: that is current, not sound
            hangover = energy >= SPEECH * SPEECH * length ? HANGOVER + 1 : Math.max(0, hangover - 1);
            sum = 0;
            squares = 0;
            spoken += hangover > 0 ? length : 0;
            return hangover > 0;
        }

        AudioAnalyzer.Analysis.Channel result(long samples) {
            List<Integer> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                all.add(peaks[i]);
            }
            return new AudioAnalyzer.Analysis.Channel(all, share(spoken, samples));
        }
    }
}
