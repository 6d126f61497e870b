package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.UnavailableException;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables are never changed unasked, and whoever builds a storage on the wrong ones is told what to do. */
class SchemaTest {
    /** The version that looks at every recording there was. */
    private static final int LIFE_OF_RECORDINGS = 3;

    @ParameterizedTest
    @EnumSource
    void validateSaysWhatToDoWhenTheTablesAreMissing(Databases database) {
        JdbcStorage.Builder builder = database.builder().recordings(Databases.recordings());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SchemaMode.MIGRATE");
    }

    @ParameterizedTest
    @EnumSource
    void aNewerVersionIsRefusedAndAnOlderOneNamed(Databases database) throws Exception {
        JdbcStorage.Builder builder = migrated(database);
        String schema = builder.tables().fill("${schema_version}", java.util.Map.of());
        execute(builder.dataSource(), "update " + schema + " set version = version + 97");
        assertThatThrownBy(builder.schemaMode(SchemaMode.VALIDATE)::build).hasMessageContaining("newer");
        assertThatThrownBy(builder.schemaMode(SchemaMode.MIGRATE)::build).hasMessageContaining("newer");
        execute(builder.dataSource(), "update " + schema + " set version = version - 99");
        assertThatThrownBy(builder.schemaMode(SchemaMode.VALIDATE)::build)
                .hasMessageContaining("needs version " + Migrations.SCRIPTS.size());
        builder.schemaMode(SchemaMode.NONE).build().close();
    }

    static Stream<Arguments> pastVersions() {
        return Arrays.stream(Databases.values())
                .flatMap(database -> IntStream.range(1, Migrations.SCRIPTS.size())
                        .mapToObj(version -> Arguments.of(database, version)));
    }

    @ParameterizedTest
    @MethodSource("pastVersions")
    void tablesOfEveryReleaseBeforeShouldBeBroughtUpToDateWithTheirData(Databases database, int version)
            throws Exception {
        JdbcStorage.Builder builder = database.builder().recordings(Databases.recordings());
        for (String statement : statements(builder, version)) {
            execute(builder.dataSource(), statement);
        }
        Recording.Audio audio = PastRows.insert(builder);
        assertThatThrownBy(builder.schemaMode(SchemaMode.VALIDATE)::build)
                .hasMessageContaining("have version " + version);
        Instant before = Instant.now().minusSeconds(1);

        try (JdbcStorage storage = builder.schemaMode(SchemaMode.MIGRATE).build()) {
            Instant after = Instant.now().plusSeconds(1);
            assertThat(storage.projects().find(World.PROJECT.id())).contains(World.PROJECT);
            RecordingCatalog.Entry entry = storage.recordingCatalog()
                    .find(World.PROJECT.id(), audio.key().call())
                    .orElseThrow();
            assertThat(entry)
                    .as("ready, and not analysed")
                    .isEqualTo(RecordingCatalog.Entry.ready(
                            World.PROJECT.id(), audio.key().call(), audio, entry.dueAt()));
            if (version < LIFE_OF_RECORDINGS) {
                assertThat(entry.dueAt().orElseThrow()).isBetween(before, after);
                assertThat(storage.recordingCatalog().claim(after, after.plusSeconds(60), 10))
                        .containsExactly(entry.due(Optional.of(after.plusSeconds(60))));
            }
            assertThat(storage.recordingCatalog().claimReconciliation(after, after.plusSeconds(60)))
                    .contains(World.PROJECT.id());
        }
        builder.schemaMode(SchemaMode.VALIDATE).build().close();
    }

    @ParameterizedTest
    @EnumSource
    void eightNodesThatStartAtOnceMakeTheTablesOnce(Databases database) throws Exception {
        JdbcStorage.Builder builder =
                database.builder().recordings(Databases.recordings()).schemaMode(SchemaMode.MIGRATE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<JdbcStorage>> nodes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                nodes.add(builder::build);
            }
            for (Future<JdbcStorage> node : threads.invokeAll(nodes)) {
                assertThat(node.get().projects().list()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        builder.schemaMode(SchemaMode.VALIDATE).build().close();
    }

    @ParameterizedTest
    @EnumSource
    void twoPrefixesInOneSchemaAreApart(Databases database) {
        JdbcStorage.Builder builder =
                database.builder().recordings(Databases.recordings()).schemaMode(SchemaMode.MIGRATE);
        try (JdbcStorage one = builder.tablePrefix("one_").build();
                JdbcStorage two = builder.tablePrefix("two_").build()) {
            one.projects().create(World.PROJECT.id(), World.PROJECT.settings());
            assertThat(one.projects().list()).containsExactly(ProjectId.of("shop"));
            assertThat(two.projects().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDropScriptLeavesNothing(Databases database) throws Exception {
        JdbcStorage.Builder builder = migrated(database);
        String script = migrations(builder).script("drop__callcard.sql");
        execute(builder.dataSource(), script);
        assertThatThrownBy(builder.schemaMode(SchemaMode.VALIDATE)::build).hasMessageContaining("missing");
        builder.schemaMode(SchemaMode.MIGRATE).build().close();
    }

    /** PostgreSQL makes tables within a transaction. */
    @ParameterizedTest
    @EnumSource(names = {"H2_MEMORY", "MARIADB"})
    void aMigrationThatWasKilledAnywhereIsFinishedByTheNext(Databases database) throws Exception {
        int count = statements(database.builder(), Migrations.SCRIPTS.size()).size();
        for (int done = 1; done <= count; done++) {
            JdbcStorage.Builder builder = database.builder().recordings(Databases.recordings());
            for (String statement :
                    statements(builder, Migrations.SCRIPTS.size()).subList(0, done)) {
                execute(builder.dataSource(), statement);
            }
            try (JdbcStorage storage = builder.schemaMode(SchemaMode.MIGRATE).build()) {
                assertThat(storage.projects().list()).isEmpty();
            }
            builder.schemaMode(SchemaMode.VALIDATE).build().close();
        }
    }

    @Test
    void namesOfTablesCannotCarrySql() {
        JdbcStorage.Builder builder = JdbcStorage.builder(new JdbcDataSource());
        assertThatThrownBy(() -> builder.tablePrefix("x; drop")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.schema("a.b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.tablePrefix("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsUnavailable() {
        JdbcDataSource nowhere = new JdbcDataSource();
        nowhere.setURL("jdbc:h2:tcp://127.0.0.1:1/nothing");
        assertThatThrownBy(JdbcStorage.builder(nowhere).recordings(Databases.recordings())::build)
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void textThatADatabaseCannotKeepIsInvalidAndHarmless() {
        SQLException failure = new SQLException("value +442079460958 is bad", "22021");
        assertThat(Failures.translate("merge calls", failure))
                .isInstanceOf(dev.callcard.error.InvalidInputException.class);
        RuntimeException other = Failures.translate("merge calls", new SQLException("+442079460958", "42601"));
        assertThat(other).hasMessageContaining("42601").hasMessageNotContaining("+44");
        assertThat(other.getCause()).hasMessageNotContaining("+44");
    }

    /** The statements of the first scripts. */
    private static List<String> statements(JdbcStorage.Builder builder, int scripts) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String script : Migrations.SCRIPTS.subList(0, scripts)) {
            statements.addAll(Migrations.statements(migrations(builder).script(script)));
        }
        return statements;
    }

    private static Migrations migrations(JdbcStorage.Builder builder) throws SQLException {
        try (Connection connection = builder.dataSource().getConnection()) {
            return new Migrations(builder.dataSource(), Dialect.of(connection), builder.tables());
        }
    }

    private static JdbcStorage.Builder migrated(Databases database) {
        JdbcStorage.Builder builder =
                database.builder().recordings(Databases.recordings()).schemaMode(SchemaMode.MIGRATE);
        builder.build().close();
        return builder;
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String part : sql.split(";")) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        }
    }
}
