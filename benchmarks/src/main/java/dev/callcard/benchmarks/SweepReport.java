package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.ingest.ItemResult;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.recording.Recording;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** How fast recordings go whose time is over, against as many commits of one update with as many files deleted. */
final class SweepReport {
    private static final int RECORDINGS = 4_000;
    private static final int BATCH = 500;
    private static final List<Integer> THREADS = List.of(2, 8);
    private static final ProjectId PROJECT = ProjectId.of("shop");
    private static final Viewer HOST = Viewer.of("host", PROJECT, Viewer.Role.ADMIN);
    private static final Instant RECORDED = Instant.parse("2026-01-10T12:00:00Z");
    private static final byte[] AUDIO = "ID3\u0003 as good as any".getBytes(StandardCharsets.US_ASCII);

    private SweepReport() {}

    static void run(PostgresServer server) throws Exception {
        MarkdownTable report = new MarkdownTable(
                "Recordings whose time is over, deleted a second, on PostgreSQL and files",
                "way",
                "2 threads",
                "8 threads");
        List<Double> product = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        Path folder = Files.createTempDirectory("callcard-sweep");
        try (HikariDataSource pool = server.pool(16)) {
            for (int threads : THREADS) {
                Progress.say("Sweeping, " + threads + " threads");
                String schema = "callcard_sweep_" + threads;
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create schema " + schema);
                }
                product.add(sweep(pool, schema, folder.resolve(schema), threads));
                floor.add(plain(pool, schema, folder.resolve(schema + "_plain"), threads));
            }
        } finally {
            Folders.delete(folder);
        }
        report.row("Callcard", product.get(0), product.get(1));
        report.row("one update, committed, and one file deleted", floor.get(0), floor.get(1));
        report.row("Callcard's share of it", product.get(0) / floor.get(0), product.get(1) / floor.get(1));
        report.print();
    }

    private static double sweep(HikariDataSource pool, String schema, Path folder, int threads) throws Exception {
        try (Storage storage = JdbcStorage.builder(pool)
                .schema(schema)
                .schemaMode(SchemaMode.MIGRATE)
                .recordings(new FileRecordingStore(folder))
                .build()) {
            List<CallId> calls = load(at(storage, RECORDED));
            CallCards later = at(storage, RECORDED.plus(Duration.ofDays(60)));
            double rate = rate(threads, later.recordingWork()::runOne);
            for (CallId call : calls) {
                if (later.recordings().state(HOST, PROJECT, call) != Recording.State.EXPIRED) {
                    throw new IllegalStateException("a recording is still there");
                }
            }
            return rate;
        }
    }

    private static CallCards at(Storage storage, Instant now) {
        return CallCards.builder(storage)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    private static List<CallId> load(CallCards callCards) throws Exception {
        ProjectSettings settings = ProjectSettings.builder("GB")
                .retention(Optional.of(Duration.ofDays(10)))
                .archive(Optional.of(Duration.ofDays(10)))
                .build();
        callCards.projects().create(PROJECT, settings);
        List<CallId> calls = new ArrayList<>();
        for (int from = 0; from < RECORDINGS; from += BATCH) {
            List<CallReport> reports = IntStream.range(from, from + BATCH)
                    .mapToObj(i -> CallReport.builder("bench", "c" + i)
                            .caller("+44207946" + (1_000 + i))
                            .startedAt(RECORDED.minusSeconds(i))
                            .build())
                    .toList();
            for (ItemResult result : callCards.calls().ingest(HOST, PROJECT, Call.Origin.API, reports)) {
                calls.add(CallId.parse(result.id().orElseThrow()).orElseThrow());
            }
        }
        for (CallId call : calls) {
            callCards.recordings().attach(HOST, PROJECT, call, new ByteArrayInputStream(AUDIO));
        }
        // Looked at once, which notes when each expires.
        callCards.recordingWork().runAll();
        return calls;
    }

    private static double plain(HikariDataSource pool, String schema, Path folder, int threads) throws Exception {
        Files.createDirectories(folder);
        String table = schema + ".plain";
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (id integer primary key, state text not null)");
            statement.execute(
                    "insert into " + table + " select i, 'READY' from generate_series(0, " + (RECORDINGS - 1) + ") i");
        }
        for (int i = 0; i < RECORDINGS; i++) {
            Files.write(folder.resolve("f" + i), AUDIO);
        }
        AtomicInteger next = new AtomicInteger();
        return rate(threads, () -> {
            int number = next.getAndIncrement();
            if (number >= RECORDINGS) {
                return false;
            }
            try (Connection connection = pool.getConnection();
                    PreparedStatement update =
                            connection.prepareStatement("update " + table + " set state = 'EXPIRED' where id = ?")) {
                update.setInt(1, number);
                update.executeUpdate();
            }
            Files.delete(folder.resolve("f" + number));
            return true;
        });
    }

    /** How many a second so many threads do until there are no more. */
    private static double rate(int threads, Callable<Boolean> one) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    boolean more = true;
                    while (more) {
                        more = one.call();
                    }
                    return more;
                }));
            }
            for (Future<Boolean> thread : running) {
                thread.get();
            }
            return RECORDINGS / ((System.nanoTime() - start) / 1e9);
        } finally {
            executor.shutdownNow();
        }
    }
}
