package dev.callcard.recording;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Port: listens to a recording so that people can see it. Implementations are safe for use by many threads, and need no more
 * memory for a long recording than for a short one.
 */
public interface AudioAnalyzer {
    /**
     * Listens to a whole recording.
     *
     * @param bytes the recording; read to the end, not closed
     * @return what there is to see
     * @throws UnreadableAudioException if it cannot be decoded
     * @throws IOException if the bytes could not be read
     */
    Analysis analyze(InputStream bytes) throws IOException;

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
    record Analysis(
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
        public Analysis {
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
         * @param peaks the greatest loudness of each stretch of {@link Analysis#samplesPerPeak()} samples, from 0 to 255, where
         *     255 is the loudest that a sample can be; at most {@link Analysis#MOST_PEAKS}
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

    /** Audio that cannot be decoded: of another kind, cut off before it begins, damaged, or made to do harm. */
    final class UnreadableAudioException extends IOException {
        private static final long serialVersionUID = 1L;

        /**
         * An exception.
         *
         * @param message why, in words for people; nothing of the audio itself
         */
        public UnreadableAudioException(String message) {
            super(message);
        }

        /**
         * An exception.
         *
         * @param message why, in words for people; nothing of the audio itself
         * @param cause what a decoder threw
         */
        public UnreadableAudioException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
