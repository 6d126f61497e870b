package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callcard.call.CallId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Cards on PostgreSQL: the product against the floor, and against what one would do without it. */
final class CardOnPostgres {
    static final String FLOOR = "F: one select of a ready card";
    static final String PRODUCT = "Callcard: the card";
    static final String PRODUCT_JSON = "Callcard: the card and its JSON";
    static final String HIBERNATE = "Hibernate, all entities";
    private static final String ROUND_TRIP = "select 1";
    private static final String LOAD_ALL = "JDBC, all rows";
    private static final String SECTIONS = "SQL by section";
    private static final String ONE_STATEMENT = "SQL in one statement";
    private static final int THREADS = 3;

    private final PostgresServer server;
    private final World world;
    private final String schema;
    private final String peers;
    private final Map<Probe, CallId> calls = new EnumMap<>(Probe.class);

    private CardOnPostgres(PostgresServer server, World world, String schema) {
        this.server = server;
        this.world = world;
        this.schema = schema;
        this.peers = schema + "_peers";
    }

    /** Loads a world of so many page views, or takes the one that is there. */
    static CardOnPostgres load(PostgresServer server, int rows, Dataset wanted) throws Exception {
        String schema = "callcard" + rows;
        // In one run with the cards it is there already, and so it is with a folder that is kept.
        Optional<Dataset> kept = kept(server, schema).filter(dataset -> dataset.isMadeLike(wanted));
        World world = World.of(rows, kept.orElse(wanted).end());
        CardOnPostgres bench = new CardOnPostgres(server, world, schema);
        if (kept.isEmpty()) {
            bench.fill(wanted);
        }
        bench.prepare();
        return bench;
    }

    /** On a world that is not kept. */
    static CardOnPostgres load(PostgresServer server, World world) throws Exception {
        CardOnPostgres bench = new CardOnPostgres(server, world, "callcard_small");
        bench.fill(new Dataset("small", world.end()));
        bench.prepare();
        return bench;
    }

    World world() {
        return world;
    }

    String schema() {
        return schema;
    }

    private static Optional<Dataset> kept(PostgresServer server, String schema) throws SQLException {
        try (Connection connection = server.connect()) {
            return Query.list(
                            connection,
                            "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = ?",
                            rows -> Optional.ofNullable(rows.getString(1)),
                            schema)
                    .stream()
                    .flatMap(Optional::stream)
                    .map(Dataset::parse)
                    .findFirst();
        }
    }

    private void fill(Dataset dataset) throws Exception {
        Progress.say(schema + ": " + world.viewCount() + " page views, " + world.callCount() + " calls, "
                + world.customers().size() + " customers");
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String name : List.of(schema, peers)) {
                statement.execute("drop schema if exists " + name + " cascade");
                statement.execute("create schema " + name);
            }
            connection.setSchema(peers);
            PeerTables.fill(connection, world);
            Progress.say("  the peers' tables are filled");
            try (HikariDataSource pool =
                    PostgresServer.pool(server.dataSource(), THREADS, "set synchronous_commit = off")) {
                Loader.load(Product.on(pool, schema, world.end()), world, THREADS);
            }
            Progress.say("  the product's are filled");
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
            statement.execute("comment on schema " + schema + " is '" + dataset.text() + "'");
        }
    }

    private void prepare() throws Exception {
        try (HikariDataSource pool = server.pool(2);
                Connection connection = server.connect()) {
            Product product = Product.on(pool, schema, world.end());
            Map<Probe, byte[]> cards = new EnumMap<>(Probe.class);
            for (Probe probe : Probe.values()) {
                if (!world.customers().contains(probe.customer())) {
                    continue;
                }
                calls.put(probe, product.newestCall(probe.customer()));
                cards.put(probe, Product.json(product.card(call(probe))));
                Progress.say("  " + probe.title() + ": " + cards.get(probe).length + " bytes of JSON");
            }
            connection.setSchema(peers);
            PeerTables.fillBlobs(connection, world, cards);
            try (Statement statement = connection.createStatement()) {
                statement.execute("vacuum analyze blob");
            }
        }
    }

    /** What all ways say of a customer; throws if they do not say the same. */
    Facts agreed(Probe probe) throws Exception {
        try (HikariDataSource pool = server.pool(2);
                HikariDataSource peerPool = server.pool(2);
                Connection connection = server.connect();
                Hibernate hibernate = new Hibernate(peerPool, peers, world.end())) {
            connection.setSchema(peers);
            JdbcPeers jdbc = new JdbcPeers(connection, world.end());
            Map<String, Facts> facts = new HashMap<>();
            facts.put(PRODUCT, Facts.of(Product.on(pool, schema, world.end()).card(call(probe))));
            facts.put(HIBERNATE, hibernate.card(probe).facts());
            facts.put(LOAD_ALL, jdbc.loadAll(probe).facts());
            facts.put(SECTIONS, jdbc.sections(probe).facts());
            facts.put(ONE_STATEMENT, OneStatement.facts(jdbc.oneStatement(probe)));
            if (facts.values().stream().distinct().count() > 1) {
                throw new IllegalStateException("the cards of " + probe.title() + " differ: " + facts);
            }
            return facts.values().iterator().next();
        }
    }

    /** Measures the quick ways by turns, then the slow ones, each time beside the floor. */
    Samples measure(Probe probe, int iterations) throws Exception {
        try (HikariDataSource pool = server.pool(2);
                HikariDataSource peerPool = server.pool(2);
                Connection connection = server.connect();
                Hibernate hibernate = new Hibernate(peerPool, peers, world.end())) {
            connection.setSchema(peers);
            JdbcPeers jdbc = new JdbcPeers(connection, world.end());
            Product product = Product.on(pool, schema, world.end());
            CallId call = call(probe);
            Variant floor = new Variant(FLOOR, jdbc::floor);
            Variant card = new Variant(PRODUCT, at -> product.card(call));
            List<Variant> quick = List.of(
                    new Variant(ROUND_TRIP, at -> jdbc.roundTrip()),
                    floor,
                    card,
                    new Variant(PRODUCT_JSON, at -> Product.json(product.card(call))),
                    new Variant(SECTIONS, jdbc::sections),
                    new Variant(ONE_STATEMENT, jdbc::oneStatement));
            List<Variant> slow =
                    List.of(floor, card, new Variant(LOAD_ALL, jdbc::loadAll), new Variant(HIBERNATE, hibernate::card));
            boolean heavy = probe == Probe.HEAVIEST;
            return Samples.measure(quick, probe, heavy ? 100 : 500, iterations)
                    .and(Samples.measure(
                            slow, probe, heavy ? 10 : 300, heavy ? Math.max(5, iterations / 10) : iterations));
        }
    }

    /** The floor and the card of this world, to be measured beside those of another one. */
    List<Variant> withFloor(Connection connection, DataSource source) throws SQLException {
        connection.setSchema(peers);
        JdbcPeers jdbc = new JdbcPeers(connection, world.end());
        return List.of(
                new Variant(FLOOR + " of " + schema, jdbc::floor),
                new Variant(PRODUCT + " of " + schema, reader(source)));
    }

    /** What the database does for a card of the product. */
    Effort effort(Probe probe, String planning) throws Exception {
        return Effort.of(server, schema, planning, this::reader, probe);
    }

    /** How often a card makes the client wait for the server. */
    List<Integer> roundTrips(Probe probe) throws Exception {
        try (CountingProxy proxy = new CountingProxy(server.port());
                HikariDataSource pool = PostgresServer.pool(PostgresServer.dataSource(proxy.port()), 2, "select 1")) {
            Variant.Action card = reader(pool);
            List<Integer> turns = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                proxy.reset();
                card.run(probe);
                turns.add(proxy.reset());
            }
            return turns;
        }
    }

    private Variant.Action reader(DataSource source) {
        Product product = Product.on(source, schema, world.end());
        return probe -> product.card(call(probe));
    }

    private CallId call(Probe probe) {
        CallId call = calls.get(probe);
        if (call == null) {
            throw new IllegalStateException("no call of " + probe.title());
        }
        return call;
    }
}
