package dev.callcard.storage.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An upgrade of the tables is killed in the middle: the next start finishes it, and the data is what it was. */
@Tag("soak")
class UpgradeTest {
    private static final int KILLS = Integer.getInteger("callcard.upgradeKills", 20);
    private static final int LONGEST_RUN_MS = 300;
    private static final int PIECES = 40;
    private static final String GO = "go";

    private final Random random = new Random();

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "H2_AS_IT_COMES", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aKilledUpgradeIsFinishedByTheNextStart(Kind kind) throws Exception {
        try (Database database = kind.make(dir)) {
            Acknowledged acknowledged = new Acknowledged(1);
            try (Node node = database.open()) {
                node.storage().projects().create(Piece.PROJECT.id(), Piece.PROJECT.settings());
                for (int i = 0; i < PIECES; i++) {
                    Piece piece = new Piece(0, acknowledged.next(0));
                    piece.hand(node.storage(), Piece.PROJECT);
                    acknowledged.add(piece);
                }
            }
            int unfinished = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                backToVersionOne(database);
                upgradeAndKill(database);
                unfinished += version(database) == 1 ? 1 : 0;
                try (Node node = database.open()) {
                    assertThat(version(database)).isEqualTo(2);
                    assertThat(acknowledged.missing(Stored.of(database).facts()))
                            .isEmpty();
                    assertThat(node.storage().recount(Piece.PROJECT.id())).isEmpty();
                    new Piece(0, 0).hand(node.storage(), Piece.PROJECT);
                }
            }
            Report.line(kind + ", upgrade", KILLS + " kills", unfinished + " before its end", "0 lost");
        }
    }

    private void upgradeAndKill(Database database) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpgradeTest.class.getName(),
                        database.kind().name(),
                        database.url())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(GO);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_RUN_MS)));
        } finally {
            process.toHandle().destroyForcibly();
            process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    /** As the release before left them. */
    private static void backToVersionOne(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    List.of("drop table callcard_change", "delete from callcard_schema_version where version = 2")) {
                statement.execute(sql);
            }
        }
    }

    private static int version(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select max(version) from callcard_schema_version")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** The application that is killed; one that was faster than its killer just ends. */
    public static void main(String[] arguments) {
        System.out.println(GO);
        System.out.flush();
        Kind.valueOf(arguments[0]).open(arguments[1]).close();
    }
}
