package dev.callcard.recording.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.callcard.recording.AudioAnalyzer.Analysis;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However samples arrive, the same is to be seen; a plain program that has all of them agrees. */
class LoudnessProperties {
    private static final int RATE = 1_000;

    @Property(tries = 300)
    void peaksAndSharesShouldNotDependOnHowSamplesArrive(
            @ForAll @IntRange(max = 20_000) int count,
            @ForAll @IntRange(min = 1, max = 3_000) int piece,
            @ForAll int seed) {
        float[][] sound = sound(count, new Random(seed));

        Analysis analysis = analysis(sound, piece);

        assertThat(analysis.samples()).isEqualTo(count);
        assertThat(analysis).isEqualTo(analysis(sound, Math.max(1, count)));
        int perPeak = (int) analysis.samplesPerPeak();
        assertThat(Integer.bitCount(perPeak)).isEqualTo(1);
        for (int channel = 0; channel < 2; channel++) {
            var peaks = analysis.channels().get(channel).peaks();
            assertThat(peaks).hasSize((count + perPeak - 1) / perPeak).hasSizeLessThanOrEqualTo(Analysis.MOST_PEAKS);
            for (int i = 0; i < peaks.size(); i++) {
                float loudest = 0;
                for (int at = i * perPeak; at < Math.min(count, (i + 1) * perPeak); at++) {
                    loudest = Math.max(loudest, Math.abs(sound[channel][at]));
                }
                assertThat(peaks.get(i)).isEqualTo(Math.min(255, Math.round(loudest * 255)));
            }
        }
    }

    @Example
    void voiceAndWhatFollowsItShouldBeSpeech() {
        float[][] sound = new float[2][10 * RATE];
        Random random = new Random(1);
        for (int at = 0; at < 2 * RATE; at++) {
            sound[0][at] = 0.1F * (random.nextInt(3) - 1);
            sound[1][5 * RATE + at] = sound[0][at];
        }

        Analysis analysis = analysis(sound, 77);

        assertThat(analysis.channels())
                .allSatisfy(channel -> assertThat(channel.talkShare()).isCloseTo(0.23, within(0.001)));
        assertThat(analysis.speechShare()).isCloseTo(0.46, within(0.001));
    }

    @Example
    void currentThatNobodyHearsShouldBeSilence() {
        float[][] sound = new float[2][RATE];
        Arrays.fill(sound[0], 0.2F);

        Analysis analysis = analysis(sound, RATE);

        assertThat(analysis.speechShare()).isZero();
        assertThat(analysis.channels().get(0).peaks()).containsOnly(51);
    }

    @Example
    void whatIsNoNumberShouldNotSpoilTheRest() {
        float[][] sound = {
            {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.5F},
            {0, Float.MAX_VALUE, -Float.MAX_VALUE, 0}
        };

        Analysis analysis = analysis(sound, 4);

        assertThat(analysis.channels().get(0).peaks()).containsExactly(0, 255, 255, 128);
        assertThat(analysis.speechShare()).isBetween(0.0, 1.0);
    }

    private static Analysis analysis(float[][] sound, int piece) {
        Loudness loudness = new Loudness();
        loudness.begin(2, RATE);
        for (int at = 0; at < sound[0].length; at += piece) {
            loudness.add(sound, at, Math.min(piece, sound[0].length - at));
        }
        return loudness.analysis(true);
    }

    /** Loud and quiet by turns, in steps that sums of floating numbers do not round. */
    private static float[][] sound(int count, Random random) {
        float[][] sound = new float[2][count];
        for (float[] channel : sound) {
            int loud = 0;
            for (int at = 0; at < count; at++) {
                loud = at % 97 == 0 ? random.nextInt(300) : loud;
                channel[at] = (random.nextInt(2 * loud + 1) - loud) / 256F;
            }
        }
        return sound;
    }
}
