package dev.callcard.testkit.simulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A telephony provider on loopback: it plays calls that a test or a person scripts, pushes what it tells of them to a webhook, answers
 * questions about them, and gives their recordings; and it makes trouble when told to. Its API is served by WireMock, to which a test may
 * add stubs of its own. Safe for use by many threads.
 */
public final class Simulator implements AutoCloseable {
    private static final int AFTER_STUBS_OF_TESTS = 100;

    private final Dialect dialect;
    private final Clock clock;
    private final Api api;
    private final WireMockServer server;
    private final Courier courier = new Courier();
    private final List<Dialect.Push> late = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile URI url = URI.create("http://127.0.0.1");
    private volatile @Nullable URI webhook;

    private Simulator(Dialect dialect, Clock clock, int port) {
        this.dialect = dialect;
        this.clock = clock;
        this.api = new Api(dialect, clock);
        this.server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .globalTemplating(false)
                .extensions(api));
    }

    /**
     * Starts a provider on a free port.
     *
     * @param dialect how it tells of calls
     * @return a running provider
     */
    public static Simulator start(Dialect dialect) {
        return start(dialect, Clock.systemUTC(), 0);
    }

    /**
     * Starts a provider.
     *
     * @param dialect how it tells of calls
     * @param clock tells it the time
     * @param port where its API listens; 0 for any that is free
     * @return a running provider
     */
    public static Simulator start(Dialect dialect, Clock clock, int port) {
        Simulator simulator = new Simulator(dialect, clock, port);
        simulator.server.start();
        simulator.url = URI.create("http://127.0.0.1:" + simulator.server.port());
        simulator.api.at(simulator.url);
        simulator.server.stubFor(WireMock.any(WireMock.anyUrl())
                .atPriority(AFTER_STUBS_OF_TESTS)
                .willReturn(WireMock.aResponse().withTransformers(Api.NAME)));
        return simulator;
    }

    /**
     * Where its API is.
     *
     * @return an address of loopback without a slash at the end
     */
    public URI url() {
        return url;
    }

    /**
     * Sets where pushes go.
     *
     * @param target the webhook as it would be entered at the provider
     */
    public void webhook(URI target) {
        webhook = Objects.requireNonNull(target, "target");
    }

    /**
     * Plays a call at once, however long it lasts: everything that the provider tells of it is pushed one after the other.
     *
     * @param call the call
     * @param troubles what goes wrong
     * @return the status of each answer to a push, in the order they were sent; 0 if there was none
     * @throws IllegalStateException if nobody said where pushes go
     */
    public List<Integer> play(ScriptedCall call, Trouble... troubles) {
        Set<Trouble> all = EnumSet.noneOf(Trouble.class);
        Collections.addAll(all, troubles);
        api.know(call);
        if (all.contains(Trouble.LOST)) {
            return List.of();
        }
        List<Dialect.Push> pushes = new ArrayList<>();
        for (Dialect.Event event : dialect.events(call, url())) {
            if (all.contains(Trouble.FORGED)) {
                pushes.add(push(dialect.stranger(), event, all));
            }
            pushes.add(push(dialect, event, all));
            if (all.contains(Trouble.DUPLICATED)) {
                pushes.add(push(dialect, event, all));
            }
        }
        if (all.contains(Trouble.REORDERED)) {
            Collections.shuffle(pushes, new Random(call.id().hashCode()));
        }
        if (all.contains(Trouble.LATE)) {
            List<Dialect.Push> half = pushes.subList(pushes.size() / 2, pushes.size());
            synchronized (late) {
                late.addAll(half);
            }
            half.clear();
        }
        return pushes.stream().map(courier::send).toList();
    }

    /**
     * Pushes what was held back.
     *
     * @return the status of each answer; 0 if there was none
     */
    public List<Integer> deliverLate() {
        List<Dialect.Push> held;
        synchronized (late) {
            held = List.copyOf(late);
            late.clear();
        }
        return held.stream().map(courier::send).toList();
    }

    /**
     * Plays a call in as much time as it takes, from now on, and returns when it is over or the provider is closed.
     *
     * @param call the call; should start about now
     * @return whether all of it was pushed and taken
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean live(ScriptedCall call) throws InterruptedException {
        api.know(call);
        boolean taken = true;
        for (Dialect.Event event : dialect.events(call, url())) {
            Duration until = Duration.between(clock.instant(), call.startedAt().plus(event.after()));
            if (closed.await(Math.max(0, until.toMillis()), TimeUnit.MILLISECONDS)) {
                return false;
            }
            int status = courier.send(push(dialect, event, Set.of()));
            taken &= status >= 200 && status < 300;
        }
        return taken;
    }

    /**
     * Has the API refuse the next questions, because it was asked too often.
     *
     * @param questions how many
     * @param retryAfter what it asks for, in seconds; zero if it does not say
     */
    public void limit(int questions, Duration retryAfter) {
        api.limit(questions, retryAfter);
    }

    /**
     * Has the API fail, or work again. Pushes go on; {@link Trouble#LOST} loses them.
     *
     * @param down whether it fails
     */
    public void outage(boolean down) {
        api.outage(down);
    }

    /**
     * What serves the API: a test may add stubs, which go before everything else, and look at what was asked.
     *
     * @return never null
     */
    public WireMockServer wireMock() {
        return server;
    }

    /** Ends it; calls that are played live stop where they are. */
    @Override
    public void close() {
        closed.countDown();
        server.stop();
    }

    private Dialect.Push push(Dialect as, Dialect.Event event, Set<Trouble> troubles) {
        Dialect.Event told = new Dialect.Event(event.after(), event.fields());
        if (troubles.contains(Trouble.PARTIAL)) {
            told.fields().keySet().retainAll(dialect.needed());
        }
        if (troubles.contains(Trouble.UNKNOWN_STATUS)) {
            dialect.statuses().forEach(name -> told.fields().computeIfPresent(name, (field, value) -> "gone fishing"));
        }
        URI target = webhook;
        if (target == null) {
            throw new IllegalStateException("say with webhook(…) where pushes go");
        }
        return as.push(told, target, clock.instant());
    }
}
