package dev.callcard.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long each of several ways took, measured by turns so that all meet the same weather. */
final class Samples {
    private final Map<String, long[]> nanos = new LinkedHashMap<>();
    private final List<Samples> others = new ArrayList<>();

    private Samples() {}

    /** Runs all variants by turns; each turn begins with another one. */
    static Samples measure(List<Variant> variants, Probe probe, int warmUps, int iterations) throws Exception {
        Samples samples = new Samples();
        variants.forEach(variant -> samples.nanos.put(variant.name(), new long[iterations]));
        for (int i = -warmUps; i < iterations; i++) {
            for (int j = 0; j < variants.size(); j++) {
                Variant variant = variants.get(Math.floorMod(i + j, variants.size()));
                long start = System.nanoTime();
                Object result = variant.action().run(probe);
                long time = System.nanoTime() - start;
                Objects.requireNonNull(result);
                if (i >= 0) {
                    samples.of(variant.name())[i] = time;
                }
            }
        }
        return samples;
    }

    /** Adds ways that were measured at another time; what both have is compared within its own. */
    Samples and(Samples other) {
        others.add(other);
        return this;
    }

    List<String> names() {
        return Stream.concat(Stream.of(this), others.stream())
                .flatMap(samples -> samples.nanos.keySet().stream())
                .distinct()
                .toList();
    }

    double p50(String name) {
        return quantile(name, 0.5);
    }

    double p99(String name) {
        return quantile(name, 0.99);
    }

    /** The median of the ratios of each turn. */
    double ratio(String name, String base) {
        Samples both = with(name);
        long[] of = both.of(name);
        long[] to = both.of(base);
        double[] ratios = IntStream.range(0, of.length)
                .mapToDouble(i -> (double) of[i] / to[i])
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    private double quantile(String name, double share) {
        long[] sorted = with(name).of(name).clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1e6;
    }

    private Samples with(String name) {
        return Stream.concat(Stream.of(this), others.stream())
                .filter(samples -> samples.nanos.containsKey(name))
                .findFirst()
                .orElse(this);
    }

    private long[] of(String name) {
        long[] times = nanos.get(name);
        if (times == null) {
            throw new IllegalArgumentException("not measured: " + name);
        }
        return times;
    }
}
