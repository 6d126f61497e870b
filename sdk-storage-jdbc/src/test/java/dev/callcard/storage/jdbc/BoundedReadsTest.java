package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.paging.PageRequest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On PostgreSQL a card is one round trip, and each of its statements reads few rows however much there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundedReadsTest {
    private static final long MOST_ROWS = 1_000;
    private static final Instant NOW = Heavy.START.plus(Duration.ofDays(29));

    private final String schema = Postgres.newSchema();
    private final JdbcStorage storage = JdbcStorage.builder(Postgres.dataSource())
            .schema(schema)
            .schemaMode(SchemaMode.MIGRATE)
            .recordings(Databases.recordings())
            .build();
    private Optional<CallId> call = Optional.empty();
    private Optional<CustomerId> customer = Optional.empty();

    @BeforeAll
    void fill() throws Exception {
        long start = System.nanoTime();
        call = Optional.of(Heavy.fill(storage));
        System.out.println("filled in " + Duration.ofNanos(System.nanoTime() - start));
        customer = storage.calls().find(Heavy.PROJECT.id(), call.get()).map(known -> known.customer());
        try (Connection connection = Postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Test
    void theHeavyCustomerIsCountedRight() {
        CardFacts facts = storage.cards().load(request(true, Optional.empty())).orElseThrow();
        assertThat(facts.totals().calls()).isEqualTo(Heavy.CALLS);
        assertThat(facts.totals().sessions()).isEqualTo(Heavy.SESSIONS);
        assertThat(facts.totals().callsInPeriod()).isEqualTo(Heavy.CALLS);
        assertThat(facts.totals().pageViewsInPeriod()).isEqualTo((long) Heavy.SESSIONS * Heavy.PAGES);
        assertThat(facts.topPages()).hasSize(5);
        assertThat(facts.sessions().items())
                .hasSize(50)
                .extracting(CallCard.SessionEntry::calls)
                .allSatisfy(calls -> assertThat(calls).isNotEmpty());
        assertThat(facts.calls().items()).hasSize(50);
        assertThat(storage.recount(Heavy.PROJECT.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,false,force_custom_plan",
        "true,true,force_custom_plan",
        "false,false,force_custom_plan",
        "false,true,force_custom_plan",
        "true,false,force_generic_plan",
        "true,true,force_generic_plan",
        "false,false,force_generic_plan",
        "false,true,force_generic_plan",
        "true,false,auto",
        "false,true,auto"
    })
    void everyStatementOfACardReadsFewRows(boolean byCall, boolean ofAgent, String planning) throws Exception {
        Optional<String> agent = ofAgent ? Optional.of("agent3") : Optional.empty();
        CardSql sql =
                CardSql.of(Dialect.POSTGRESQL, new Tables(Dialect.POSTGRESQL, schema, "callcard_"), byCall, ofAgent);
        Params params = JdbcCardStore.params(request(byCall, agent));
        List<String> tooMany = new ArrayList<>();
        StringBuilder counts = new StringBuilder();
        try (Connection connection = Postgres.dataSource().getConnection();
                Statement settings = connection.createStatement()) {
            settings.execute("set plan_cache_mode = " + planning);
            for (Sql statement : sql.inOrder()) {
                long rows = rowsRead(connection, statement, params, planning.equals("auto") ? 8 : 2);
                counts.append(rows).append(' ');
                if (rows > MOST_ROWS) {
                    tooMany.add(rows + " rows: " + statement.text());
                }
            }
            settings.execute("reset plan_cache_mode");
        }
        System.out.println("rows " + byCall + " " + ofAgent + " " + planning + ": " + counts);
        assertThat(tooMany).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,false", "true,true", "false,false", "false,true"})
    void aCardIsOneRoundTrip(boolean byCall, boolean ofAgent) throws Exception {
        try (CountingProxy proxy = new CountingProxy(Postgres.port())) {
            PGSimpleDataSource direct = new PGSimpleDataSource();
            direct.setServerNames(new String[] {"127.0.0.1"});
            direct.setPortNumbers(new int[] {proxy.port()});
            direct.setUser("postgres");
            direct.setDatabaseName("postgres");
            direct.setSslMode("disable");
            JdbcStorage behind = JdbcStorage.builder(new TestPool(direct))
                    .schema(schema)
                    .recordings(Databases.recordings())
                    .build();
            CardStore.Request request = request(byCall, ofAgent ? Optional.of("agent3") : Optional.empty());
            List<Integer> turns = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                proxy.reset();
                assertThat(behind.cards().load(request)).isPresent();
                turns.add(proxy.reset());
            }
            System.out.println("round trips " + turns);
            assertThat(turns).containsOnly(1);
        }
    }

    @Test
    void cardsAreFast() {
        for (boolean byCall : new boolean[] {true, false}) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 200; i++) {
                long start = System.nanoTime();
                storage.cards().load(request(byCall, Optional.empty()));
                best = Math.min(best, System.nanoTime() - start);
            }
            System.out.println("heavy card, best of 200: " + best / 1_000 + " us");
        }
    }

    private CardStore.Request request(boolean byCall, Optional<String> agent) {
        return new CardStore.Request(
                Heavy.PROJECT.id(),
                byCall ? call : Optional.empty(),
                byCall ? Optional.empty() : customer,
                NOW,
                agent,
                PageRequest.DEFAULT_LIMIT);
    }

    /** How many rows a statement reads, planned several times. */
    static long rowsRead(Connection connection, Sql sql, Params params, int times) throws Exception {
        long rows = 0;
        // EXPLAIN EXECUTE plans a prepared statement the way the driver's named statements are planned.
        String text = sql.text();
        int number = 0;
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '?') {
                numbered.append('$').append(++number);
            } else {
                numbered.append(text.charAt(i));
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("prepare bounded as " + numbered);
            String arguments = String.join(
                    ", ",
                    sql.names().stream().map(name -> literal(params, name)).toList());
            for (int i = 0; i < times; i++) {
                try (ResultSet result = statement.executeQuery("explain (analyze, format json) execute bounded"
                        + (arguments.isEmpty() ? "" : "(" + arguments + ")"))) {
                    result.next();
                    try (JsonReader reader = Json.reader(result.getString(1))) {
                        JsonArray plans = reader.readArray();
                        rows = scanned(plans.getJsonObject(0).getJsonObject("Plan"));
                    }
                }
            }
            statement.execute("deallocate bounded");
        }
        return rows;
    }

    private static String literal(Params params, String name) {
        Object value = params.value(name);
        return value instanceof Long ? value.toString() : "'" + value + "'";
    }

    /** The rows that all scans of tables and indexes read, those that a filter threw away included. */
    private static long scanned(JsonObject node) {
        long rows = 0;
        if (node.getString("Node Type").endsWith("Scan")) {
            long loops = node.getJsonNumber("Actual Loops").longValue();
            for (String name : List.of(
                    "Actual Rows",
                    "Rows Removed by Filter",
                    "Rows Removed by Index Recheck",
                    "Rows Removed by Join Filter")) {
                rows += node.containsKey(name)
                        ? Math.round(node.getJsonNumber(name).doubleValue() * loops)
                        : 0;
            }
        }
        for (JsonValue child : node.containsKey("Plans") ? node.getJsonArray("Plans") : JsonValue.EMPTY_JSON_ARRAY) {
            rows += scanned(child.asJsonObject());
        }
        return rows;
    }
}
