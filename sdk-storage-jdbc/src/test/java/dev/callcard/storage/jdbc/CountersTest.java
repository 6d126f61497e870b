package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.CustomerId;
import dev.callcard.call.SaleCycle;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionFold;
import dev.callcard.visit.VisitEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept for cards is always what calls and events give: see docs/counters.md. */
class CountersTest {
    private static final Project PROJECT = World.PROJECT;

    @ParameterizedTest
    @EnumSource
    void countersStayExactUnderRandomOperations(Databases database) {
        long seed = System.nanoTime();
        for (int round = 0; round < 4; round++) {
            try (JdbcStorage storage = database.storage()) {
                storage.projects().create(PROJECT.id(), PROJECT.settings());
                World world = new World(seed + round, "", 5);
                List<CallState> reports = world.reports(60);
                List<VisitEvent> events = world.events(250);
                while (!reports.isEmpty() || !events.isEmpty()) {
                    merge(storage, take(reports, 1 + world.below(12)));
                    append(storage, take(events, 1 + world.below(30)));
                    assertThat(storage.recount(PROJECT.id()))
                            .as("seed %d round %d", seed, round)
                            .isEmpty();
                }
                checkSessions(storage, world(seed + round, 60, 250), seed + round);
                checkQualifications(storage, seed + round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void countersStayExactUnderEightThreads(Databases database) throws Exception {
        long seed = System.nanoTime();
        try (JdbcStorage storage = database.storage()) {
            storage.projects().create(PROJECT.id(), PROJECT.settings());
            List<VisitEvent> all = new ArrayList<>();
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                World world = new World(seed + i, "-" + i + "-", 5);
                List<CallState> reports = world.reports(40);
                List<VisitEvent> events = world.events(120);
                all.addAll(events);
                work.add(() -> {
                    while (!reports.isEmpty() || !events.isEmpty()) {
                        merge(storage, take(reports, 1 + world.below(12)));
                        append(storage, take(events, 1 + world.below(30)));
                    }
                    return true;
                });
            }
            race(work);
            assertThat(storage.recount(PROJECT.id())).as("seed %d", seed).isEmpty();
            checkSessions(storage, all, seed);
            checkQualifications(storage, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sixteenThreadsCreateEachCallOnce(Databases database) throws Exception {
        long seed = System.nanoTime();
        try (JdbcStorage storage = database.storage()) {
            storage.projects().create(PROJECT.id(), PROJECT.settings());
            World world = new World(seed, "", 20);
            List<CallState> states = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                states.add(world.report("call" + i).toState());
            }
            List<Callable<List<Merged>>> work = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                List<CallState> mine = new ArrayList<>(states);
                java.util.Collections.shuffle(mine, new java.util.Random(seed + i));
                work.add(() -> {
                    List<Merged> results = new ArrayList<>();
                    while (!mine.isEmpty()) {
                        results.addAll(merge(storage, take(mine, 100)));
                    }
                    return results;
                });
            }
            List<Merged> results = race(work).stream().flatMap(List::stream).toList();
            assertThat(results).hasSize(16_000);
            assertThat(results.stream().filter(result -> result.status() == Status.CREATED))
                    .as("seed %d", seed)
                    .hasSize(1_000);
            assertThat(results.stream().filter(result -> result.status() == Status.UNCHANGED))
                    .hasSize(15_000);
            assertThat(results.stream().map(Merged::id).collect(Collectors.toSet()))
                    .hasSize(1_000);
            assertThat(storage.recount(PROJECT.id())).as("seed %d", seed).isEmpty();
            checkQualifications(storage, seed);
        }
    }

    private static List<VisitEvent> world(long seed, int calls, int events) {
        World world = new World(seed, "", 5);
        world.reports(calls);
        return world.events(events);
    }

    private static List<Merged> merge(JdbcStorage storage, List<CallState> states) {
        return storage.calls().merge(PROJECT, Call.Origin.API, states, World.START, Fingerprints.NONE);
    }

    private static void append(JdbcStorage storage, List<VisitEvent> events) {
        storage.visits().append(PROJECT, events, Fingerprints.NONE);
    }

    private static <T> List<T> take(List<T> from, int most) {
        List<T> head = from.subList(0, Math.min(most, from.size()));
        List<T> taken = List.copyOf(head);
        head.clear();
        return taken;
    }

    private static <T> List<T> race(Collection<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The stored sessions are those of a fold over all events. */
    private static void checkSessions(JdbcStorage storage, List<VisitEvent> events, long seed) {
        Map<String, TreeSet<VisitEvent>> byVisitor = new HashMap<>();
        Map<String, VisitEvent> byId = new HashMap<>();
        events.forEach(event -> byId.putIfAbsent(event.eventId(), event));
        byId.values()
                .forEach(event -> byVisitor
                        .computeIfAbsent(event.visitor().value(), id -> new TreeSet<>(VisitEvent.ORDER))
                        .add(event));
        List<Session> right = byVisitor.values().stream()
                .flatMap(
                        ofVisitor -> SessionFold.sessions(SessionFold.Rules.of(PROJECT.settings()), ofVisitor).stream())
                .toList();
        assertThat(new HashSet<>(storage.sessions(PROJECT.id())))
                .as("seed %d", seed)
                .isEqualTo(new HashSet<>(right));
    }

    /** The stored qualifications are those of a walk over all calls. */
    private static void checkQualifications(JdbcStorage storage, long seed) {
        Map<CustomerId, List<Call>> byCustomer = new HashMap<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<LogStore.Line> page =
                    storage.log().read(PROJECT, LogFilter.builder().build(), new PageRequest(cursor, 500));
            page.items()
                    .forEach(entry -> byCustomer
                            .computeIfAbsent(entry.call().customer(), id -> new ArrayList<>())
                            .add(entry.call()));
            cursor = page.next();
        } while (cursor.isPresent());
        byCustomer.values().forEach(calls -> {
            SaleCycle cycle = new SaleCycle(Optional.empty(), PROJECT.settings().callRules());
            calls.sort(Comparator.comparing(CountersTest::start).thenComparing(Call::key));
            for (Call call : calls) {
                Call.Qualification alone = SaleCycle.alone(call.facts(), PROJECT.rulesAt(start(call)));
                Call.Qualification right = alone == Call.Qualification.TARGET
                        ? cycle.judge(start(call), PROJECT.rulesAt(start(call)))
                        : alone;
                assertThat(call.qualification())
                        .as("seed %d, call %s", seed, call.key())
                        .isEqualTo(right);
            }
        });
    }

    private static Instant start(Call call) {
        return call.facts().times().startedAt();
    }
}
