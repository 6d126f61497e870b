package dev.callcard.recording;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What there is to see of a recording.
 *
 * @param sampleRate samples per second and channel
 * @param samples samples per channel, exactly
 * @param samplesPerPeak how many samples each peak stands for; the last peak may stand for fewer
 * @param speechShare which part of the time somebody speaks on any channel, from 0 to 1
 * @param complete whether the recording has its end; one that was cut off has not
 * @param channels each channel, 1 or more, in the order of the recording
 */
public record AudioAnalysis(
        int sampleRate,
        long samples,
        long samplesPerPeak,
        double speechShare,
        boolean complete,
        List<Channel> channels) {
    /** The most peaks of a channel. */
    public static final int MOST_PEAKS = 2_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Checks the values. */
    public AudioAnalysis {
        channels = List.copyOf(channels);
        if (sampleRate < 1 || samples < 0 || samplesPerPeak < 1 || channels.isEmpty()) {
            throw new IllegalArgumentException("sampleRate, samplesPerPeak and channels must be 1 or more");
        }
        share(speechShare);
    }

    /**
     * How long the recording plays.
     *
     * @return the length, to the nanosecond before the last sample's end
     */
    public Duration duration() {
        return Duration.ofSeconds(samples / sampleRate, samples % sampleRate * NANOS_PER_SECOND / sampleRate);
    }

    private static void share(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a share must be from 0 to 1");
        }
    }

    /**
     * One channel of a recording. In a stereo recording of a call each channel is one side of it.
     *
     * @param peaks the greatest loudness of each stretch of {@link AudioAnalysis#samplesPerPeak()} samples, from 0 to 255, where
     *     255 is the loudest that a sample can be; at most {@link AudioAnalysis#MOST_PEAKS}
     * @param talkShare which part of the time somebody speaks on this channel, from 0 to 1
     */
    public record Channel(List<Integer> peaks, double talkShare) {
        /** Checks the values. */
        public Channel {
            peaks = List.copyOf(Objects.requireNonNull(peaks, "peaks"));
            share(talkShare);
        }
    }
}
