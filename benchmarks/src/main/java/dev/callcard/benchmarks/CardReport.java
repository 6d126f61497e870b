package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures cards on PostgreSQL and prints what was seen. */
final class CardReport {
    private static final String[] PROBES = {"median customer", "top 1 %", "heaviest"};

    private CardReport() {}

    static void run(PostgresServer server, Options options, Dataset wanted) throws Exception {
        List<CardOnPostgres> worlds = new ArrayList<>();
        MarkdownTable effort = new MarkdownTable(
                "What PostgreSQL does for a card of the product",
                "page views",
                "customer",
                "plans",
                "statements",
                "planned anew",
                "buffers",
                "rows read",
                "rows returned",
                "round trips");
        for (int rows : options.rows()) {
            CardOnPostgres bench = CardOnPostgres.load(server, rows, wanted);
            List<Samples> samples = new ArrayList<>();
            for (Probe probe : Probe.values()) {
                Progress.say("  " + probe.title() + ": all say " + bench.agreed(probe));
                samples.add(bench.measure(probe, options.iterations()));
                effort(effort, bench, probe, rows);
            }
            worlds.add(bench);
            print("Card on PostgreSQL, " + bench.world().viewCount() + " page views", samples);
        }
        effort.print();
        growth(server, worlds, options.iterations());
    }

    private static void effort(MarkdownTable table, CardOnPostgres bench, Probe probe, int rows) throws Exception {
        List<Integer> trips = bench.roundTrips(probe);
        for (String planning : List.of("force_generic_plan", "force_custom_plan", "auto")) {
            Effort seen = bench.effort(probe, planning);
            table.row(
                    rows,
                    probe.title(),
                    planning.replace("force_", "").replace("_plan", ""),
                    seen.statements(),
                    seen.plans(),
                    seen.buffers(),
                    seen.rowsRead(),
                    seen.rowsReturned(),
                    trips.get(trips.size() - 1));
            if (probe == Probe.HEAVIEST) {
                seen.heaviest().forEach(Progress::say);
            }
        }
    }

    /** One table of how slow all ways are, and one of how much faster than them the product is. */
    static void print(String title, List<Samples> samples) {
        MarkdownTable slow = new MarkdownTable(
                title + ": times the floor, the median of the ratios of each turn (p50 ms, p99 ms)", heads("way"));
        MarkdownTable fast = new MarkdownTable(title + ": how many times faster the product's card is", heads("than"));
        for (String name : samples.get(0).names()) {
            slow.row(row(name, samples, of -> cell(of, name)));
            if (!name.equals(CardOnPostgres.PRODUCT)) {
                fast.row(row(name, samples, of -> of.ratio(name, CardOnPostgres.PRODUCT)));
            }
        }
        slow.print();
        fast.print();
    }

    private static String cell(Samples samples, String name) {
        return "%s (%s, %s)"
                .formatted(
                        MarkdownTable.number(samples.ratio(name, CardOnPostgres.FLOOR)),
                        MarkdownTable.number(samples.p50(name)),
                        MarkdownTable.number(samples.p99(name)));
    }

    /** All worlds by turns, so that they differ in size only. */
    private static void growth(PostgresServer server, List<CardOnPostgres> worlds, int iterations) throws Exception {
        if (worlds.size() < 2) {
            return;
        }
        CardOnPostgres first = worlds.get(0);
        MarkdownTable table = new MarkdownTable(
                "Growth: card to floor, over card to floor at " + first.world().viewCount() + " page views",
                heads("page views"));
        for (CardOnPostgres other : worlds.subList(1, worlds.size())) {
            List<Object> cells = new ArrayList<>(List.of(other.world().viewCount()));
            for (Probe probe : Probe.values()) {
                try (HikariDataSource pool = server.pool(2);
                        Connection small = server.connect();
                        Connection large = server.connect()) {
                    List<Variant> ways = Stream.concat(
                                    first.withFloor(small, pool).stream(), other.withFloor(large, pool).stream())
                            .toList();
                    Samples samples = Samples.measure(ways, probe, 200, iterations);
                    cells.add(samples.ratio(ways.get(3).name(), ways.get(2).name())
                            / samples.ratio(ways.get(1).name(), ways.get(0).name()));
                }
            }
            table.row(cells.toArray());
        }
        table.print();
    }

    private static String[] heads(String first) {
        return new String[] {first, PROBES[0], PROBES[1], PROBES[2]};
    }

    private static Object[] row(String name, List<Samples> samples, Function<Samples, Object> cell) {
        List<Object> cells = new ArrayList<>(List.of(name));
        samples.forEach(of -> cells.add(cell.apply(of)));
        return cells.toArray();
    }
}
