package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What goes through the recordings of all projects, or of a whole one, reads few rows however many there are. */
class RecordingReadsTest {
    private static final ProjectId PROJECT = World.PROJECT.id();
    private static final int RECORDINGS = 6_000;
    private static final int LIMIT = 10;
    private static final long MOST_ROWS = 100;
    private static final Instant NOW = World.START.plusSeconds(RECORDINGS);

    @Test
    void mariaDbReadsFewRows() throws Exception {
        JdbcStorage.Builder builder = filled(Databases.MARIADB);
        try (JdbcStorage storage = builder.build();
                Connection connection = builder.dataSource().getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            ReadCounter counter = new ReadCounter(connection);
            Storage view = storage.withConnection(counter.connection());
            assertThat(view.recordingCatalog().claim(NOW, NOW.plusSeconds(60), LIMIT))
                    .hasSize(LIMIT);
            assertThat(view.recordingCatalog().discarded(LIMIT)).hasSize(LIMIT);
            assertThat(view.recordingCatalog().list(PROJECT, middle(storage)).items())
                    .hasSize(LIMIT);
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(counter.rows())
                    .hasSize(4)
                    .allSatisfy((sql, rows) -> assertThat(rows).as(sql).isLessThanOrEqualTo(MOST_ROWS));
        }
    }

    @Test
    void postgreSqlReadsFewRows() throws Exception {
        JdbcStorage.Builder builder = filled(Databases.POSTGRESQL);
        CatalogSql sql = new CatalogSql(Dialect.POSTGRESQL, builder.tables());
        AudioRows audio = new AudioRows(Dialect.POSTGRESQL, builder.tables(), Clock.systemUTC());
        try (Connection connection = builder.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
            for (String planning : List.of("force_custom_plan", "force_generic_plan")) {
                statement.execute("set plan_cache_mode = " + planning);
                for (Sql read : List.of(sql.due(), audio.discarded(), sql.list())) {
                    assertThat(BoundedReadsTest.rowsRead(connection, read, params(), 2))
                            .as(planning + ": " + read.text())
                            .isBetween((long) LIMIT, MOST_ROWS);
                }
            }
            statement.execute("reset plan_cache_mode");
        }
    }

    @Test
    void h2ReadsAlongIndexes() throws Exception {
        JdbcStorage.Builder builder = filled(Databases.H2_MEMORY);
        CatalogSql sql = new CatalogSql(Dialect.H2, builder.tables());
        AudioRows audio = new AudioRows(Dialect.H2, builder.tables(), Clock.systemUTC());
        assertThat(plan(builder, sql.due()))
                .containsIgnoringCase("recording_by_due")
                .contains("index sorted");
        assertThat(plan(builder, audio.discarded()))
                .containsIgnoringCase("discarded_by_time")
                .contains("index sorted");
        assertThat(plan(builder, sql.list())).contains("index sorted");
    }

    private static String plan(JdbcStorage.Builder builder, Sql sql) throws SQLException {
        Sql explain = new Sql("explain " + sql.text(), sql.names());
        try (Connection connection = builder.dataSource().getConnection();
                Tx tx = new Tx(connection, Dialect.H2)) {
            return tx.list(explain, params(), row -> row.result().getString(1)).stream()
                    .collect(Collectors.joining());
        }
    }

    private static Params params() {
        return Params.of(PROJECT)
                .with("now", NOW)
                .with("after", id(RECORDINGS / 2))
                .with("most", LIMIT);
    }

    private static PageRequest middle(JdbcStorage storage) {
        PageRequest page = new PageRequest(Optional.empty(), PageRequest.MAX_LIMIT);
        return new PageRequest(storage.recordingCatalog().list(PROJECT, page).next(), LIMIT);
    }

    private static JdbcStorage.Builder filled(Databases database) throws SQLException {
        JdbcStorage.Builder builder =
                database.builder().recordings(Databases.recordings()).schemaMode(SchemaMode.MIGRATE);
        builder.build().close();
        Tables tables = builder.tables();
        List<Params> entries = new ArrayList<>();
        List<Params> discarded = new ArrayList<>();
        for (int i = 0; i < RECORDINGS; i++) {
            CallId call = new CallId(id(i));
            RecordingStore.Key key = new RecordingStore.Key(PROJECT, call, id(i));
            Recording.Audio audio = new Recording.Audio(key, "audio/ogg", 1, "0".repeat(64), Optional.empty());
            Instant at = World.START.plusSeconds(i);
            entries.add(EntryRows.params(Entry.ready(PROJECT, call, audio, Optional.of(at))));
            discarded.add(EntryRows.of(key).with("at", at));
        }
        try (Connection connection = builder.dataSource().getConnection();
                Tx tx = new Tx(connection, tables.dialect())) {
            connection.setAutoCommit(false);
            tx.insert(tables.sql(EntryRows.INSERT), entries);
            tx.insert(tables.sql("""
                            insert into ${discarded_recording} (project_id, call_id, version, discarded_at)
                            values (:project, :call, :version, :at)
                            """), discarded);
            connection.commit();
            connection.setAutoCommit(true);
        }
        return builder;
    }

    /** Not in the order in which they are due. */
    private static UUID id(int number) {
        return new UUID(Integer.reverse(number) & 0xffffffffL, number);
    }
}
