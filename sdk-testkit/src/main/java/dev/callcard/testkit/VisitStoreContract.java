package dev.callcard.testkit;

import static dev.callcard.testkit.Tenant.NOON;
import static dev.callcard.testkit.Tenant.heartbeat;
import static dev.callcard.testkit.Tenant.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.card.CallCard;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionFold;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link VisitStore} does. Sessions are seen through the card of a call that names the visitor. */
public interface VisitStoreContract extends StorageFixture {
    @Test
    default void appendShouldMakeASessionOfPageViews() {
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = List.of(
                view("e1", "v1", NOON, "https://shop.example/?utm_source=google&utm_medium=cpc"),
                view("e2", "v1", NOON.plusSeconds(60), "https://shop.example/prices"),
                heartbeat("e3", "v1", NOON.plusSeconds(75)));

        assertThat(tenant.append(events)).containsExactly(Status.CREATED, Status.CREATED, Status.CREATED);

        Session session = onlySession(tenant, "v1");
        assertThat(session.startedAt()).isEqualTo(NOON);
        assertThat(session.lastSeenAt()).isEqualTo(NOON.plusSeconds(75));
        assertThat(session.events()).isEqualTo(3);
        assertThat(session.source().source()).contains("google");
        assertThat(session.pages())
                .extracting(Session.PageView::time)
                .containsExactly(Optional.of(Duration.ofSeconds(60)), Optional.of(Duration.ofSeconds(15)));
        assertThat(session).isEqualTo(expected(tenant, events).get(0));
    }

    @Test
    default void appendShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        String text = "漢é".repeat(512);
        VisitEvent event = new VisitEvent(
                "😀".repeat(127) + "ж",
                Tenant.visitor("👩‍👩‍👧".repeat(31) + "1234567"),
                VisitEvent.Type.PAGE_VIEW,
                Instant.parse("2026-03-08T07:00:00.000001Z"),
                Optional.of("https://shop.example/" + "%D1%8F".repeat(600) + "?utm_source=" + "я".repeat(1_000)
                        + "&utm_medium=m&utm_campaign=%F0%9F%98%80&utm_term=a+b&utm_content=\"'\\&gclid="
                        + "x".repeat(900)
                        + "#" + text),
                Optional.of(text),
                Optional.of(text),
                new Device(Optional.of(text), Optional.of("😀"), Optional.of("")),
                Optional.of("2001:db8:85a3:8d3:1319:8a2e:370:7348"),
                Optional.of(new Place(Optional.of("GB"), Optional.of(text), Optional.empty())));

        tenant.append(event);

        assertThat(onlySession(tenant, event.visitor().value()))
                .isEqualTo(expected(tenant, List.of(event)).get(0));
    }

    @Test
    default void appendShouldAcceptNothing() {
        assertThat(Tenant.of(storage()).append()).isEmpty();
    }

    @Test
    default void appendShouldIgnoreAnEventItKnows() {
        Tenant tenant = Tenant.of(storage());
        VisitEvent event = view("e1", "v1", NOON, "https://shop.example/");
        tenant.append(event);

        assertThat(tenant.append(event)).containsExactly(Status.UNCHANGED);

        assertThat(onlySession(tenant, "v1").events()).isEqualTo(1);
    }

    @Test
    default void appendShouldIgnoreAnEventIdThatComesTwiceInABatch() {
        Tenant tenant = Tenant.of(storage());

        List<Status> statuses = tenant.append(
                view("e1", "v1", NOON, "https://shop.example/"),
                view("e1", "v1", NOON, "https://shop.example/"),
                view("e2", "v1", NOON, "https://shop.example/"),
                view("e1", "v1", NOON.plusSeconds(9), "https://shop.example/other"));

        assertThat(statuses).containsExactly(Status.CREATED, Status.UNCHANGED, Status.CREATED, Status.UNCHANGED);
        assertThat(onlySession(tenant, "v1").events()).isEqualTo(2);
    }

    @Test
    default void appendShouldIgnoreAKnownEventIdWhateverElseTheEventSays() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/"));

        List<Status> statuses = tenant.append(
                view("e1", "v2", NOON.plusSeconds(9), "https://shop.example/2"), heartbeat("e1", "v1", NOON));

        assertThat(statuses).containsExactly(Status.UNCHANGED, Status.UNCHANGED);
        assertThat(onlySession(tenant, "v1").landingPage()).isEqualTo("https://shop.example/");
        CallId other =
                tenant.add(Reports.answered("other", "+442079460111", NOON).visitorId("v2"));
        assertThat(tenant.sessions(other)).isEmpty();
    }

    @Test
    default void appendShouldKnowEventIdsOfItsOwnProjectOnly() {
        Tenant one = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        VisitEvent event = view("e1", "v1", NOON, "https://shop.example/");
        one.append(event);

        assertThat(other.append(event)).containsExactly(Status.CREATED);
        assertThat(onlySession(other, "v1").events()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x|X", "x|x ", "\u00e9|e\u0301", "\u00df|ss", "😀|😁", "x|\u0445"})
    default void appendShouldTellIdsApartExactly(String pair) {
        String[] ids = pair.split("\\|", -1);
        Tenant tenant = Tenant.of(storage());

        List<Status> statuses = tenant.append(
                view(ids[0], ids[0], NOON, "https://shop.example/0"),
                view(ids[1], ids[1], NOON, "https://shop.example/1"));

        assertThat(statuses).containsExactly(Status.CREATED, Status.CREATED);
        assertThat(onlySession(tenant, ids[0]).landingPage()).isEqualTo("https://shop.example/0");
        CallId other =
                tenant.add(Reports.answered("other", "+442079460111", NOON).visitorId(ids[1]));
        assertThat(tenant.sessions(other)).extracting(Session::landingPage).containsExactly("https://shop.example/1");
    }

    @Test
    default void appendShouldSplitAtAGapOfExactlyTheTimeout() {
        Tenant tenant = Tenant.of(storage());
        Instant second = NOON.plus(Duration.ofMinutes(30)).minusNanos(1_000);
        Instant third = second.plus(Duration.ofMinutes(30));

        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/1"),
                view("e2", "v1", second, "https://shop.example/2"),
                view("e3", "v1", third, "https://shop.example/3"));

        assertThat(tenant.sessions(tenant.callOf("v1", NOON)))
                .extracting(Session::startedAt)
                .containsExactly(third, NOON);
    }

    @Test
    default void appendShouldNotOpenASessionForAHeartbeat() {
        Tenant tenant = Tenant.of(storage());

        tenant.append(
                heartbeat("e0", "v1", NOON.minusSeconds(15)),
                view("e1", "v1", NOON, "https://shop.example/"),
                heartbeat("e2", "v1", NOON.plus(Duration.ofMinutes(30))));

        Session session = onlySession(tenant, "v1");
        assertThat(session.startedAt()).isEqualTo(NOON);
        assertThat(session.lastSeenAt()).isEqualTo(NOON);
        assertThat(session.events()).isEqualTo(1);
    }

    @Test
    default void appendShouldLetALatePageViewAdoptHeartbeats() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(heartbeat("e2", "v1", NOON.plusSeconds(15)));
        CallId call = tenant.callOf("v1", NOON);
        assertThat(tenant.sessions(call)).isEmpty();

        tenant.append(view("e1", "v1", NOON, "https://shop.example/"));

        assertThat(tenant.sessions(call)).singleElement().satisfies(session -> {
            assertThat(session.events()).isEqualTo(2);
            assertThat(session.pages().get(0).time()).contains(Duration.ofSeconds(15));
        });
    }

    @Test
    default void appendShouldLetALateEventJoinTwoSessions() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/1"),
                view("e3", "v1", NOON.plus(Duration.ofMinutes(40)), "https://shop.example/3"),
                view("e4", "v1", NOON.plus(Duration.ofMinutes(90)), "https://shop.example/4"));
        CallId call = tenant.callOf("v1", NOON);
        assertThat(tenant.sessions(call)).hasSize(3);

        tenant.append(view("e2", "v1", NOON.plus(Duration.ofMinutes(20)), "https://shop.example/2"));

        assertThat(tenant.sessions(call)).extracting(Session::pageCount).containsExactly(1, 3);
        assertThat(tenant.card(call).totals().sessions()).isEqualTo(2);
    }

    @Test
    default void appendShouldLetALateEventSplitASessionByItsCampaign() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/1?utm_source=a"),
                view("e3", "v1", NOON.plusSeconds(60), "https://shop.example/3"),
                view("e4", "v1", NOON.plusSeconds(90), "https://shop.example/4?utm_source=a"));
        CallId call = tenant.callOf("v1", NOON);
        assertThat(tenant.sessions(call)).hasSize(1);

        tenant.append(view("e2", "v1", NOON.plusSeconds(30), "https://shop.example/2?utm_source=b"));

        assertThat(tenant.sessions(call)).extracting(Session::pageCount).containsExactly(1, 2, 1);
        assertThat(tenant.sessions(call))
                .extracting(session -> session.source().source().orElseThrow())
                .containsExactly("a", "b", "a");
    }

    @Test
    default void appendShouldGiveASessionAnEarlierStart() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e2", "v1", NOON, "https://shop.example/2"));
        CallId call = tenant.callOf("v1", NOON);

        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1"));

        assertThat(tenant.sessions(call))
                .singleElement()
                .satisfies(session -> assertThat(session.landingPage()).isEqualTo("https://shop.example/1"));
        assertThat(tenant.card(call).totals().sessions()).isEqualTo(1);
        assertThat(tenant.card(call).totals().firstVisit()).contains(NOON.minusSeconds(60));
        assertThat(tenant.card(call).totals().lastVisit()).contains(NOON.minusSeconds(60));
    }

    @Test
    default void appendShouldMakeTheSameSessionsInAnyOrder() {
        Random random = Seed.random("appendShouldMakeTheSameSessionsInAnyOrder");
        for (int round = 0; round < 10; round++) {
            Tenant tenant = Tenant.of(storage());
            List<VisitEvent> events = randomEvents(random, "v1", 60);
            CallId call = tenant.callOf("v1", NOON);
            List<VisitEvent> shuffled = new ArrayList<>(events);
            shuffled.addAll(events.subList(0, 10));
            Collections.shuffle(shuffled, random);

            for (int from = 0; from < shuffled.size(); ) {
                int to = Math.min(shuffled.size(), from + 1 + random.nextInt(8));
                tenant.append(shuffled.subList(from, to));
                from = to;
            }

            assertThat(tenant.sessions(call)).isEqualTo(expected(tenant, events));
        }
    }

    @Test
    default void appendShouldMakeTheSameSessionsFromEightThreads() {
        Random random = Seed.random("appendShouldMakeTheSameSessionsFromEightThreads");
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = new ArrayList<>(randomEvents(random, "v1", 200));
        List<VisitEvent> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, random);
        CallId call = tenant.callOf("v1", NOON);

        List<List<Status>> statuses = Race.run(8, thread -> {
            List<Status> ofThread = new ArrayList<>();
            for (int from = thread * 50; from < (thread + 1) * 50; from += 10) {
                ofThread.addAll(tenant.append(twice.subList(from, from + 10)));
            }
            return ofThread;
        });

        assertThat(statuses.stream().flatMap(List::stream).filter(Status.CREATED::equals))
                .as("events created")
                .hasSize(200);
        assertThat(tenant.sessions(call)).isEqualTo(expected(tenant, events));
    }

    @Test
    default void appendShouldMakeTheSameSessionsOfManyVisitorsFromEightThreads() {
        Random random = Seed.random("appendShouldMakeTheSameSessionsOfManyVisitorsFromEightThreads");
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = new ArrayList<>();
        for (int visitor = 0; visitor < 10; visitor++) {
            events.addAll(randomEvents(random, "v" + visitor, 40));
        }
        List<VisitEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        Race.run(8, thread -> tenant.append(shuffled.subList(thread * 50, (thread + 1) * 50)));

        for (int visitor = 0; visitor < 10; visitor++) {
            String name = "v" + visitor;
            CallId call = tenant.add(
                    Reports.answered(name, "+44207946010" + visitor, NOON).visitorId(name));
            assertThat(tenant.sessions(call))
                    .as(name)
                    .isEqualTo(expected(
                            tenant,
                            events.stream()
                                    .filter(event -> event.visitor().value().equals(name))
                                    .toList()));
        }
    }

    @Test
    default void appendShouldCutNothingAtMidnightOrWhenTheClocksChange() {
        Tenant tenant = Tenant.of(storage());
        Instant change = Instant.parse("2026-03-29T01:00:00Z");

        tenant.append(
                view("e1", "v1", change.minus(Duration.ofMinutes(80)), "https://shop.example/1"),
                view("e2", "v1", change.minus(Duration.ofMinutes(55)), "https://shop.example/2"),
                view("e3", "v1", change.minus(Duration.ofMinutes(26)), "https://shop.example/3"),
                view("e4", "v1", change.minusNanos(1_000), "https://shop.example/4"),
                view("e5", "v1", change.plusNanos(1_000), "https://shop.example/5"));

        CallId call = tenant.callOf("v1", NOON);
        assertThat(tenant.storage
                        .cards()
                        .sessions(
                                tenant.project(),
                                tenant.call(call).customer(),
                                Optional.empty(),
                                change.plus(Duration.ofDays(1)),
                                dev.callcard.paging.PageRequest.first())
                        .items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.session().pages())
                        .extracting(Session.PageView::time)
                        .containsExactly(
                                Optional.of(Duration.ofMinutes(25)),
                                Optional.of(Duration.ofMinutes(29)),
                                Optional.of(Duration.ofMinutes(26).minusNanos(1_000)),
                                Optional.of(Duration.ofNanos(2_000)),
                                Optional.empty()));
    }

    /** The sessions that a card shows of events, newest first. */
    private static List<Session> expected(Tenant tenant, List<VisitEvent> events) {
        List<VisitEvent> sorted = events.stream().sorted(VisitEvent.ORDER).toList();
        return SessionFold.sessions(SessionFold.Rules.of(tenant.project().settings()), sorted).stream()
                .map(session -> session.withFirstPages(20))
                .sorted(Comparator.comparing(Session::startedAt)
                        .thenComparing(session -> session.id().toString())
                        .reversed())
                .toList();
    }

    private static Session onlySession(Tenant tenant, String visitor) {
        List<Session> sessions = tenant.sessions(tenant.callOf(visitor, NOON));
        assertThat(sessions).hasSize(1);
        return sessions.get(0);
    }

    /** Visits with gaps around the timeout, campaigns, heartbeats and ties of time, all before {@link Tenant#LATER}. */
    private static List<VisitEvent> randomEvents(Random random, String visitor, int count) {
        List<Function<Random, String>> urls = List.of(
                r -> "https://shop.example/" + r.nextInt(5),
                r -> "https://shop.example/" + r.nextInt(5) + "?utm_source=" + r.nextInt(3),
                r -> "https://shop.example/" + r.nextInt(5) + "?gclid=" + r.nextInt(3));
        List<VisitEvent> events = new ArrayList<>();
        Instant at = NOON;
        for (int i = 0; i < count; i++) {
            at = at.plus(
                    switch (random.nextInt(6)) {
                        case 0 -> Duration.ofMinutes(30);
                        case 1 -> Duration.ofMinutes(30).minusNanos(1_000);
                        case 2 -> Duration.ofMinutes(random.nextInt(90));
                        case 3 -> Duration.ZERO;
                        default -> Duration.ofSeconds(random.nextInt(300));
                    });
            String id = visitor + "-" + i + "-" + random.nextInt(1_000);
            if (random.nextInt(3) == 0) {
                events.add(heartbeat(id, visitor, at));
            } else {
                String url = urls.get(Math.max(0, random.nextInt(6) - 3)).apply(random);
                VisitEvent event = view(id, visitor, at, url).withTitle("Title " + random.nextInt(9));
                events.add(random.nextBoolean() ? event : event.withReferrer("https://www.google.com/search?q=phone"));
            }
        }
        return events;
    }

    @Test
    default void sessionShouldBeReadWithAllItsPages() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        int pages = 3 * CallCard.SessionEntry.MAX_PAGES;
        List<VisitEvent> events = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            events.add(view("e" + i, "v1", NOON.plusSeconds(i), "https://shop.example/" + i));
        }
        tenant.append(events);
        tenant.append(view("other", "v2", NOON, "https://shop.example/"));
        Session shown =
                tenant.sessions(tenant.callOf("v1", NOON.plusSeconds(600))).get(0);
        assertThat(shown.pages()).hasSize(CallCard.SessionEntry.MAX_PAGES);

        assertThat(storage().visits().session(tenant.id(), shown.visitor(), shown.id()))
                .hasValueSatisfying(session -> {
                    assertThat(session.pages()).hasSize(pages);
                    assertThat(session.pages().subList(0, shown.pages().size())).isEqualTo(shown.pages());
                });
        assertThat(storage().visits().session(tenant.id(), Tenant.visitor("v2"), shown.id()))
                .isEmpty();
        assertThat(storage().visits().session(other.id(), shown.visitor(), shown.id()))
                .isEmpty();
    }
}
