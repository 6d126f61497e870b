package dev.callcard.recording.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds decoded samples against those of oggdec. */
final class Comparison implements VorbisDecoder.Samples {
    private final InputStream expected;
    private int channels;
    long samples;
    int largest;
    boolean complete;

    /**
     * Decodes a file, and has oggdec decode it too.
     *
     * @return how many samples both found, and by how much two of them differ at the most
     */
    static Comparison of(Path file) throws IOException, InterruptedException {
        Path raw = Path.of(file + ".raw");
        Sound.run("oggdec", "-Q", "-R", "-o", raw.toString(), file.toString());
        try (InputStream expected = new BufferedInputStream(Files.newInputStream(raw), 1 << 16);
                InputStream in = Files.newInputStream(file)) {
            Comparison comparison = new Comparison(expected);
            comparison.complete = new VorbisDecoder(comparison).decode(in);
            assertThat(Files.size(raw)).isEqualTo(comparison.samples * comparison.channels * Short.BYTES);
            return comparison;
        } finally {
            Files.delete(raw);
        }
    }

    private Comparison(InputStream expected) {
        this.expected = expected;
    }

    @Override
    public void begin(int count, int sampleRate) {
        channels = count;
    }

    @Override
    public void add(float[][] values, int from, int count) {
        try {
            for (int at = from; at < from + count; at++) {
                for (int channel = 0; channel < channels; channel++) {
                    int low = expected.read();
                    int other = (short) (low | expected.read() << Byte.SIZE);
                    long own = Math.round(values[channel][at] * 32_768.0);
                    long cut = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, own));
                    largest = Math.max(largest, (int) Math.abs(cut - other));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        samples += count;
    }
}
