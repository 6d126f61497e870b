package dev.callcard.storage.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
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
    private static final int LONGEST_RUN_MS = 1_200;
    private static final int PIECES = 40;
    private static final String GO = "go";
    private static final int NEWEST = 4;
    private static final List<String> BACK_FROM_TWO = List.of("drop table callcard_change");
    private static final List<String> TABLES_OF_THREE =
            List.of("erased", "legal_hold", "audit", "share_link", "discarded_recording", "recording_analysis");
    private static final List<String> COLUMNS_OF_THREE = List.of(
            "state",
            "reason",
            "tries",
            "due_at",
            "removed_by",
            "removed_at",
            "requested_by",
            "requested_at",
            "available_until",
            "analysed");
    /** What could not be empty, with its type on MariaDB. */
    private static final Map<String, String> NEEDED_BEFORE_THREE =
            Map.of("version", "binary(16)", "content_type", "text", "size_bytes", "bigint", "sha256", "text");

    private final Random random = new Random();

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "H2_AS_IT_COMES", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aKilledUpgradeIsFinishedByTheNextStart(Kind kind) throws Exception {
        try (Database database = kind.make(dir)) {
            Acknowledged acknowledged = new Acknowledged(1);
            Recording.Audio audio;
            try (Node node = database.open()) {
                node.storage().projects().create(Piece.PROJECT.id(), Piece.PROJECT.settings());
                for (int i = 0; i < PIECES; i++) {
                    Piece piece = new Piece(0, acknowledged.next(0));
                    piece.hand(node.storage(), Piece.PROJECT);
                    acknowledged.add(piece);
                }
                audio = record(node.storage());
            }
            int unfinished = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                int past = 1 + kill % (NEWEST - 1);
                backTo(past, database);
                upgradeAndKill(database);
                unfinished += version(database) < NEWEST ? 1 : 0;
                try (Node node = database.open()) {
                    assertThat(version(database)).isEqualTo(NEWEST);
                    assertThat(acknowledged.missing(Stored.of(database).facts()))
                            .isEmpty();
                    assertThat(node.storage().recount(Piece.PROJECT.id())).isEmpty();
                    assertThat(node.storage()
                                    .recordingCatalog()
                                    .find(Piece.PROJECT.id(), audio.key().call()))
                            .as("ready, and to be looked at")
                            .hasValueSatisfying(entry -> {
                                assertThat(entry.audio()).contains(audio);
                                assertThat(entry.dueAt()).isPresent();
                            });
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

    /** Gives any call a recording. */
    private static Recording.Audio record(Storage storage) {
        ProjectId project = Piece.PROJECT.id();
        CallId call = storage.log()
                .read(Piece.PROJECT, LogFilter.builder().build(), PageRequest.first(1))
                .items()
                .get(0)
                .call()
                .id();
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(project, call, UUID.randomUUID()),
                "audio/ogg",
                1,
                "0".repeat(64),
                Optional.empty());
        RecordingCatalog.Entry entry = RecordingCatalog.Entry.ready(project, call, audio, Optional.empty());
        storage.recordingCatalog().change(project, call, known -> Optional.of(entry), Optional.empty());
        return audio;
    }

    /** As an earlier release left them. */
    private static void backTo(int past, Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int version = NEWEST; version > past; version--) {
                List<String> back = switch (version) {
                    case 2 -> BACK_FROM_TWO;
                    case 3 -> backFromThree(database.kind());
                    default -> backFromFour(database.kind());
                };
                for (String sql : back) {
                    statement.execute(sql);
                }
                statement.execute("delete from callcard_schema_version where version = " + version);
            }
        }
    }

    private static List<String> backFromThree(Kind kind) {
        List<String> all = new ArrayList<>();
        all.add("drop index callcard_recording_by_due" + (kind == Kind.MARIADB ? " on callcard_recording" : ""));
        for (String table : TABLES_OF_THREE) {
            all.add("drop table callcard_" + table);
        }
        for (String column : COLUMNS_OF_THREE) {
            all.add("alter table callcard_recording drop column " + column);
        }
        all.add("alter table callcard_project drop column inactive_since");
        NEEDED_BEFORE_THREE.forEach((column, type) -> all.add("alter table callcard_recording "
                + (kind == Kind.MARIADB
                        ? "modify column " + column + " " + type + " not null"
                        : "alter column " + column + " set not null")));
        return all;
    }

    private static List<String> backFromFour(Kind kind) {
        return List.of(
                "drop index callcard_project_by_reconcile" + (kind == Kind.MARIADB ? " on callcard_project" : ""),
                "alter table callcard_project drop column reconcile_at");
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
