package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.access.AccessPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveApiTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String NEW_CALL = "2026-11-23T09:00:00Z";

    private final Hand clock = new Hand();

    @Test
    void listenerShouldHearOfEverythingThatChangesOfACall() {
        try (World world = live();
                Listener listener = Listener.open(world, "supervisor")) {
            String call = Samples.report(world, "c1", "17", NEW_CALL);
            Listener.Event event = listener.next("call", call);
            Contract.check(
                    Contract.resolve(Contract.JSON.createObjectNode().put("$ref", "#/components/schemas/LogItem")),
                    event.data(),
                    "event");
            assertThat(event.data())
                    .isEqualTo(
                            world.supervisor().get(World.API + "/calls").json().at("/items/0"));

            world.supervisor().json("PATCH", World.API + "/calls/" + call + "/annotation", "{\"callRating\": 4}");
            assertThat(listener.next("annotation", call)
                            .data()
                            .get("callRating")
                            .asInt())
                    .isEqualTo(4);
            world.supervisor().json("POST", World.API + "/calls/" + call + "/comments", "{\"text\": \"Hello\"}");
            assertThat(listener.next("annotation", call).data().toString()).doesNotContain("Hello");
            Samples.recording(world, call, 1_000);
            assertThat(listener.next("recording", call)
                            .data()
                            .at("/recording/state")
                            .asText())
                    .isEqualTo("READY");
        }
    }

    @Test
    void agentShouldHearOfOwnCallsOnly() {
        try (World world = live();
                Listener agent = Listener.open(world, "agent");
                Listener supervisor = Listener.open(world, "supervisor")) {
            String others = Samples.report(world, "others", "21", NEW_CALL);
            clock.advance(Duration.ofMillis(1));
            String own = Samples.report(world, "own", "17", NEW_CALL);
            supervisor.next("call", others);
            supervisor.next("call", own);
            assertThat(agent.next().call()).isEqualTo(own);
            assertThat(agent.isSilent()).isTrue();
        }
    }

    @Test
    void listenerShouldMissNothingWhileAway() {
        try (World world = live()) {
            String lastId;
            try (Listener listener = Listener.open(world, "supervisor")) {
                listener.next("call", Samples.report(world, "c0", "17", NEW_CALL));
                lastId = listener.lastId();
            }
            clock.advance(Duration.ofHours(2));
            String first = Samples.report(world, "c1", "17", NEW_CALL);
            clock.advance(Duration.ofHours(2));
            String second = Samples.report(world, "c2", "17", NEW_CALL);
            clock.advance(Duration.ofHours(2));
            try (Listener listener = Listener.open(world, "supervisor", Optional.of(lastId))) {
                listener.next("call", first);
                listener.next("call", second);
            }
            try (Listener newcomer = Listener.open(world, "supervisor")) {
                String third = Samples.report(world, "c3", "17", NEW_CALL);
                assertThat(newcomer.next().call()).isEqualTo(third);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "-1", "1795400000000000", "999999999999999", "1", ""})
    void listenerWhoseCursorSaysNothingShouldReadAnew(String lastId) {
        try (World world = live();
                Listener listener = Listener.open(world, "supervisor", Optional.of(lastId))) {
            assertThat(listener.next().name()).isEqualTo("reset");
            listener.next("call", Samples.report(world, "c1", "17", NEW_CALL));
        }
    }

    @Test
    void tooMuchAtOnceShouldBeReadAnew() {
        try (World world = live();
                Listener listener = Listener.open(world, "supervisor")) {
            reportMany(world, 0, 1_000);
            reportMany(world, 1, 100);
            while (!listener.next().name().equals("reset")) {
                assertThat(world.servlet().live().size()).isOne();
            }
            clock.advance(Duration.ofMinutes(1));
            listener.next("call", Samples.report(world, "c1", "17", NEW_CALL));
        }
    }

    @Test
    void whoMayNotLookAnyMoreShouldHearNothingMore() {
        AtomicBoolean allowed = new AtomicBoolean(true);
        AccessPolicy policy =
                (viewer, project, permission) -> allowed.get() || !viewer.id().equals("supervisor")
                        ? AccessPolicy.BY_ROLE.scope(viewer, project, permission)
                        : AccessPolicy.Scope.NONE;
        try (World world = live(setup -> setup.policy(policy));
                Listener listener = Listener.open(world, "supervisor");
                Listener admin = Listener.open(world, "admin")) {
            listener.next("call", Samples.report(world, "c1", "17", NEW_CALL));
            allowed.set(false);
            admin.next("call", Samples.report(world, "c2", "17", NEW_CALL));
            listener.awaitEnd();
            assertThat(listener.isSilent()).isTrue();
            world.supervisor().get(World.API + "/live").is(403);
        }
    }

    @Test
    void idleListenerShouldGetSignsOfLifeAndAnEnd() {
        WebOptions.Live often = new WebOptions.Live(OFTEN, OFTEN, Duration.ofMillis(300), 9, 9);
        try (World world = World.start(setup ->
                setup.clock(clock).options(WebOptions.builder().live(often).build()))) {
            String stream = world.supervisor().get(World.API + "/live").is(200).text();
            assertThat(stream)
                    .startsWith("retry: 1000\nid: ")
                    .contains("\n:\nid: ")
                    .endsWith("\n\n");
            assertThat(world.supervisor()
                            .send("HEAD", World.API + "/live", noBody())
                            .is(200)
                            .header("Content-Type"))
                    .contains("text/event-stream; charset=utf-8");
        }
    }

    @Test
    void newestStreamOfAViewerShouldTakeThePlaceOfTheOldest() {
        WebOptions.Live few = new WebOptions.Live(OFTEN, LONG, LONG, 100, 2);
        try (World world = World.start(setup -> setup.clock(clock)
                        .options(WebOptions.builder().live(few).build()));
                Listener one = Listener.open(world, "supervisor");
                Listener two = Listener.open(world, "supervisor");
                Listener three = Listener.open(world, "supervisor");
                Listener other = Listener.open(world, "admin")) {
            one.awaitEnd();
            assertThat(one.retry()).isEqualTo("30000");
            String call = Samples.report(world, "c1", "17", NEW_CALL);
            two.next("call", call);
            three.next("call", call);
            other.next("call", call);
            assertThat(world.servlet().live().size()).isEqualTo(3);
        }
    }

    @Test
    void streamsShouldBeLimited() {
        WebOptions.Live few = new WebOptions.Live(OFTEN, LONG, LONG, 2, 2);
        try (World world = World.start(setup ->
                setup.clock(clock).options(WebOptions.builder().live(few).build()))) {
            try (Listener one = Listener.open(world, "supervisor");
                    Listener two = Listener.open(world, "agent")) {
                Api.Answer all = world.admin().get(World.API + "/live").is(503);
                assertThat(all.header("Retry-After")).contains("30");
                assertThat(one.isSilent() && two.isSilent()).isTrue();
            }
            // Whoever is gone is noticed when there is something to say.
            await(() -> {
                Samples.report(world, "c" + System.nanoTime(), "17", NEW_CALL);
                return world.servlet().live().size() == 0;
            });
            Listener.open(world, "supervisor").close();
        }
    }

    @Test
    void slowClientShouldBeCut() throws IOException {
        try (World world = live();
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), world.origin().getPort()));
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + World.BASE + World.API + "/live HTTP/1.1\r\nHost: localhost\r\n" + World.USER
                            + ": supervisor\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(() -> world.servlet().live().size() == 1);
            int round = 0;
            while (world.servlet().live().size() > 0) {
                assertThat(round).as("rounds of 500 calls that nobody reads").isLessThan(100);
                reportMany(world, round++, 500);
                clock.advance(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void threadShouldEndWithTheLastListenerAndWithTheServlet() {
        World world = live();
        try {
            Listener listener = Listener.open(world, "supervisor");
            assertThat(hasThread()).isTrue();
            listener.close();
            await(() -> {
                Samples.report(world, "c" + System.nanoTime(), "17", NEW_CALL);
                return !hasThread();
            });
            Listener second = Listener.open(world, "supervisor");
            second.next("call", Samples.report(world, "again", "17", NEW_CALL));
            world.servlet().destroy();
            assertThat(hasThread()).isFalse();
            second.awaitEnd();
            world.supervisor().get(World.API + "/live").is(503);
        } finally {
            world.close();
        }
        assertThat(hasThread()).isFalse();
    }

    @Test
    void hostWithoutAsyncShouldBeTold() {
        try (World world = live(setup -> setup.async(false))) {
            Api.Answer answer = world.supervisor().get(World.API + "/live").is(501);
            assertThat(answer.json().get("detail").asText()).contains("asynchronous");
        }
    }

    @Test
    void firstPageOfTheLogShouldKnowWhereToListen() {
        try (World world = live()) {
            assertThat(world.agent().get("/northgate-windows/").is(200).text())
                    .contains("data-live=\"/callcard/api/v1/projects/northgate-windows/live\"")
                    .contains("/callcard/assets/live.js?v=");
            Samples.report(world, "c1", "17", NEW_CALL);
            Samples.report(world, "c2", "17", NEW_CALL);
            String next = world.agent()
                    .get(World.API + "/calls?limit=1")
                    .json()
                    .get("next")
                    .asText();
            assertThat(world.agent()
                            .get("/northgate-windows/?limit=1&cursor=" + next)
                            .is(200)
                            .text())
                    .doesNotContain("data-live");
        }
    }

    private World live() {
        return live(setup -> setup);
    }

    private World live(UnaryOperator<World.Setup> more) {
        WebOptions.Live live = new WebOptions.Live(OFTEN, LONG, LONG, 100, 100);
        return World.start(setup -> more.apply(
                setup.clock(clock).options(WebOptions.builder().live(live).build())));
    }

    private static BodyPublisher noBody() {
        return BodyPublishers.noBody();
    }

    private static void reportMany(World world, int round, int count) {
        String calls = IntStream.range(0, count)
                .mapToObj(i -> "{\"provider\": \"bulk\", \"providerCallId\": \"" + round + "-" + i
                        + "\", \"startedAt\": \"2026-11-20T10:00:00Z\", \"caller\": \"+44207946" + (1_000 + i)
                        + "\", \"agent\": {\"name\": \"" + "n".repeat(200) + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        world.integration().json("POST", World.API + "/calls", calls).is(200);
    }

    private static boolean hasThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("callcard-live"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
