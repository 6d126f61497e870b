package dev.callcard.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SessionFoldProperties {
    private static final Instant START = Instant.parse("2026-03-28T23:00:00Z");
    private static final VisitorId VISITOR = new VisitorId("visitor");
    private static final SessionFold.Rules RULES =
            new SessionFold.Rules(Duration.ofMinutes(30), Set.of("shop.example"));

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void foldIsTheModel(@ForAll("histories") List<VisitEvent> events) {
        assertThat(described(SessionFold.sessions(RULES, sorted(events)))).isEqualTo(Model.sessions(sorted(events)));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void everyArrivalOrderGivesTheSameSessions(@ForAll("histories") List<VisitEvent> events, @ForAll Random random) {
        List<VisitEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        assertThat(SessionFold.sessions(RULES, sorted(shuffled)))
                .isEqualTo(SessionFold.sessions(RULES, sorted(events)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void foldFromAnyOpeningPageViewGivesTheSameFollowingSessions(@ForAll("histories") List<VisitEvent> events) {
        List<VisitEvent> sorted = sorted(events);
        List<Session> all = SessionFold.sessions(RULES, sorted);
        for (int i = 0; i < all.size(); i++) {
            Session from = all.get(i);
            int first = indexOfOpening(sorted, from);

            assertThat(SessionFold.sessions(RULES, sorted.subList(first, sorted.size())))
                    .isEqualTo(all.subList(i, all.size()));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void lateEventChangesNothingOnceAPageViewOpensASessionBothBeforeAndAfter(
            @ForAll("histories") List<VisitEvent> events, @ForAll("events") VisitEvent late) {
        List<VisitEvent> known = sorted(events);
        List<VisitEvent> all = new ArrayList<>(known);
        all.add(late);
        List<Session> before = SessionFold.sessions(RULES, known);
        List<Session> after = SessionFold.sessions(RULES, sorted(all));
        boolean same = false;
        for (Session session : after) {
            boolean opensBoth = before.stream().anyMatch(known2 -> known2.id().equals(session.id()));
            if (session.startedAt().isAfter(late.at()) && opensBoth) {
                same = true;
            }
            if (same) {
                assertThat(before).contains(session);
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void addTellsTheEndedSessionAndCurrentTheOpenOne(@ForAll("histories") List<VisitEvent> events) {
        SessionFold fold = new SessionFold(RULES);
        List<Session> ended = new ArrayList<>();
        for (VisitEvent event : sorted(events)) {
            Optional<SessionId> open = fold.currentId();
            Optional<Session> closed = fold.add(event);
            closed.ifPresent(ended::add);
            if (closed.isPresent()) {
                assertThat(closed.map(Session::id)).isEqualTo(open);
            }
            assertThat(fold.currentId()).isEqualTo(fold.current().map(Session::id));
        }
        fold.current().ifPresent(ended::add);

        assertThat(ended).isEqualTo(SessionFold.sessions(RULES, sorted(events)));
        assertThat(ended.stream().map(Session::id).distinct().count()).isEqualTo(ended.size());
        assertThat(ended.stream().map(session -> session.id().toString()).toList())
                .as("ids sort by time, as far as milliseconds tell")
                .isSortedAccordingTo((one, other) -> one.substring(0, 13).compareTo(other.substring(0, 13)));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void pageTimesNeverExceedTheSession(@ForAll("histories") List<VisitEvent> events) {
        for (Session session : SessionFold.sessions(RULES, sorted(events))) {
            Duration sum = session.pages().stream()
                    .flatMap(page -> page.time().stream())
                    .reduce(Duration.ZERO, Duration::plus);
            assertThat(sum).isLessThanOrEqualTo(Duration.between(session.startedAt(), session.lastSeenAt()));
            assertThat(session.pageCount()).isEqualTo(session.pages().size());
            for (int i = 0; i < session.pages().size(); i++) {
                Optional<Duration> time = session.pages().get(i).time();
                boolean last = i == session.pages().size() - 1;
                assertThat(time.isPresent() || last).isTrue();
                assertThat(time.map(t -> !t.isNegative() && t.compareTo(RULES.timeout()) <= 0)
                                .orElse(true))
                        .isTrue();
                assertThat(last && time.equals(Optional.of(Duration.ZERO))).isFalse();
            }
        }
    }

    /** The rules once more, in another style: each event looks back at all events before it. */
    private static final class Model {
        private static final Set<String> CAMPAIGN_NAMES = Set.of("utm_source", "utm_medium", "gclid");

        static List<String> sessions(List<VisitEvent> events) {
            List<Integer> owners = new ArrayList<>();
            int sessions = 0;
            for (int i = 0; i < events.size(); i++) {
                boolean page = events.get(i).type() == VisitEvent.Type.PAGE_VIEW;
                int current = sessions;
                List<VisitEvent> members = members(events, owners, current);
                boolean ends = current == 0 || ends(members, events.get(i));
                if (ends && page) {
                    sessions++;
                    owners.add(sessions);
                } else {
                    owners.add(ends ? 0 : current);
                }
            }
            List<String> found = new ArrayList<>();
            for (int session = 1; session <= sessions; session++) {
                found.add(text(members(events, owners, session)));
            }
            return found;
        }

        private static List<VisitEvent> members(List<VisitEvent> events, List<Integer> owners, int session) {
            List<VisitEvent> members = new ArrayList<>();
            for (int i = 0; i < owners.size(); i++) {
                if (owners.get(i) == session) {
                    members.add(events.get(i));
                }
            }
            return members;
        }

        private static boolean ends(List<VisitEvent> members, VisitEvent event) {
            long first = micros(members.get(0).at());
            long last = micros(members.get(members.size() - 1).at());
            long now = micros(event.at());
            Map<String, String> campaign = event.url().map(Model::campaign).orElse(Map.of());
            return now - last >= 30L * 60 * 1_000_000
                    || now - first > 24L * 3_600 * 1_000_000
                    || (!campaign.isEmpty()
                            && !campaign.equals(campaign(members.get(0).url().orElseThrow())));
        }

        private static Map<String, String> campaign(String url) {
            Map<String, String> campaign = new TreeMap<>();
            for (String part : url.substring(url.indexOf('?') + 1).split("[&#]", -1)) {
                String[] pair = part.split("=", 2);
                if (pair.length == 2 && CAMPAIGN_NAMES.contains(pair[0])) {
                    campaign.put(pair[0], pair[1]);
                }
            }
            return campaign;
        }

        private static String text(List<VisitEvent> members) {
            List<VisitEvent> pages = members.stream()
                    .filter(event -> event.type() == VisitEvent.Type.PAGE_VIEW)
                    .toList();
            long last = micros(members.get(members.size() - 1).at());
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < pages.size(); i++) {
                long from = micros(pages.get(i).at());
                long until = i + 1 < pages.size() ? micros(pages.get(i + 1).at()) : last;
                boolean unknown = i + 1 == pages.size() && until == from;
                times.add(unknown ? -1 : Math.min(until - from, 30L * 60 * 1_000_000));
            }
            return members.get(0).at() + " " + members.get(members.size() - 1).at() + " " + members.size() + " "
                    + times;
        }

        private static long micros(Instant at) {
            return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
        }
    }

    private static List<String> described(List<Session> sessions) {
        return sessions.stream()
                .map(session -> session.startedAt() + " " + session.lastSeenAt() + " " + session.events() + " "
                        + session.pages().stream()
                                .map(page -> page.time()
                                        .map(time -> time.toNanos() / 1_000)
                                        .orElse(-1L))
                                .toList())
                .toList();
    }

    private static int indexOfOpening(List<VisitEvent> events, Session session) {
        for (int i = 0; i < events.size(); i++) {
            VisitEvent event = events.get(i);
            if (SessionId.of(event.visitor(), event.at(), event.eventId()).equals(session.id())) {
                return i;
            }
        }
        throw new AssertionError("a session is opened by one of its events");
    }

    private static List<VisitEvent> sorted(List<VisitEvent> events) {
        return events.stream().sorted(VisitEvent.ORDER).toList();
    }

    @Provide
    Arbitrary<VisitEvent> events() {
        return Arbitraries.longs()
                .between(0, 40L * 3_600)
                .map(second ->
                        VisitEvent.pageView("late", VISITOR, START.plusSeconds(second), "https://shop.example/x"));
    }

    /** Gaps around the limits, pages with and without campaigns, heartbeats; many at the same instant. */
    @Provide
    Arbitrary<List<VisitEvent>> histories() {
        Arbitrary<Duration> gaps = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.longs().between(0, 60).map(Duration::ofSeconds)),
                Tuple.of(2, Arbitraries.of(Duration.ZERO, Duration.ofNanos(1_000))),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(30).minusNanos(1_000),
                                Duration.ofMinutes(29),
                                Duration.ofMinutes(31))),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                Duration.ofHours(5),
                                Duration.ofHours(24),
                                Duration.ofHours(24).plusNanos(1_000))));
        Arbitrary<Optional<String>> urls = Arbitraries.of(
                        "https://shop.example/",
                        "https://shop.example/a?fbclid=1",
                        "https://shop.example/a?fbclid=2",
                        "https://shop.example/?utm_source=x",
                        "https://shop.example/b?utm_source=x",
                        "https://shop.example/?utm_source=y",
                        "https://shop.example/?utm_medium=m&utm_source=x",
                        "https://shop.example/?utm_source=x&utm_medium=m",
                        "https://shop.example/?gclid=1",
                        "https://shop.example/#utm_source=x")
                .optional(0.6);
        Arbitrary<Boolean> referrers = Arbitraries.of(true, false);
        // A long-lived session: a heartbeat every 29 minutes passes the 24 hours without a gap.
        Arbitrary<Integer> beats = Arbitraries.of(0, 0, 0, 0, 0, 0, 0, 49, 50);
        return Combinators.combine(gaps, urls, referrers, beats)
                .as(Step::new)
                .list()
                .ofMaxSize(14)
                .map(steps -> {
                    List<VisitEvent> events = new ArrayList<>();
                    Instant at = START;
                    for (Step step : steps) {
                        at = at.plus(step.gap);
                        String id = "e" + (events.size() * 7 % 11) + "-" + events.size();
                        VisitEvent event = step.url
                                .map(url -> VisitEvent.pageView(id, VISITOR, START, url))
                                .orElse(VisitEvent.heartbeat(id, VISITOR, START));
                        events.add(at(event, at, step.referred));
                        for (int i = 0; i < step.beats; i++) {
                            at = at.plus(Duration.ofMinutes(29).plusSeconds(i % 2 == 0 ? 0 : 20));
                            events.add(VisitEvent.heartbeat("b" + events.size(), VISITOR, at));
                        }
                    }
                    return events;
                });
    }

    private static VisitEvent at(VisitEvent event, Instant at, boolean referred) {
        VisitEvent moved = new VisitEvent(
                event.eventId(),
                event.visitor(),
                event.type(),
                at,
                event.url(),
                event.title(),
                event.referrer(),
                event.device(),
                event.ip(),
                event.place());
        return referred ? moved.withReferrer("https://www.google.com/") : moved;
    }

    private record Step(Duration gap, Optional<String> url, boolean referred, int beats) {}
}
