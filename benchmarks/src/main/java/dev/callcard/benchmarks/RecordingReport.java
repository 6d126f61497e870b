package dev.callcard.benchmarks;

import dev.callcard.benchmarks.RecordingServer.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** What it costs to serve a large recording, to Jetty's own server of files; and that a small heap is enough. */
final class RecordingReport {
    private static final int RANGE = 64 << 10;
    private static final int WARM_UPS = 3;
    private static final int HEAPS = 32;

    private final long length;
    private final int turns;
    private final int seeks;
    private final Map<Way, RecordingProcess> servers = new EnumMap<>(Way.class);

    private RecordingReport(long length, int turns, int seeks) {
        this.length = length;
        this.turns = turns;
        this.seeks = seeks;
    }

    static void run(long length, int turns, int seeks) throws Exception {
        Path folder = Files.createTempDirectory("recordings");
        try {
            new RecordingReport(length, turns, seeks).run(folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(Path folder) throws Exception {
        Path files = folder.resolve("memory");
        try {
            for (Way way : Way.values()) {
                Progress.say("Recordings: " + way.title());
                Path place = way == Way.CALLCARD_ON_H2 ? folder.resolve("h2") : files;
                RecordingProcess server = RecordingProcess.start(way, place);
                servers.put(way, server);
                if (way.isCallcard()) {
                    roundTrip(way, server);
                }
            }
            Progress.say("Recordings: the whole");
            whole();
            Progress.say("Recordings: ranges");
            ranges();
        } finally {
            for (RecordingProcess server : servers.values()) {
                server.close();
            }
        }
    }

    /** Hands a recording in and reads it again, and sees how much of it the server holds at any time. */
    private void roundTrip(Way way, RecordingProcess server) throws Exception {
        String path = server.path();
        RecordingClient client = server.client();
        check(client.post(path, new Noise(1 << 20), 1 << 20) == 201, "the first upload");
        check(client.get(path, RecordingClient.Sink.NONE) == 200, "the first answer");
        long idle = server.liveHeap();
        HeapPeak up = new HeapPeak(server, length / HEAPS);
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        check(client.post(path, up.watching(new Noise(length), sent), length) == 201, "an upload");
        HeapPeak down = new HeapPeak(server, length / HEAPS);
        MessageDigest given = MessageDigest.getInstance("SHA-256");
        check(client.get(path, down.watching(given)) == 200, "an answer");
        String sum = HexFormat.of().formatHex(sent.digest());
        check(sum.equals(HexFormat.of().formatHex(given.digest())), "what was read again");
        check(sum.equals(HexFormat.of().formatHex(joined(client, path))), "what was read in ranges");
        HeapPeak out = new HeapPeak(server, length / HEAPS);
        MessageDigest shared = MessageDigest.getInstance("SHA-256");
        check(client.get(client.share(path) + "/audio", out.watching(shared)) == 200, "an answer to a share link");
        check(sum.equals(HexFormat.of().formatHex(shared.digest())), "what was read by a share link");
        new MarkdownTable(
                        way.title() + ": " + length / (1 << 20) + " MiB at -Xmx64m",
                        "idle heap MiB",
                        "upload: more at most MiB",
                        "download: more at most MiB",
                        "share link: more at most MiB",
                        "same bytes, whole, in ranges, by share link")
                .row(mib(idle), mib(up.peak() - idle), mib(down.peak() - idle), mib(out.peak() - idle), "yes")
                .print();
    }

    /** The whole in ranges of another length each. */
    private byte[] joined(RecordingClient client, String path) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long offset = 0;
        for (int i = 1; offset < length; i++) {
            int count = (int) Math.min(length - offset, 1_000_003L * i);
            check(client.get(path, offset, count, (bytes, n) -> digest.update(bytes, 0, n)) == 206, "a range");
            offset += count;
        }
        return digest.digest();
    }

    private void whole() throws IOException {
        Map<Way, double[]> cpu = new EnumMap<>(Way.class);
        Map<Way, double[]> clock = new EnumMap<>(Way.class);
        servers.keySet().forEach(way -> cpu.put(way, new double[turns]));
        servers.keySet().forEach(way -> clock.put(way, new double[turns]));
        for (int i = -WARM_UPS; i < turns; i++) {
            for (Way way : turn(i)) {
                RecordingProcess server = server(way);
                long start = System.nanoTime();
                long before = server.cpuNanos();
                check(server.client().get(server.path(), RecordingClient.Sink.NONE) == 200, "an answer");
                if (i >= 0) {
                    double gib = length / (double) (1 << 30);
                    of(cpu, way)[i] = (server.cpuNanos() - before) / 1e6 / gib;
                    of(clock, way)[i] = (System.nanoTime() - start) / 1e6 / gib;
                }
            }
        }
        MarkdownTable table = new MarkdownTable(
                "Serving " + length / (1 << 20) + " MiB, the medians of " + turns + " turns",
                "server",
                "CPU ms per GiB",
                "least",
                "most",
                "to ResourceHandler",
                "to ResourceServlet",
                "clock ms per GiB");
        cpu.forEach((way, values) -> table.row(
                way.title(),
                median(values),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                ratio(values, of(cpu, Way.RESOURCE_HANDLER)),
                ratio(values, of(cpu, Way.RESOURCE_SERVLET)),
                median(of(clock, way))));
        table.print();
    }

    private void ranges() throws IOException {
        Random random = new Random(2);
        Map<Way, double[]> times = new EnumMap<>(Way.class);
        servers.keySet().forEach(way -> times.put(way, new double[seeks]));
        for (int i = -seeks; i < seeks; i++) {
            for (Way way : turn(i)) {
                RecordingProcess server = server(way);
                long offset = (long) (random.nextDouble() * (length - RANGE));
                long start = System.nanoTime();
                check(server.client().get(server.path(), offset, RANGE, RecordingClient.Sink.NONE) == 206, "a range");
                if (i >= 0) {
                    of(times, way)[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        MarkdownTable table = new MarkdownTable(
                "Random ranges of 64 KiB on a connection that is kept, " + seeks + " for each",
                "server",
                "p50 ms",
                "p99 ms",
                "p50 to ResourceHandler",
                "p50 to ResourceServlet",
                "% in 35 to 45 ms");
        times.forEach((way, values) -> table.row(
                way.title(),
                quantile(values, 0.5),
                quantile(values, 0.99),
                quantile(values, 0.5) / quantile(of(times, Way.RESOURCE_HANDLER), 0.5),
                quantile(values, 0.5) / quantile(of(times, Way.RESOURCE_SERVLET), 0.5),
                100.0 * Arrays.stream(values).filter(ms -> ms >= 35 && ms <= 45).count() / seeks));
        table.print();
    }

    /** All ways; each turn begins with another one. */
    private List<Way> turn(int i) {
        List<Way> ways = new ArrayList<>(servers.keySet());
        Collections.rotate(ways, i);
        return ways;
    }

    private RecordingProcess server(Way way) {
        return Objects.requireNonNull(servers.get(way));
    }

    private static double[] of(Map<Way, double[]> values, Way way) {
        return Objects.requireNonNull(values.get(way));
    }

    /** The median of the ratios of each turn. */
    private static double ratio(double[] values, double[] base) {
        return median(IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] / base[i])
                .toArray());
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }

    private static double mib(long bytes) {
        return bytes / (double) (1 << 20);
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what + " is wrong");
        }
    }
}
