package dev.callcard.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many rows a second each way takes, batch by batch, all ways by turns. */
final class Rates {
    private final Map<String, List<Double>> perSecond = new LinkedHashMap<>();

    /** Measures one batch. */
    void time(String name, int rows, Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        perSecond.computeIfAbsent(name, way -> new ArrayList<>()).add(rows / seconds);
    }

    void print(String title, String base) {
        MarkdownTable table = new MarkdownTable(title, "way", "rows/s", "% of " + base, "times Callcard");
        perSecond.forEach((name, values) ->
                table.row(name, Math.round(median(values)), 100 * ratio(name, base), ratio(name, "Callcard")));
        table.print();
    }

    /** The median of the ratios of batches that were measured in the same turn. */
    private double ratio(String name, String base) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(of(name).size(), of(base).size()); i++) {
            ratios.add(of(name).get(i) / of(base).get(i));
        }
        return median(ratios);
    }

    private List<Double> of(String name) {
        List<Double> values = perSecond.get(name);
        if (values == null) {
            throw new IllegalArgumentException("not measured: " + name);
        }
        return values;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** What is measured. */
    interface Action {
        void run() throws Exception;
    }
}
