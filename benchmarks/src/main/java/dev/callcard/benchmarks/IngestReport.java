package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/** How fast the product takes page views and calls, against what PostgreSQL takes at all. */
final class IngestReport {
    private static final String COPY = "COPY";
    private static final String EVENTS = Product.TABLE_PREFIX + "visit_event";
    private static final String CALLS = Product.TABLE_PREFIX + "call";
    private static final String SCHEMA = "callcard_ingest";
    private static final String PLAIN = "callcard_plain";
    private static final int BATCHES = 20;
    private static final int WARM_UPS = 8;

    private final PostgresServer server;
    private final CardOnPostgres loaded;
    private final Instant now;
    private final World known;
    private final World mixed;

    private IngestReport(PostgresServer server, CardOnPostgres loaded) {
        this.server = server;
        this.loaded = loaded;
        // The year after the one that is loaded.
        this.now = loaded.world().end().plus(Duration.ofDays(365));
        this.known = World.of(loaded.world().customers(), now);
        this.mixed = World.of(1_000_000, now);
    }

    static void run(PostgresServer server, CardOnPostgres loaded, boolean ingest, boolean posters) throws Exception {
        IngestReport report = new IngestReport(server, loaded);
        if (ingest) {
            report.views("Page views of customers: sessions and exact counters", views(report.known, view -> true));
            report.views(
                    "Page views of strangers: sessions only",
                    views(report.mixed, view -> !loaded.world().customers().contains(view.customer())));
            report.calls();
        }
        if (posters) {
            report.posters();
        }
    }

    private static List<View> views(World world, Predicate<View> which) {
        return IntStream.range(0, world.viewCount())
                .mapToObj(world::view)
                .filter(which)
                .limit((long) (BATCHES + WARM_UPS) * Loader.BATCH)
                .toList();
    }

    private void views(String title, List<View> views) throws Exception {
        Progress.say(title);
        Rates rates = compare(
                views,
                EVENTS,
                Loader.BATCH,
                BATCHES,
                WARM_UPS,
                (product, batch) -> Loader.accepted(product.views(batch)));
        rates.print(title + ", batches of " + Loader.BATCH, COPY);
    }

    private void calls() throws Exception {
        Progress.say("Calls");
        List<Ring> rings = Loader.rings(mixed, 0, (BATCHES + WARM_UPS) * Loader.BATCH);
        compare(
                        rings,
                        CALLS,
                        Loader.BATCH,
                        BATCHES,
                        WARM_UPS,
                        (product, batch) -> Loader.accepted(product.rings(batch)))
                .print("Calls, batches of " + Loader.BATCH, COPY);
        compare(rings.subList(0, 700), CALLS, 1, 400, 300, (product, batch) -> Loader.accepted(product.rings(batch)))
                .print("Calls one by one, each committed", COPY);
    }

    /** The product first; then the rows that it has stored, batch by batch, into plain tables. */
    private <T> Rates compare(List<T> items, String table, int size, int count, int warmUps, Ingest<T> ingest)
            throws Exception {
        List<List<T>> batches = Clone.batches(items, size);
        String stored = SCHEMA + "." + table;
        Rates rates = new Rates();
        PGSimpleDataSource rewriting = server.dataSource();
        rewriting.setReWriteBatchedInserts(true);
        try (HikariDataSource pool = server.pool(2);
                Connection plain = server.connect();
                Connection rewritten = rewriting.getConnection()) {
            for (String name : List.of("copied", "batched", "rewritten", "deduplicated")) {
                if (name.equals("copied")) {
                    Clone.fresh(plain, PLAIN);
                }
                Clone.table(plain, loaded.schema() + "." + table, PLAIN + "." + name);
            }
            // Once for the rows that the product makes of this, once to be measured.
            Clone.schema(plain, loaded.schema(), SCHEMA);
            String end = Clone.end(plain, stored);
            Product first = Product.on(pool, SCHEMA, now);
            for (List<T> batch : Clone.batches(items, Loader.BATCH < items.size() ? Loader.BATCH : items.size())) {
                ingest.run(first, batch);
            }
            List<List<String>> lines = Clone.batches(Clone.lines(plain, stored, end), size);
            List<List<Object[]>> rows = Clone.batches(Clone.rows(plain, stored, end), size);
            Clone.schema(plain, loaded.schema(), SCHEMA);
            Product product = Product.on(pool, SCHEMA, now);
            try (var statement = plain.createStatement()) {
                statement.execute("checkpoint");
            }
            PlainTable copied = new PlainTable(plain, PLAIN + ".copied", "");
            PlainTable batched = new PlainTable(plain, PLAIN + ".batched", "");
            PlainTable rewrittenTable = new PlainTable(rewritten, PLAIN + ".rewritten", "");
            PlainTable deduplicated = new PlainTable(rewritten, PLAIN + ".deduplicated", " on conflict do nothing");
            for (int i = 0; i < Math.min(Math.min(batches.size(), lines.size()), count + warmUps); i++) {
                int at = i;
                Rates kept = i < warmUps ? new Rates() : rates;
                kept.time(COPY, size, () -> copied.copy(lines.get(at)));
                kept.time("Callcard", size, () -> ingest.run(product, batches.get(at)));
                kept.time("JDBC batch", size, () -> batched.insert(rows.get(at)));
                kept.time("JDBC batch, rewritten by the driver", size, () -> rewrittenTable.insert(rows.get(at)));
                kept.time("the same, on conflict do nothing", size, () -> deduplicated.insert(rows.get(at)));
            }
            redeliver(
                    product,
                    batches.subList(0, Math.min(batches.size(), count + warmUps)),
                    warmUps,
                    size,
                    rates,
                    ingest,
                    deduplicated,
                    rows);
        }
        return rates;
    }

    private <T> void redeliver(
            Product product,
            List<List<T>> batches,
            int warmUps,
            int size,
            Rates rates,
            Ingest<T> ingest,
            PlainTable deduplicated,
            List<List<Object[]>> rows)
            throws Exception {
        List<Facts> before = facts(product);
        for (int i = warmUps; i < Math.min(batches.size(), rows.size()); i++) {
            List<T> batch = batches.get(i);
            List<Object[]> row = rows.get(i);
            rates.time("Callcard, all delivered again", size, () -> ingest.run(product, batch));
            rates.time("on conflict do nothing, all delivered again", size, () -> deduplicated.insert(row));
        }
        if (!before.equals(facts(product)) || !product.recount().isEmpty()) {
            throw new IllegalStateException("a counter has moved: " + product.recount());
        }
        Progress.say("  delivered again: no counter has moved; "
                + rates.ratio("Callcard, all delivered again", "Callcard") + " times as fast as at first");
    }

    private static List<Facts> facts(Product product) {
        List<Facts> facts = new ArrayList<>();
        for (Probe probe : Probe.values()) {
            facts.add(Facts.of(product.card(product.newestCall(probe.customer()))));
        }
        return facts;
    }

    private void posters() throws Exception {
        try (Connection connection = server.connect()) {
            Clone.schema(connection, loaded.schema(), SCHEMA);
            Clone.fresh(connection, PLAIN);
        }
        Posters posters = new Posters(server, SCHEMA, PLAIN, now);
        posters.measure(
                "Single calls",
                CALLS,
                mixed.callCount(),
                index -> mixed.call(index),
                (product, ring) -> product.rings(List.of(ring)));
        posters.measure(
                "Single page views",
                EVENTS,
                mixed.viewCount(),
                index -> mixed.view(index),
                (product, view) -> product.views(List.of(view)));
    }

    /** Hands a batch to the product. */
    interface Ingest<T> {
        void run(Product product, List<T> batch) throws Exception;
    }
}
