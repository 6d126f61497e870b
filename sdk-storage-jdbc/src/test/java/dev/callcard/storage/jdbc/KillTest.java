package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

/** Nothing that was acknowledged is lost, and nothing is left half done, when the process of the host is killed. */
class KillTest {
    private static final int KILLS = 3;
    private static final int LEAST = 60;

    @TempDir
    Path dir;

    @Test
    void killedThreeTimesTheEmbeddedStorageLosesNothing() throws Exception {
        killThreeTimes(dir.toString());
    }

    @Test
    void killedThreeTimesMariaDbLosesNothing() throws Exception {
        killThreeTimes(MariaDbServer.url(MariaDbServer.newDatabase() + "?user=root"));
    }

    private static void killThreeTimes(String where) throws Exception {
        List<CallId> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeAndKill(where, "run" + kill));
            awaitEnd(where);
            try (JdbcStorage storage = open(where)) {
                assertThat(acknowledged)
                        .allSatisfy(id -> assertThat(storage.calls().find(World.PROJECT.id(), id))
                                .isPresent());
                assertThat(storage.recount(World.PROJECT.id())).isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * LEAST);
    }

    private static List<CallId> writeAndKill(String where, String run) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        where,
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<CallId> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                acknowledged.add(CallId.parse(line).orElseThrow());
                if (acknowledged.size() == LEAST) {
                    // By its handle, which leaves the pipe open: what is in it was acknowledged too.
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        return acknowledged;
    }

    private static JdbcStorage open(String where) throws SQLException {
        return where.startsWith("jdbc:")
                ? JdbcStorage.builder(new TestPool(new MariaDbDataSource(where)))
                        .schemaMode(SchemaMode.MIGRATE)
                        .recordings(Databases.recordings())
                        .build()
                : JdbcStorage.embedded(Path.of(where));
    }

    /** Waits until a server has done with what the killed one had sent. */
    private static void awaitEnd(String where) throws SQLException {
        if (!where.startsWith("jdbc:")) {
            return;
        }
        String open = "select count(*) from information_schema.innodb_trx";
        try (Connection connection = new MariaDbDataSource(where).getConnection();
                PreparedStatement statement = connection.prepareStatement(open)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            long left;
            do {
                assertThat(System.nanoTime()).isLessThan(deadline);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    left = result.getLong(1);
                }
            } while (left > 0);
        }
    }

    /** Runs in the process that is killed: merges calls and events, and tells each call that it has merged. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws SQLException {
            JdbcStorage storage = open(arguments[0]);
            storage.projects().create(World.PROJECT.id(), World.PROJECT.settings());
            World world = new World(arguments[1].hashCode(), arguments[1], 3);
            for (int i = 0; ; i++) {
                String id = arguments[1] + "-" + i;
                CallId call = storage.calls()
                        .merge(
                                World.PROJECT,
                                Call.Origin.API,
                                List.of(world.report(id).toState()),
                                World.START,
                                Fingerprints.NONE)
                        .get(0)
                        .id();
                storage.visits()
                        .append(
                                World.PROJECT,
                                List.of(VisitEvent.pageView(
                                        id,
                                        new VisitorId("visitor" + i % 3),
                                        World.START.plusSeconds(i * 600L),
                                        "https://x/")),
                                Fingerprints.NONE);
                System.out.println(call);
                System.out.flush();
            }
        }
    }
}
