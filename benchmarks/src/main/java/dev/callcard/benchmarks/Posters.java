package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callcard.ingest.ItemResult;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Many threads that hand in one thing at a time and wait until it is on the disk, as many requests at once do. */
final class Posters {
    private static final List<Integer> THREADS = List.of(1, 8, 32);
    private static final int MOST = 32;
    private static final Duration TIME = Duration.ofSeconds(4);

    private final PostgresServer server;
    private final String schema;
    private final String plain;
    private final Instant now;

    Posters(PostgresServer server, String schema, String plain, Instant now) {
        this.server = server;
        this.schema = schema;
        this.plain = plain;
        this.now = now;
    }

    <T> void measure(
            String title, String table, int size, IntFunction<T> items, BiFunction<Product, T, List<ItemResult>> post)
            throws Exception {
        Progress.say(title);
        MarkdownTable report =
                new MarkdownTable(title + ", each committed, by threads", "way", "1", "8", "32", "8 to 1", "32 to 1");
        try (HikariDataSource pool = server.pool(MOST);
                Connection connection = server.connect()) {
            Product product = Product.on(pool, schema, now);
            String stored = schema + "." + table;
            String end = Clone.end(connection, stored);
            Clone.table(connection, stored, plain + "." + table);
            AtomicInteger next = new AtomicInteger();
            Callable<Boolean> toProduct = () -> {
                Loader.accepted(post.apply(product, items.apply(next.getAndIncrement() % size)));
                return true;
            };
            rate(8, toProduct, TIME.dividedBy(2));
            List<StoredRow> rows = Clone.rows(connection, stored, end);
            AtomicInteger row = new AtomicInteger();
            FreshInsert insert = new FreshInsert(connection, plain, table, rows);
            Callable<Boolean> toTable = () -> insert.run(pool, row.getAndIncrement());
            rate(8, toTable, TIME.dividedBy(4));
            report.row(cells("Callcard", toProduct));
            report.row(cells("JDBC insert into one table", toTable));
        }
        report.print();
    }

    private static Object[] cells(String name, Callable<Boolean> action) throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int threads : THREADS) {
            rates.add(rate(threads, action, TIME));
        }
        return new Object[] {
            name, rates.get(0), rates.get(1), rates.get(2), rates.get(1) / rates.get(0), rates.get(2) / rates.get(0)
        };
    }

    /** How often a second so many threads do it. */
    private static double rate(int threads, Callable<Boolean> action, Duration time) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(executor.submit(() -> {
                    int count = 0;
                    while (System.nanoTime() < end) {
                        action.call();
                        count++;
                    }
                    return count;
                }));
            }
            long all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            return all / ((System.nanoTime() - start) / 1e9);
        } finally {
            executor.shutdownNow();
        }
    }
}
