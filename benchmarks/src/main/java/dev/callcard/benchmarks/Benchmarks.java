package dev.callcard.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Measures everything that is asked for and prints Markdown. */
public final class Benchmarks {
    /** What lies in the tables before the first row of the ingest benchmarks. */
    private static final int INGEST_ROWS = 100_000;

    private static final long RECORDING_BYTES = 1L << 30;
    private static final int RECORDING_TURNS = 15;
    private static final int RECORDING_SEEKS = 5_000;
    private static final int H2_ROWS = 100_000;

    private Benchmarks() {}

    /**
     * Runs the benchmarks.
     *
     * @param args see {@code docs/benchmarks.md}
     * @throws Exception if something cannot be measured
     */
    public static void main(String... args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        Progress.say("begin");
        System.out.printf(
                "%s, %d cores, Java %s%n",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        if (options.keep().isPresent()) {
            Files.createDirectories(options.keep().get());
        }
        if (options.measures("json")) {
            JsonReport.run();
        }
        if (options.measures("ogg")) {
            OggReport.run();
        }
        if (options.measures("recordings")) {
            RecordingReport.run(RECORDING_BYTES, RECORDING_TURNS, RECORDING_SEEKS);
        }
        if (options.databases().contains("postgresql")
                && (options.measures("card")
                        || options.measures("ingest")
                        || options.measures("posters")
                        || options.measures("sweep"))) {
            Optional<Path> folder = options.keep().map(dir -> dir.resolve("postgresql"));
            try (PostgresServer server = PostgresServer.start(folder)) {
                Dataset wanted = Dataset.now();
                if (options.measures("card")) {
                    CardReport.run(server, options, wanted);
                }
                if (options.measures("sweep")) {
                    SweepReport.run(server);
                }
                if (options.measures("ingest") || options.measures("posters")) {
                    CardOnPostgres loaded = CardOnPostgres.load(server, INGEST_ROWS, wanted);
                    IngestReport.run(server, loaded, options.measures("ingest"), options.measures("posters"));
                }
            }
        }
        if (options.databases().contains("h2") && options.measures("card")) {
            try (CardOnH2 bench = CardOnH2.load(World.of(H2_ROWS, Dataset.now().end()))) {
                bench.report(options.iterations());
            }
        }
        Progress.say("done");
    }
}
