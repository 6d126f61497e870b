package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
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
    private static final String PRODUCT = "Callcard";
    private static final String AGAIN = "Callcard, all delivered again";
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
                views, EVENTS, Loader.BATCH, WARM_UPS, (product, batch) -> Loader.accepted(product.views(batch)));
        rates.print(title + ", batches of " + Loader.BATCH, COPY);
    }

    private void calls() throws Exception {
        Progress.say("Calls");
        List<Ring> rings = Loader.rings(mixed, 0, (BATCHES + WARM_UPS) * Loader.BATCH);
        compare(rings, CALLS, Loader.BATCH, WARM_UPS, (product, batch) -> Loader.accepted(product.rings(batch)))
                .print("Calls, batches of " + Loader.BATCH, COPY);
        compare(rings.subList(0, 600), CALLS, 1, 300, (product, batch) -> Loader.accepted(product.rings(batch)))
                .print("Calls one by one, each committed", COPY);
    }

    /** The product by turns with plain tables, which get the rows that the product makes of the same items. */
    private <T> Rates compare(List<T> items, String table, int size, int warmUps, Ingest<T> ingest) throws Exception {
        Rates rates = new Rates();
        PGSimpleDataSource rewriting = server.dataSource();
        rewriting.setReWriteBatchedInserts(true);
        try (HikariDataSource pool = server.pool(2);
                Connection connection = server.connect();
                Connection rewritten = rewriting.getConnection()) {
            Stored stored = stored(connection, pool, items, table, ingest);
            List<List<String>> lines = Clone.batches(stored.lines(), size);
            List<List<StoredRow>> rows = Clone.batches(stored.rows(), size);
            List<List<T>> batches = Clone.batches(items, size);
            Clone.schema(connection, loaded.schema(), SCHEMA);
            Product product = Product.on(pool, SCHEMA, now);
            PlainTable copied = plain(connection, table, "copied", "");
            PlainTable batched = plain(connection, table, "batched", "");
            PlainTable driver = plain(rewritten, table, "rewritten", "");
            PlainTable deduplicated = plain(rewritten, table, "deduplicated", " on conflict do nothing");
            checkpoint(connection);
            for (int i = 0; i < lines.size(); i++) {
                int at = i;
                Rates kept = i < warmUps ? new Rates() : rates;
                kept.time(COPY, size, () -> copied.copy(lines.get(at)));
                kept.time(PRODUCT, size, () -> ingest.run(product, batches.get(at)));
                kept.time("JDBC batch", size, () -> batched.insert(rows.get(at)));
                kept.time("JDBC batch, rewritten by the driver", size, () -> driver.insert(rows.get(at)));
                kept.time("the same, on conflict do nothing", size, () -> deduplicated.insert(rows.get(at)));
            }
            List<Facts> before = facts(product);
            for (int i = warmUps; i < lines.size(); i++) {
                int at = i;
                rates.time(AGAIN, size, () -> ingest.run(product, batches.get(at)));
                rates.time(
                        "on conflict do nothing, all delivered again", size, () -> deduplicated.insert(rows.get(at)));
            }
            List<String> moved = product.recount();
            if (!before.equals(facts(product)) || !moved.isEmpty()) {
                throw new IllegalStateException("a counter has moved: " + moved);
            }
            Progress.say("  delivered again: no counter has moved");
        }
        return rates;
    }

    /** What the product stores of all items in a storage that is thrown away. */
    private <T> Stored stored(
            Connection connection, HikariDataSource pool, List<T> items, String table, Ingest<T> ingest)
            throws Exception {
        Clone.fresh(connection, PLAIN);
        Clone.schema(connection, loaded.schema(), SCHEMA);
        String name = SCHEMA + "." + table;
        String end = Clone.end(connection, name);
        Product product = Product.on(pool, SCHEMA, now);
        for (List<T> batch : Clone.batches(items, Math.min(Loader.BATCH, items.size()))) {
            ingest.run(product, batch);
        }
        return new Stored(Clone.lines(connection, name, end), Clone.rows(connection, name, end));
    }

    private PlainTable plain(Connection connection, String table, String name, String suffix) throws Exception {
        Clone.table(connection, loaded.schema() + "." + table, PLAIN + "." + name);
        return new PlainTable(connection, PLAIN + "." + name, suffix);
    }

    private static void checkpoint(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
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

    private record Stored(List<String> lines, List<StoredRow> rows) {}

    /** Hands a batch to the product. */
    interface Ingest<T> {
        void run(Product product, List<T> batch) throws Exception;
    }
}
