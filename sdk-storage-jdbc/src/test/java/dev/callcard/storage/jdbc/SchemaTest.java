package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.UnavailableException;
import dev.callcard.project.ProjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are never changed unasked, and whoever builds a storage on the wrong ones is told what to do. */
class SchemaTest {
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
        assertThatThrownBy(builder.schemaMode(SchemaMode.VALIDATE)::build).hasMessageContaining("needs version 2");
        builder.schemaMode(SchemaMode.NONE).build().close();
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfTheReleaseBeforeShouldBeBroughtUpToDate(Databases database) throws Exception {
        JdbcStorage.Builder builder = migrated(database);
        Tables tables = builder.tables();
        execute(builder.dataSource(), tables.fill("drop table ${change}", java.util.Map.of()));
        execute(
                builder.dataSource(),
                tables.fill("delete from ${schema_version} where version = 2", java.util.Map.of()));
        assertThatThrownBy(builder.schemaMode(SchemaMode.VALIDATE)::build).hasMessageContaining("have version 1");
        builder.schemaMode(SchemaMode.MIGRATE).build().close();
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
        int count = statements(database.builder()).size();
        for (int done = 1; done <= count; done++) {
            JdbcStorage.Builder builder = database.builder().recordings(Databases.recordings());
            for (String statement : statements(builder).subList(0, done)) {
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

    private static List<String> statements(JdbcStorage.Builder builder) throws SQLException {
        return Migrations.statements(migrations(builder).script("V1__callcard.sql"));
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
