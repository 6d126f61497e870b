package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host's URL, session and server say never changes what is kept; what would is refused. */
class MariaDbTest {
    private static final String TRICKY = "C:\\new 'and' \"old\" 100% -- ${call} ? :call \\' 😀";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&useServerPrepStmts=true",
                "&rewriteBatchedStatements=true",
                "&useBulkStmts=true",
                "&useBulkStmtsForInserts=false",
                "&useAffectedRows=true",
                "&allowMultiQueries=true",
                "&transformedBitIsBoolean=false&tinyInt1isBit=false",
                "&connectionCollation=utf8mb4_general_ci",
                "&sessionVariables=time_zone='+13:00'",
                "&timezone=-05:00",
                "&sessionVariables=sql_mode='STRICT_ALL_TABLES,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'",
                "&sessionVariables=tx_isolation='SERIALIZABLE'",
                "&autocommit=false"
            })
    void optionsOfTheUrlChangeNothing(String options) {
        DataSource source = MariaDbServer.dataSource(MariaDbServer.newDatabase() + "?user=root" + options);
        try (JdbcStorage storage = migrated(source)) {
            storage.projects().create(World.PROJECT.id(), World.PROJECT.settings());
            assertThat(storage.projects().create(World.PROJECT.id(), World.PROJECT.settings()))
                    .isFalse();
            World world = new World(options.hashCode(), "", 3);
            List<CallState> reports = world.reports(20);
            List<VisitEvent> events = world.events(60);
            merge(storage, reports);
            storage.visits().append(World.PROJECT, events, Fingerprints.NONE);
            assertThat(merge(storage, reports)).extracting(Merged::status).containsOnly(Status.UNCHANGED);
            assertThat(storage.visits().append(World.PROJECT, events, Fingerprints.NONE))
                    .containsOnly(Status.UNCHANGED);
            CallReport tricky = CallReport.builder("p", TRICKY)
                    .startedAt(Instant.parse("2041-07-01T12:00:00.123456Z"))
                    .department(TRICKY)
                    .build();
            CallId id = merge(storage, List.of(tricky.toState())).get(0).id();
            Call call = storage.calls().find(World.PROJECT.id(), id).orElseThrow();
            assertThat(call.key().providerCallId()).isEqualTo(TRICKY);
            assertThat(call.facts().department()).contains(TRICKY);
            assertThat(call.facts().times().startedAt()).isEqualTo(Instant.parse("2041-07-01T12:00:00.123456Z"));
            assertThat(storage.recount(World.PROJECT.id())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-03-29T01:30:00.000001Z",
                "2038-01-19T03:14:08Z",
                "9998-12-31T23:59:59Z"
            })
    void instantsAreKeptInUtcToTheMicrosecond(Instant start) throws Exception {
        String database = MariaDbServer.newDatabase();
        DataSource east = MariaDbServer.dataSource(database + "?user=root&sessionVariables=time_zone='+02:00'");
        DataSource west = MariaDbServer.dataSource(database + "?user=root&timezone=-05:00");
        try (JdbcStorage writer = migrated(east);
                JdbcStorage reader = migrated(west)) {
            writer.projects().create(World.PROJECT.id(), World.PROJECT.settings());
            CallReport report = CallReport.builder("p", "1").startedAt(start).build();
            CallId id = merge(writer, List.of(report.toState())).get(0).id();
            assertThat(reader.calls()
                            .find(World.PROJECT.id(), id)
                            .orElseThrow()
                            .facts()
                            .times()
                            .startedAt())
                    .isEqualTo(start);
        }
        try (Connection connection = east.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select date_format(started_at, '%Y-%m-%dT%H:%i:%s.%fZ') from callcard_call")) {
            result.next();
            assertThat(Instant.parse(result.getString(1))).isEqualTo(start);
        }
    }

    @Test
    void theConnectionsOwnDatabaseMayHaveAnyName() throws Exception {
        execute("create database `Odd``Name-1`");
        DataSource source = new TestPool(MariaDbServer.dataSource("?user=root")) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setCatalog("Odd`Name-1");
                return connection;
            }
        };
        try (JdbcStorage storage = migrated(source)) {
            assertThat(storage.projects().create(World.PROJECT.id(), World.PROJECT.settings()))
                    .isTrue();
        }
    }

    @Test
    void aConnectionWithoutADatabaseIsToldToNameOne() {
        assertThatThrownBy(() -> migrated(MariaDbServer.dataSource("?user=root")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("schema(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NO_ENGINE_SUBSTITUTION", "STRICT_TRANS_TABLES,EMPTY_STRING_IS_NULL"})
    void aSessionThatChangesWhatItCannotKeepIsRefused(String mode) {
        DataSource source = MariaDbServer.dataSource(
                MariaDbServer.newDatabase() + "?user=root&sessionVariables=sql_mode='" + mode + "'");
        assertThatThrownBy(() -> migrated(source))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STRICT_TRANS_TABLES");
    }

    @Test
    void whatCallsItselfMySqlIsRefused() {
        DataSource source = MariaDbServer.dataSource(MariaDbServer.newDatabase() + "?user=root&useMysqlMetadata=true");
        assertThatThrownBy(() -> migrated(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MySQL is another product");
    }

    @Test
    void aHostsTransactionThatMightReadWhatWasIsRefused() throws Exception {
        DataSource source = MariaDbServer.dataSource(MariaDbServer.newDatabase() + "?user=root");
        try (JdbcStorage storage = migrated(source);
                Connection connection = source.getConnection()) {
            storage.projects().create(World.PROJECT.id(), World.PROJECT.settings());
            connection.setAutoCommit(false);
            Storage view = storage.withConnection(connection);
            List<CallState> reports = new World(1, "", 1).reports(1);
            assertThatThrownBy(() -> merge(view, reports))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ_COMMITTED");
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(merge(view, reports)).isNotEmpty();
            connection.rollback();
        }
    }

    @Test
    void whatTheHostSetIsLeftAsItWas() throws Exception {
        DataSource pool = new TestPool(MariaDbServer.dataSource(MariaDbServer.newDatabase() + "?user=root"));
        try (JdbcStorage storage = migrated(pool)) {
            storage.projects().create(World.PROJECT.id(), World.PROJECT.settings());
        }
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    @Test
    void itsNumbersAreUnderstood() {
        assertThat(Failures.wasInTheWay(new SQLException("", "40001", 1213))).isTrue();
        assertThat(Failures.wasInTheWay(new SQLException("", "HY000", 1205))).isTrue();
        assertThat(Failures.wasInTheWay(new SQLException("", "HY000", 1290))).isFalse();
        assertThat(Failures.translate("x", new SQLException("", "HY000", 1290)))
                .isInstanceOf(dev.callcard.error.UnavailableException.class);
        assertThat(Failures.translate("x", new SQLException("", "HY000", 9999)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Failures.isDuplicate(new SQLException("", "23000", 1062))).isTrue();
        assertThat(Failures.isDuplicate(new SQLException("", "23000", 1048))).isFalse();
    }

    private static JdbcStorage migrated(DataSource source) {
        return JdbcStorage.builder(source)
                .schemaMode(SchemaMode.MIGRATE)
                .recordings(Databases.recordings())
                .build();
    }

    private static List<Merged> merge(Storage storage, List<CallState> states) {
        return storage.calls().merge(World.PROJECT, Call.Origin.API, states, World.START, Fingerprints.NONE);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = MariaDbServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
