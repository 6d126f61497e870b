package dev.callcard.benchmarks;

import dev.callcard.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;

/** Cards on H2 in the process, in a file: the product against loading everything. */
final class CardOnH2 implements AutoCloseable {
    static final String LOAD_ALL = "JDBC, all rows";

    private static final String SCHEMA = "callcard";
    private static final String PEERS = "PEERS";
    private static final int THREADS = 2;
    /** H2 gives the last result again when a query is repeated, which would be measured here. */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;LOCK_TIMEOUT=60000;QUERY_CACHE_SIZE=128;MAX_LENGTH_INPLACE_LOB=8192"
                    + ";OPTIMIZE_REUSE_RESULTS=0;CACHE_SIZE=524288";

    private final Path folder;
    private final JdbcConnectionPool pool;
    private final World world;
    private final Map<Probe, CallId> calls = new EnumMap<>(Probe.class);

    private CardOnH2(Path folder, World world) {
        this.folder = folder;
        this.pool = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("cards") + SETTINGS, "sa", "");
        this.world = world;
    }

    /** Loads a world into a database of its own. */
    static CardOnH2 load(World world) throws Exception {
        CardOnH2 bench = new CardOnH2(Files.createTempDirectory("callcard-h2"), world);
        bench.fill();
        return bench;
    }

    private void fill() throws Exception {
        Progress.say("H2: " + world.viewCount() + " page views, " + world.callCount() + " calls");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            // For the time of loading only; what is measured are reads.
            statement.execute("set write_delay 500");
            statement.execute("create schema " + SCHEMA);
            statement.execute("create schema " + PEERS);
            connection.setSchema(PEERS);
            PeerTables.fill(connection, world);
            Progress.say("  the peers' tables are filled");
            Product product = Product.on(pool, SCHEMA, world.end());
            Loader.load(product, world, THREADS);
            statement.execute("set write_delay 0");
            statement.execute("analyze");
            Progress.say("  the product's are filled");
            Map<Probe, byte[]> cards = new EnumMap<>(Probe.class);
            for (Probe probe : Probe.values()) {
                calls.put(probe, product.newestCall(probe.customer()));
                cards.put(probe, Product.json(product.card(call(probe))));
            }
            connection.setSchema(PEERS);
            PeerTables.fillBlobs(connection, world, cards);
            connection.setSchema("PUBLIC");
        }
    }

    void report(int iterations) throws Exception {
        Map<Probe, Samples> all = new LinkedHashMap<>();
        for (Probe probe : Probe.values()) {
            all.put(probe, measure(probe, probe == Probe.HEAVIEST ? Math.min(iterations, 100) : iterations));
        }
        CardReport.print("Card on H2 in the process, " + world.viewCount() + " page views", List.copyOf(all.values()));
    }

    private Samples measure(Probe probe, int iterations) throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setSchema(PEERS);
            JdbcPeers jdbc = new JdbcPeers(connection, world.end());
            Product product = Product.on(pool, SCHEMA, world.end());
            Facts facts = Facts.of(product.card(call(probe)));
            if (!facts.equals(jdbc.loadAll(probe).facts())) {
                throw new IllegalStateException("the cards of " + probe.title() + " differ");
            }
            List<Variant> variants = List.of(
                    new Variant(CardOnPostgres.FLOOR, jdbc::floor),
                    new Variant(CardOnPostgres.PRODUCT, at -> product.card(call(probe))),
                    new Variant(CardOnPostgres.PRODUCT_JSON, at -> Product.json(product.card(call(probe)))),
                    new Variant(LOAD_ALL, jdbc::loadAll));
            Samples samples = Samples.measure(variants, probe, probe == Probe.HEAVIEST ? 30 : 500, iterations);
            connection.setSchema("PUBLIC");
            return samples;
        }
    }

    private CallId call(Probe probe) {
        CallId call = calls.get(probe);
        if (call == null) {
            throw new IllegalStateException("no call of " + probe.title());
        }
        return call;
    }

    @Override
    public void close() throws IOException, SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            // The connection that says it does not survive it.
            Progress.say("H2 is closed");
        }
        pool.dispose();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
