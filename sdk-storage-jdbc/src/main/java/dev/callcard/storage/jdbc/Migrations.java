package dev.callcard.storage.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Makes and checks the tables, from numbered scripts in the jar. */
final class Migrations {
    /** The scripts, oldest first: the name begins with V, the number and two underscores, as Flyway has it. */
    static final List<String> SCRIPTS = List.of(
            "V1__callcard.sql", "V2__change.sql", "V3__recording_life.sql", "V4__reconciliation.sql", "V5__inbox.sql");

    private static final long LOCK = 0x63616c6c63617264L; // "callcard"

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Tables tables;

    Migrations(DataSource dataSource, Dialect dialect, Tables tables) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.tables = tables;
    }

    /** Fails unless the tables are those of this release. */
    void validate() {
        Optional<Integer> version = version();
        if (version.isEmpty()) {
            throw new IllegalStateException("The tables of Callcard are missing in schema " + tables.schema()
                    + " under the prefix " + tables.prefix() + ". Build the storage with SchemaMode.MIGRATE, or run the"
                    + " scripts in dev/callcard/storage/jdbc/" + dialect.folder()
                    + " of the jar with Flyway or by hand.");
        }
        refuseNewer(version.get());
        if (version.get() < SCRIPTS.size()) {
            throw new IllegalStateException("The tables of Callcard have version " + version.get() + ", this release"
                    + " needs version " + SCRIPTS.size() + ". Build the storage with SchemaMode.MIGRATE, or run the"
                    + " newer scripts in dev/callcard/storage/jdbc/" + dialect.folder() + " of the jar.");
        }
    }

    /** Runs the scripts that did not run yet. Two nodes that start at once wait for each other. */
    void migrate() {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                lock(connection);
                if (dialect == Dialect.H2) {
                    // Making a table commits and would free the lock: a second connection does that.
                    try (Connection worker = dataSource.getConnection()) {
                        runMissing(worker);
                    }
                } else {
                    runMissing(connection);
                }
                connection.commit();
            } finally {
                connection.rollback();
                if (dialect == Dialect.MARIADB) {
                    MariaDb.unlock(connection);
                }
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw Failures.translate("migrate the tables", e);
        }
    }

    /** The text of a script with its placeholders filled in. */
    String script(String name) {
        String path = dialect.folder() + "/" + name;
        try (InputStream in = Migrations.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the jar");
            }
            return tables.script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            switch (dialect) {
                case H2 -> {
                    statement.execute(tables.fill(
                            "create table if not exists ${schema_lock} (id integer primary key)", Map.of()));
                    statement.execute(tables.fill("merge into ${schema_lock} (id) key (id) values (1)", Map.of()));
                    statement.execute(tables.fill("select id from ${schema_lock} where id = 1 for update", Map.of()));
                }
                case POSTGRESQL -> statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
                case MARIADB -> MariaDb.lock(connection);
            }
        }
    }

    private void runMissing(Connection connection) throws SQLException {
        int version = version().orElse(0);
        refuseNewer(version);
        for (String script : SCRIPTS.subList(version, SCRIPTS.size())) {
            try (Statement statement = connection.createStatement()) {
                for (String part : statements(script(script))) {
                    statement.execute(part);
                }
            }
        }
    }

    /** The statements of a script. */
    static List<String> statements(String script) {
        String code = script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return code.transform(text -> List.of(text.split(";"))).stream()
                .filter(part -> !part.isBlank())
                .toList();
    }

    private static void refuseNewer(int version) {
        if (version > SCRIPTS.size()) {
            throw new IllegalStateException("The tables of Callcard have version " + version + ", which is newer than"
                    + " this release knows (" + SCRIPTS.size() + "). Use the release that made them, or a later one.");
        }
    }

    /** The version of the tables, on a connection of its own: a failed look would spoil a transaction. */
    private Optional<Integer> version() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        tables.fill("select max(version) as version from ${schema_version}", Map.of()))) {
            result.next();
            int version = result.getInt("version");
            return result.wasNull() ? Optional.empty() : Optional.of(version);
        } catch (SQLException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw Failures.translate("read the version of the tables", e);
        }
    }

    private static boolean isMissing(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("42") || state.startsWith("3F") || state.equals("90079"));
    }
}
