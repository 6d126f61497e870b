package dev.callcard.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures cards on PostgreSQL and prints what was seen. */
final class CardReport {
    private CardReport() {}

    static void run(PostgresServer server, Options options, Dataset wanted) throws Exception {
        Map<Integer, Map<Probe, Samples[]>> all = new LinkedHashMap<>();
        MarkdownTable effort = new MarkdownTable(
                "What PostgreSQL does for a card of the product",
                "page views",
                "customer",
                "plans",
                "statements",
                "buffers",
                "rows read",
                "rows returned",
                "round trips");
        for (int rows : options.rows()) {
            CardOnPostgres bench = CardOnPostgres.load(server, rows, wanted);
            Map<Probe, Samples[]> samples = new LinkedHashMap<>();
            all.put(rows, samples);
            for (Probe probe : Probe.values()) {
                Progress.say("  " + probe.title() + ": all say " + bench.agreed(probe));
                samples.put(probe, bench.measure(probe, options.iterations()));
                List<Integer> trips = bench.roundTrips(probe);
                for (String planning : List.of("force_generic_plan", "force_custom_plan")) {
                    Effort seen = bench.effort(probe, planning);
                    effort.row(
                            rows,
                            probe.title(),
                            planning.split("_")[1],
                            seen.statements(),
                            seen.buffers(),
                            seen.rowsRead(),
                            seen.rowsReturned(),
                            trips.get(trips.size() - 1));
                }
            }
            print(rows, samples);
        }
        effort.print();
        growth(all);
    }

    private static void print(int rows, Map<Probe, Samples[]> samples) {
        MarkdownTable table = new MarkdownTable(
                "Card on PostgreSQL, " + rows
                        + " page views: median of the ratios to the floor of the same turn (p50 ms, p99 ms)",
                "way",
                "median customer",
                "top 1 %",
                "heaviest");
        Samples[] first = samples.values().iterator().next();
        for (int group = 0; group < first.length; group++) {
            for (String name : first[group].names()) {
                if (group > 0 && first[0].names().contains(name)) {
                    continue;
                }
                int at = group;
                table.row(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(name),
                                samples.values().stream().map(groups -> cell(groups[at], name)))
                        .toArray());
            }
        }
        table.print();
        MarkdownTable faster = new MarkdownTable(
                "How many times faster the product's card is", "than", "median customer", "top 1 %", "heaviest");
        for (int group = 0; group < first.length; group++) {
            for (String name : first[group].names()) {
                if (!name.startsWith("Callcard")
                        && !(group > 0 && first[0].names().contains(name))) {
                    int at = group;
                    faster.row(java.util.stream.Stream.concat(
                                    java.util.stream.Stream.of(name),
                                    samples.values().stream()
                                            .map(groups -> groups[at].ratio(name, CardOnPostgres.PRODUCT)))
                            .toArray());
                }
            }
        }
        faster.print();
    }

    private static String cell(Samples samples, String name) {
        return "%s (%s, %s)"
                .formatted(
                        MarkdownTable.number(samples.ratio(name, CardOnPostgres.FLOOR)),
                        MarkdownTable.number(samples.p50(name)),
                        MarkdownTable.number(samples.p99(name)));
    }

    private static void growth(Map<Integer, Map<Probe, Samples[]>> all) {
        List<Integer> sizes = List.copyOf(all.keySet());
        if (sizes.size() < 2) {
            return;
        }
        MarkdownTable table = new MarkdownTable(
                "Growth from " + sizes.get(0) + " page views: card to floor there, over card to floor here",
                "page views",
                "median customer",
                "top 1 %",
                "heaviest");
        for (int size : sizes.subList(1, sizes.size())) {
            table.row(java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(size),
                            java.util.Arrays.stream(Probe.values())
                                    .map(probe -> toFloor(all, size, probe) / toFloor(all, sizes.get(0), probe)))
                    .toArray());
        }
        table.print();
    }

    private static double toFloor(Map<Integer, Map<Probe, Samples[]>> all, int rows, Probe probe) {
        return java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(all.get(rows)).get(probe))[0].ratio(
                CardOnPostgres.PRODUCT, CardOnPostgres.FLOOR);
    }
}
