package dev.callcard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.demo.crm.User;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of the demo while several clients hand in calls and visit events, again and again: what was
 * acknowledged must be there after the restart, and once. More kills than in the normal build: {@code
 * -Dcallcard.kills=100}.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("callcard.kills", 3);
    private static final int CLIENTS = 4;
    private static final int BATCH = 5;
    private static final int ACKNOWLEDGED_BEFORE_A_KILL = 20;
    private static final String READY = "Callcard demo is ready: ";
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    /** Ids that the demo said are stored, and ids that were sent with or without an answer. */
    private final Set<String> calls = ConcurrentHashMap.newKeySet();

    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final Set<String> sentCalls = ConcurrentHashMap.newKeySet();
    private final Set<String> sentEvents = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    /** What the demo that runs has said. */
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private Process process;

    @AfterEach
    void leaveNoProcessBehind() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            String url = start();
            checkAll(Client.basic(url, "admin"));
            loadUntilKilled(url);
        }
        String url = start();
        checkAll(Client.basic(url, "admin"));
        process.destroyForcibly().waitFor();

        // The process is gone and its lock with it: count everything again in this one.
        try (DemoServer demo = DemoServer.start(DemoConfig.of(0, folder, Clock.systemUTC()))) {
            assertThat(demo.storage().recount(User.PROJECT)).isEmpty();
        }
    }

    private String start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Ddemo.port=0",
                        "-Ddemo.data=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoCrm.class.getName())
                .redirectErrorStream(true)
                .start();
        log.clear();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread reading = new Thread(() -> read(process.inputReader(), ready), "log of the demo");
        reading.setDaemon(true);
        reading.start();
        return ready.get(2, TimeUnit.MINUTES);
    }

    /** Reads all that the demo says, so that it never waits for a reader; the end of it is the end of the process. */
    private void read(BufferedReader output, CompletableFuture<String> ready) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.add(line);
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()));
                }
            }
            ready.completeExceptionally(new AssertionError("The demo did not start: " + log));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void loadUntilKilled(String url) throws Exception {
        int target = calls.size() + events.size() + ACKNOWLEDGED_BEFORE_A_KILL * BATCH;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                boolean visits = i % 2 == 1;
                loads.add(clients.submit(() -> load(Client.basic(url, "admin"), visits, target)));
            }
            for (Future<Integer> load : loads) {
                load.get(5, TimeUnit.MINUTES);
            }
            process.waitFor();
        } finally {
            clients.shutdownNow();
        }
    }

    /** Hands in until the connection breaks; whoever sees that enough was acknowledged kills the demo amid the others. */
    private int load(Client client, boolean visits, int target) throws InterruptedException {
        for (int batches = 0; ; batches++) {
            int first = next.getAndAdd(BATCH);
            List<String> ids = IntStream.range(first, first + BATCH)
                    .mapToObj(number -> "kill-" + number)
                    .toList();
            (visits ? sentEvents : sentCalls).addAll(ids);
            try {
                HttpResponse<String> answer =
                        client.post(Client.API + (visits ? "visit-events" : "calls"), body(ids, visits));
                assertThat(answer.statusCode())
                        .as(() -> answer.body() + " of a demo that said " + log)
                        .isEqualTo(200);
                assertThat(Client.object(answer).getInt("created")).isEqualTo(BATCH);
                (visits ? events : calls).addAll(ids);
            } catch (IOException e) {
                return batches; // killed: nothing is known of these
            }
            if (calls.size() + events.size() >= target) {
                process.destroyForcibly();
            }
        }
    }

    private static String body(List<String> ids, boolean visits) {
        return ids.stream().map(id -> visits ? event(id) : call(id, START)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String call(String id, Instant start) {
        int number = Integer.parseInt(id.substring("kill-".length()));
        return """
                {"provider":"kill","providerCallId":"%s","type":"INBOUND","startedAt":"%s","answeredAt":"%s","endedAt":"%s",
                 "caller":"020 7946 07%02d","destination":"+442079460800","outcome":"ANSWERED","visitorId":"kill-visitor-%d"}""".formatted(
                        id,
                        start.plusSeconds(number),
                        start.plusSeconds(number + 3),
                        start.plusSeconds(number + 60),
                        number % 7,
                        number % 7);
    }

    private static String event(String id) {
        int number = Integer.parseInt(id.substring("kill-".length()));
        return """
                {"eventId":"%s","visitorId":"kill-visitor-%d","type":"pageView","at":"%s",
                 "url":"https://oakandfern.example/tables?page=%d"}""".formatted(id, number % 7, START.plusSeconds(number), number);
    }

    private void checkAll(Client client) throws Exception {
        Set<String> found = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            String path = Client.API + "calls?limit=500&provider=kill"
                    + cursor.map(value -> "&cursor=" + value).orElse("");
            JsonObject page = client.json(path);
            for (JsonObject call : page.getJsonArray("items").getValuesAs(JsonObject.class)) {
                String started = call.getString("startedAt");
                String id = "kill-" + (Instant.parse(started).getEpochSecond() - START.getEpochSecond());
                assertThat(found.add(id)).as(id + " is there once").isTrue();
                assertThat(call.getInt("talkMs")).isEqualTo(57_000);
            }
            cursor = Optional.ofNullable(page.getString("next", null));
        } while (cursor.isPresent());
        assertThat(found).containsAll(calls);
        assertThat(sentCalls).containsAll(found);
        resend(client, calls, false, "unchanged");
        resend(client, events, true, "unchanged");
        // What got no answer may be there or not; handed in again, it is there once.
        resend(client, sentCalls, false, "accepted");
        resend(client, sentEvents, true, "accepted");
        calls.addAll(sentCalls);
        events.addAll(sentEvents);
    }

    private static void resend(Client client, Set<String> ids, boolean visits, String expected) throws Exception {
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += 1_000) {
            List<String> batch = all.subList(from, Math.min(all.size(), from + 1_000));
            JsonObject result =
                    Client.object(client.post(Client.API + (visits ? "visit-events" : "calls"), body(batch, visits)));
            assertThat(result.getInt("rejected")).isZero();
            if (expected.equals("unchanged")) {
                assertThat(result.getInt("unchanged"))
                        .as("acknowledged, so stored")
                        .isEqualTo(batch.size());
            } else {
                assertThat(result.getInt("created") + result.getInt("unchanged") + result.getInt("updated"))
                        .isEqualTo(batch.size());
            }
        }
    }
}
