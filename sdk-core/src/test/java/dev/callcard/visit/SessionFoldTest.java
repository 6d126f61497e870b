package dev.callcard.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionFoldTest {
    private static final Instant START = Instant.parse("2026-03-01T23:50:00Z");
    private static final VisitorId VISITOR = new VisitorId("v");
    private static final SessionFold.Rules RULES = new SessionFold.Rules(Duration.ofMinutes(30), Set.of());
    private static final String PAGE = "https://shop.example/";

    @Test
    void gapOfExactlyTheTimeoutSplits() {
        assertThat(starts(page("a", "PT0S", PAGE), page("b", "PT29M59.999999S", PAGE)))
                .hasSize(1);
        assertThat(starts(page("a", "PT0S", PAGE), page("b", "PT30M", PAGE))).hasSize(2);
        assertThat(starts(page("a", "PT0S", PAGE), beat("b", "PT29M59S"), page("c", "PT59M58S", PAGE)))
                .hasSize(1);
    }

    @Test
    void sessionOlderThanADayIsANewOne() {
        List<VisitEvent> day = beats(Duration.ofHours(24));
        List<VisitEvent> exactly = new ArrayList<>(day);
        exactly.add(page("z", "PT24H", PAGE));
        List<VisitEvent> over = new ArrayList<>(day);
        over.add(page("z", "PT24H0.000001S", PAGE));

        assertThat(SessionFold.sessions(RULES, exactly)).hasSize(1);
        assertThat(SessionFold.sessions(RULES, over)).hasSize(2);
    }

    @Test
    void eventAfterTenThousandStartsANewSession() {
        List<VisitEvent> events = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            events.add(VisitEvent.pageView(String.format("%05d", i), VISITOR, START.plusSeconds(i), PAGE));
        }
        List<Session> sessions = SessionFold.sessions(RULES, events);

        assertThat(sessions).extracting(Session::events).containsExactly(10_000, 1);
        assertThat(sessions.get(1).startedAt()).isEqualTo(START.plusSeconds(10_000));

        events.set(10_000, VisitEvent.heartbeat("h", VISITOR, START.plusSeconds(10_000)));
        assertThat(SessionFold.sessions(RULES, events))
                .extracting(Session::events)
                .containsExactly(10_000);
        events.add(VisitEvent.pageView("next", VISITOR, START.plusSeconds(10_001), PAGE));
        assertThat(SessionFold.sessions(RULES, events))
                .extracting(Session::events)
                .containsExactly(10_000, 1);
    }

    @Test
    void heartbeatNeverOpensASession() {
        assertThat(SessionFold.sessions(RULES, List.of(beat("a", "PT0S"), beat("b", "PT1M"))))
                .isEmpty();
        List<Session> sessions = SessionFold.sessions(
                RULES,
                List.of(beat("a", "PT0S"), page("b", "PT1S", PAGE), beat("c", "PT31M1S"), page("d", "PT32M", PAGE)));

        assertThat(sessions).extracting(Session::events).containsExactly(1, 1);
        assertThat(sessions.get(0).lastSeenAt()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void pageViewComesBeforeAHeartbeatOfTheSameInstant() {
        List<VisitEvent> events = new ArrayList<>(List.of(beat("a", "PT0S"), page("b", "PT0S", PAGE)));
        events.sort(VisitEvent.ORDER);

        assertThat(events).extracting(VisitEvent::eventId).containsExactly("b", "a");
        assertThat(SessionFold.sessions(RULES, events))
                .extracting(Session::events)
                .containsExactly(2);
    }

    @Test
    void newCampaignSplitsAndNothingElseDoes() {
        assertThat(starts(page("a", "PT0S", PAGE), page("b", "PT1S", PAGE + "?utm_source=x")))
                .hasSize(2);
        assertThat(starts(page("a", "PT0S", PAGE + "?utm_source=x"), page("b", "PT1S", PAGE + "?utm_source=y")))
                .hasSize(2);
        assertThat(starts(page("a", "PT0S", PAGE + "?gclid=1"), page("b", "PT1S", PAGE + "?gclid=2")))
                .hasSize(2);
        assertThat(starts(
                        page("a", "PT0S", PAGE + "?utm_source=x&utm_medium=y"),
                        page("b", "PT1S", PAGE + "other?UTM_MEDIUM=y&utm_source=x&page=2"),
                        page("c", "PT2S", PAGE),
                        page("d", "PT3S", PAGE + "?fbclid=abc"),
                        page("e", "PT4S", PAGE + "?utm_source="),
                        page("f", "PT5S", PAGE).withReferrer("https://www.google.com/search?q=x"),
                        page("g", "PT20M", PAGE)))
                .hasSize(1);
    }

    @Test
    void midnightOfNoZoneSplits() {
        assertThat(starts(page("a", "PT0S", PAGE), page("b", "PT15M", PAGE))).hasSize(1);
    }

    @Test
    void pageIsReadUntilTheNextOneOrTheLastHeartbeat() {
        List<Session> sessions = SessionFold.sessions(
                RULES,
                List.of(
                        page("a", "PT0S", PAGE + "1"),
                        beat("b", "PT15S"),
                        page("c", "PT40S", PAGE + "2"),
                        beat("d", "PT55S"),
                        beat("e", "PT70S")));

        assertThat(sessions.get(0).pages())
                .extracting(Session.PageView::time)
                .containsExactly(Optional.of(Duration.ofSeconds(40)), Optional.of(Duration.ofSeconds(30)));
        assertThat(sessions.get(0).lastSeenAt()).isEqualTo(START.plusSeconds(70));
    }

    @Test
    void lastPageWithoutHeartbeatIsUnknownAndNotZero() {
        Session one =
                SessionFold.sessions(RULES, List.of(page("a", "PT0S", PAGE))).get(0);
        Session sameInstant = SessionFold.sessions(RULES, List.of(page("a", "PT0S", PAGE), beat("b", "PT0S")))
                .get(0);

        assertThat(one.pages().get(0).time()).isEmpty();
        assertThat(sameInstant.pages().get(0).time()).isEmpty();
    }

    @Test
    void timeOnAPageIsCappedByTheTimeout() {
        List<Session> sessions = SessionFold.sessions(
                RULES,
                List.of(page("a", "PT0S", PAGE), beat("b", "PT20M"), beat("c", "PT40M"), page("d", "PT60M", PAGE)));

        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).pages().get(0).time()).contains(Duration.ofMinutes(30));
    }

    @Test
    void sessionKnowsWhereItBeganAndTakesTheRestFromWhoeverTellsFirst() {
        Device phone = new Device(Optional.of("Phone"), Optional.empty(), Optional.empty());
        Session session = SessionFold.sessions(
                        RULES,
                        List.of(
                                page("a", "PT0S", PAGE + "?utm_source=x#top").withReferrer("https://a.example/"),
                                beat("b", "PT1S").withOrigin(phone, Optional.of("192.0.2.0"), Optional.empty()),
                                page("c", "PT2S", PAGE + "next")
                                        .withReferrer("https://b.example/")
                                        .withOrigin(Device.UNKNOWN, Optional.of("198.51.100.0"), Optional.empty())))
                .get(0);

        assertThat(session.landingPage()).isEqualTo(PAGE);
        assertThat(session.referrer()).contains("https://a.example/");
        assertThat(session.source().source()).contains("x");
        assertThat(session.device()).isEqualTo(phone);
        assertThat(session.ip()).contains("192.0.2.0");
    }

    @Test
    void idFollowsFromVisitorTimeAndOpeningEvent() {
        SessionId id = SessionId.of(VISITOR, START, "a");

        assertThat(SessionFold.sessions(RULES, List.of(page("a", "PT0S", PAGE), page("b", "PT1S", PAGE)))
                        .get(0)
                        .id())
                .isEqualTo(id);
        assertThat(SessionId.of(new VisitorId("w"), START, "a")).isNotEqualTo(id);
        assertThat(SessionId.of(VISITOR, START, "b")).isNotEqualTo(id);
        assertThat(id.value().version()).isEqualTo(8);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
    }

    @Test
    void sessionIsAliveFromItsStartUntilTheTimeoutAfterItsLastEvent() {
        Session session = SessionFold.sessions(RULES, List.of(page("a", "PT0S", PAGE), beat("b", "PT1M")))
                .get(0);

        assertThat(session.isAliveAt(START.minusNanos(1_000), RULES.timeout())).isFalse();
        assertThat(session.isAliveAt(START, RULES.timeout())).isTrue();
        assertThat(session.isAliveAt(START.plus(Duration.ofMinutes(31)).minusNanos(1_000), RULES.timeout()))
                .isTrue();
        assertThat(session.isAliveAt(START.plus(Duration.ofMinutes(31)), RULES.timeout()))
                .isFalse();
    }

    private static List<VisitEvent> beats(Duration length) {
        List<VisitEvent> events = new ArrayList<>();
        events.add(page("a", "PT0S", PAGE));
        for (Duration at = Duration.ofMinutes(20); at.compareTo(length) < 0; at = at.plusMinutes(20)) {
            events.add(VisitEvent.heartbeat("b" + at, VISITOR, START.plus(at)));
        }
        return events;
    }

    private static List<Session> starts(VisitEvent... events) {
        return SessionFold.sessions(RULES, List.of(events));
    }

    private static VisitEvent page(String id, String after, String url) {
        return VisitEvent.pageView(id, VISITOR, START.plus(Duration.parse(after)), url);
    }

    private static VisitEvent beat(String id, String after) {
        return VisitEvent.heartbeat(id, VISITOR, START.plus(Duration.parse(after)));
    }
}
