package dev.callcard.storage.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.FileRecordingStore;
import dev.callcard.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Looks for an erased customer in everything that is on the disk. The same search finds the customer before, so that a search
 * that finds nothing says something.
 */
class ErasureLeavesNoTraceTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void dumpAndFilesShouldHoldNothingOfAnErasedCustomer(Databases databases) throws IOException, SQLException {
        JdbcStorage.Builder builder = databases.builder();
        Path recordings = dir.resolve("recordings");
        try (Storage storage = builder.schemaMode(SchemaMode.MIGRATE)
                .recordings(new FileRecordingStore(recordings))
                .build()) {
            ErasedCustomer customer = new ErasedCustomer(storage);
            customer.live();
            Set<String> before = new TreeSet<>(ErasedCustomer.in(dump(builder)));
            before.addAll(inFiles(recordings));
            // Numbers are kept as +442079460951 alone.
            assertThat(before)
                    .containsAll(ErasedCustomer.TRACES.stream()
                            .filter(trace -> !trace.startsWith("0"))
                            .toList());

            customer.goes();

            assertThat(ErasedCustomer.in(dump(builder))).isEmpty();
            assertThat(inFiles(recordings)).isEmpty();
        }
    }

    @Test
    void filesOfTheEmbeddedDatabaseShouldHoldNothingOnceCompacted() throws Exception {
        String log = inAnotherProcess("live");
        assertThat(inFiles(dir)).contains("442079460951", "203.0.113.77", "voice-of-the-erased");

        log += inAnotherProcess("goes");
        String url = "jdbc:h2:file:" + dir.resolve("callcard");
        try (Connection connection = DriverManager.getConnection(url, "callcard", "");
                Statement statement = connection.createStatement()) {
            ByteArrayOutputStream script = new ByteArrayOutputStream();
            try (ResultSet lines = statement.executeQuery("script")) {
                while (lines.next()) {
                    script.write(lines.getString(1).getBytes(UTF_8));
                }
            }
            assertThat(script.toString(UTF_8)).contains("442079460952");
            assertThat(ErasedCustomer.in(script.toByteArray())).isEmpty();
            statement.execute("shutdown compact");
        }

        assertThat(inFiles(dir)).isEmpty();
        assertThat(log).contains("TRACE").as("a log that tells everything it can");
        assertThat(ErasedCustomer.in(log.getBytes(UTF_8))).isEmpty();
    }

    /** Every row of every table, as a dump has it. */
    private static byte[] dump(JdbcStorage.Builder builder) throws IOException, SQLException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        Tables tables = builder.tables();
        try (Connection connection = builder.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : names(connection, tables)) {
                try (ResultSet rows = statement.executeQuery("select * from " + tables.schema() + "." + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            write(rows, i, dump);
                        }
                    }
                }
            }
        }
        return dump.toByteArray();
    }

    private static void write(ResultSet rows, int column, ByteArrayOutputStream dump) throws IOException, SQLException {
        Object value = rows.getObject(column);
        if (value instanceof byte[] || value instanceof Blob) {
            dump.write(rows.getBytes(column));
        } else if (value != null) {
            dump.write(rows.getString(column).getBytes(UTF_8));
        }
        dump.write('\n');
    }

    private static List<String> names(Connection connection, Tables tables) throws SQLException {
        List<String> names = new ArrayList<>();
        String schema = tables.schema().replaceAll("[\"`]", "");
        boolean isCatalog = tables.dialect() == Dialect.MARIADB;
        try (ResultSet found =
                connection.getMetaData().getTables(isCatalog ? schema : null, isCatalog ? null : schema, null, null)) {
            while (found.next()) {
                if (found.getString("TABLE_NAME").toLowerCase(Locale.ROOT).startsWith(tables.prefix())
                        && found.getString("TABLE_TYPE").contains("TABLE")) {
                    names.add(found.getString("TABLE_NAME"));
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(20);
        return names;
    }

    private static Set<String> inFiles(Path folder) throws IOException {
        Set<String> traces = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                traces.addAll(ErasedCustomer.in(file.toString().getBytes(ISO_8859_1)));
                if (Files.isRegularFile(file)) {
                    traces.addAll(ErasedCustomer.in(Files.readAllBytes(file)));
                }
            }
        }
        return traces;
    }

    /** Runs a part of the customer's life with all logs on, and gives the logs. */
    private String inAnotherProcess(String part) throws IOException, InterruptedException {
        Path log = Files.createTempFile("callcard", ".log");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Life.class.getName(),
                            part,
                            dir.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            String said = Files.readString(log);
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(log);
        }
    }

    /** Runs in a process of its own. */
    static final class Life {
        private Life() {}

        public static void main(String[] arguments) throws IOException {
            LoggerFactory.getLogger(Life.class).trace("on");
            try (Storage storage = JdbcStorage.embedded(Path.of(arguments[1]))) {
                ErasedCustomer customer = new ErasedCustomer(storage);
                if (arguments[0].equals("live")) {
                    customer.live();
                } else {
                    customer.goes();
                }
            }
        }
    }
}
