package dev.callcard.storage.jdbc;

import dev.callcard.recording.AudioAnalyzer.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to see of audio in few bytes: one for each peak. */
final class PackedAnalysis {
    /** Comes first, so that nodes of two releases can read the same table. */
    private static final long FORM = 1;

    private static final int LOUDEST = 255;

    private PackedAnalysis() {}

    static byte[] write(Analysis analysis) {
        return new Packed.Writer()
                .number(FORM)
                .number(analysis.sampleRate())
                .number(analysis.samples())
                .number(analysis.samplesPerPeak())
                .number(Double.doubleToLongBits(analysis.speechShare()))
                .flag(analysis.complete())
                .list(analysis.channels(), PackedAnalysis::write)
                .bytes();
    }

    /** Empty for a form that a later release has brought: it is made of the audio, and can be made again. */
    static Optional<Analysis> read(byte[] bytes) {
        Packed.Reader in = new Packed.Reader(bytes);
        if (in.number() != FORM) {
            return Optional.empty();
        }
        return Optional.of(new Analysis(
                Math.toIntExact(in.number()),
                in.number(),
                in.number(),
                Double.longBitsToDouble(in.number()),
                in.flag(),
                in.list(PackedAnalysis::readChannel)));
    }

    private static void write(Packed.Writer out, Analysis.Channel channel) {
        List<Integer> peaks = channel.peaks();
        byte[] bytes = new byte[peaks.size()];
        for (int i = 0; i < bytes.length; i++) {
            int peak = peaks.get(i);
            if (peak < 0 || peak > LOUDEST) {
                throw new IllegalArgumentException("a peak must be from 0 to " + LOUDEST);
            }
            bytes[i] = (byte) peak;
        }
        out.number(Double.doubleToLongBits(channel.talkShare())).block(bytes);
    }

    private static Analysis.Channel readChannel(Packed.Reader in) {
        double talkShare = Double.longBitsToDouble(in.number());
        byte[] bytes = in.block();
        List<Integer> peaks = new ArrayList<>(bytes.length);
        for (byte peak : bytes) {
            peaks.add(peak & LOUDEST);
        }
        return new Analysis.Channel(peaks, talkShare);
    }
}
