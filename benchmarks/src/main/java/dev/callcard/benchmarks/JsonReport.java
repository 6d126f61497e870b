package dev.callcard.benchmarks;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.card.CallCard;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitReport;
import dev.callcard.visit.VisitorId;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What it costs to write a card of 50 sessions of 5 pages and 50 calls, in time of the processor and in memory. */
final class JsonReport {
    private static final String DATABIND = "Jackson databind, times as ready texts";
    private static final Customer CUSTOMER = new Customer(1);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int SESSIONS = 50;
    private static final int PAGES = 5;
    private static final int WARM_UPS = 120;
    private static final int ROUNDS = 120;
    private static final int CARDS = 60;

    private JsonReport() {}

    static void run() throws Exception {
        CallCard card = card();
        byte[] json = Product.json(card);
        JacksonWriter ready = new JacksonWriter(false);
        JacksonWriter formatting = new JacksonWriter(true);
        JacksonCard tree = ready.tree(json);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("Callcard: CardJson", out -> Product.json(card, out));
        ways.put(DATABIND, out -> ready.json(tree, out));
        ways.put("Jackson databind, times as instants", out -> formatting.json(tree, out));
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            way.getValue().write(out);
            if (!ready.same(json, out.toByteArray())) {
                throw new IllegalStateException(way.getKey() + " writes another card");
            }
        }
        print(measure(ways), json.length);
    }

    private static CallCard card() {
        Product product = Product.inMemory(NOW);
        List<CallReport> calls = new ArrayList<>();
        List<VisitReport> views = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Instant start = NOW.minus(Duration.ofHours(10L * (i + 1))).plusMillis(i);
            for (int page = 0; page < PAGES; page++) {
                VisitEvent event = VisitEvent.pageView(
                        "event-" + i + "-" + page,
                        new VisitorId(CUSTOMER.visitor(0)),
                        start.plusSeconds(40L * page),
                        "https://shop.example/catalogue/item-" + (i + page)
                                + (page == 0 ? "?utm_source=google&utm_medium=cpc&utm_campaign=spring" : ""));
                views.add(new VisitReport(
                        event.withTitle(page % 2 == 0 ? "Холодильник " + page : "Refrigerator " + page),
                        Optional.of("Firefox"),
                        Optional.of("203.0.113.7")));
            }
            calls.add(CallReport.builder("provider", "call-" + i)
                    .type(Call.Type.INBOUND)
                    .customerNumber(CUSTOMER.phone())
                    .caller(CUSTOMER.phone())
                    .destination(Ring.DESTINATION)
                    .startedAt(start.plusSeconds(60))
                    .answeredAt(start.plusSeconds(65))
                    .endedAt(start.plusSeconds(125))
                    .visitorId(CUSTOMER.visitor(0))
                    .outcome(Outcome.ANSWERED)
                    .agent(new Call.Agent(Optional.of("agent-1"), Optional.of("Олена Коваль"), Optional.empty()))
                    .build());
        }
        Loader.accepted(product.reports(calls));
        Loader.accepted(product.events(views));
        return product.card(product.newestCall(CUSTOMER));
    }

    /** Microseconds of the processor, and bytes, for a card; each round once for each way. */
    private static Map<String, double[][]> measure(Map<String, Way> ways) throws Exception {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<String, double[][]> rounds = new LinkedHashMap<>();
        ways.keySet().forEach(name -> rounds.put(name, new double[ROUNDS][]));
        long self = Thread.currentThread().getId();
        long bytes = 0;
        // One for all, as a server has one for its connection.
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                long allocated = thread.getThreadAllocatedBytes(self);
                long start = thread.getCurrentThreadCpuTime();
                for (int i = 0; i < CARDS; i++) {
                    out.reset();
                    way.getValue().write(out);
                    bytes += out.size();
                }
                long time = thread.getCurrentThreadCpuTime() - start;
                if (round >= 0) {
                    requireNonNull(rounds.get(way.getKey()))[round] = new double[] {
                        time / 1e3 / CARDS, (double) (thread.getThreadAllocatedBytes(self) - allocated) / CARDS
                    };
                }
            }
        }
        Progress.say("JSON: " + bytes + " bytes written");
        return rounds;
    }

    private static void print(Map<String, double[][]> rounds, int length) {
        MarkdownTable table = new MarkdownTable(
                "JSON of a card of " + length + " bytes", "way", "CPU us", "to databind", "KB allocated");
        double[][] base = requireNonNull(rounds.get(DATABIND));
        rounds.forEach((name, values) -> table.row(
                name,
                median(Arrays.stream(values).mapToDouble(value -> value[0]).toArray()),
                median(java.util.stream.IntStream.range(0, ROUNDS)
                        .mapToDouble(i -> values[i][0] / base[i][0])
                        .toArray()),
                median(Arrays.stream(values)
                        .mapToDouble(value -> value[1] / 1_024)
                        .toArray())));
        table.print();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Writes the card. */
    private interface Way {
        void write(OutputStream out) throws Exception;
    }
}
