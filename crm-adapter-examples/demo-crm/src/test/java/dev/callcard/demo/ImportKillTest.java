package dev.callcard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.log.CallLog;
import dev.callcard.log.LogFilter;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import dev.callcard.telephony.imports.ResumableImport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Kills the process that imports a file, again and again, at any instant: in the end every call is there, once and right, and
 * every wrong line is reported once. With more lines and kills than in the normal build: {@code
 * -Dcallcard.import.lines=1000000 -Dcallcard.import.kills=5}.
 */
class ImportKillTest {
    private static final int LINES = Integer.getInteger("callcard.import.lines", 20_000);
    private static final int KILLS = Integer.getInteger("callcard.import.kills", 2);
    private static final ProjectId SHOP = ProjectId.of("shop");

    @TempDir
    Path folder;

    @Test
    void importIntoH2SurvivesKills() throws Exception {
        importWithKills(folder.resolve("h2").toString());
    }

    @Test
    void importIntoPostgreSqlSurvivesKills() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            importWithKills(server.getJdbcUrl("postgres", "postgres"));
        }
    }

    private void importWithKills(String where) throws Exception {
        ImportLines lines = new ImportLines(LINES);
        Path file = folder.resolve("calls.jsonl");
        lines.write(file);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long started = System.nanoTime();
        for (int kill = 0; kill < KILLS; kill++) {
            int at = (int) ((long) LINES * kill / KILLS) + random.nextInt(Math.max(1, LINES / KILLS - 2_000));
            Process child = start(where, file);
            try {
                importUntil(child, at);
                LockSupport.parkNanos(random.nextInt(100_000_000)); // anywhere in the next batches
            } finally {
                child.destroyForcibly().waitFor();
            }
        }
        Process child = start(where, file);
        List<String> said = importUntil(child, Long.MAX_VALUE);
        assertThat(child.waitFor()).as("%s, seed %s", said, seed).isZero();
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%s: %d lines, %d kills, %.1f s, %.0f lines/s, %s%n",
                where.startsWith("jdbc:") ? "PostgreSQL" : "H2",
                LINES,
                KILLS,
                seconds,
                LINES / seconds,
                said.get(said.size() - 1));
        check(where, lines, "seed " + seed);
        assertThat(Files.readAllLines(folder.resolve("calls.jsonl.rejected.jsonl")))
                .as("seed %s", seed)
                .hasSize(lines.wrong())
                .doesNotHaveDuplicates();
    }

    /** Everything that the log shows, in this process, is held against the file. */
    private static void check(String where, ImportLines lines, String seed) {
        try (JdbcStorage storage = open(where)) {
            CallCards cards = CallCards.builder(storage).build();
            Viewer admin = Viewer.of("admin", SHOP, Viewer.Role.ADMIN);
            BitSet seen = new BitSet();
            Optional<String> cursor = Optional.empty();
            do {
                Page<CallLog.Entry> page =
                        cards.log().read(admin, SHOP, LogFilter.builder().build(), new PageRequest(cursor, 500));
                for (CallLog.Entry entry : page.items()) {
                    Call call = entry.call();
                    lines.check(call);
                    assertThat(seen.get(lines.lineOf(call)))
                            .as("twice: %s, %s", call.key(), seed)
                            .isFalse();
                    seen.set(lines.lineOf(call));
                }
                cursor = page.next();
            } while (cursor.isPresent());
            assertThat(seen.cardinality()).as(seed).isEqualTo(lines.calls());
            assertThat(storage.recount(SHOP)).as(seed).isEmpty();
        }
    }

    /** Reads what the child says until it is behind a line, or ends. */
    private static List<String> importUntil(Process child, long line) throws Exception {
        List<String> said = new ArrayList<>();
        BufferedReader reader = child.inputReader();
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            if (!text.startsWith("at ")) {
                said.add(text);
            } else if (Long.parseLong(text.substring(3)) >= line) {
                return said;
            }
        }
        assertThat(line).as("the child ended early: %s", said).isEqualTo(Long.MAX_VALUE);
        return said;
    }

    private static Process start(String where, Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        where,
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static JdbcStorage open(String where) {
        if (!where.startsWith("jdbc:")) {
            return JdbcStorage.embedded(Path.of(where));
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(where);
        return JdbcStorage.builder(source)
                .recordings(new MemoryStorage(Clock.systemUTC()).recordings())
                .schemaMode(SchemaMode.MIGRATE)
                .build();
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (JdbcStorage storage = open(arguments[0])) {
                CallCards cards = CallCards.builder(storage).build();
                cards.projects().create(SHOP, ProjectSettings.builder("GB").build());
                Viewer importer = Viewer.of("importer", SHOP, Viewer.Role.INTEGRATION);
                ResumableImport.Progress done = ResumableImport.builder(cards, importer, SHOP, Path.of(arguments[1]))
                        .progress(progress -> {
                            System.out.println("at " + progress.counts().lines());
                            System.out.flush();
                        })
                        .build()
                        .calls();
                long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum();
                System.out.println(done.counts() + ", peak heap " + (peak >> 20) + " MB of 256");
            }
        }
    }
}
