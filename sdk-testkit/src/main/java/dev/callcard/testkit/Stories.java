package dev.callcard.testkit;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.visit.Device;
import dev.callcard.visit.VisitEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes up calls, torn to pieces that arrive in any order, and visits of a few visitors. */
final class Stories {
    static final List<String> NUMBERS = List.of(
            "+442079460951",
            "020 7946 0952",
            "0044 20 7946 0953",
            "(020) 7946 0951",
            "０２０ ７９４６ ０９５２",
            "anonymous",
            "112",
            "Ann",
            "ann",
            "Ａnn",
            "Zoé",
            "Zoe\u0301",
            "😀");
    static final List<String> AGENTS = List.of("a1", "a2", "A1", "a1 ", "é", "e\u0301");
    static final List<String> VISITORS = List.of("v1", "v2", "V1", "v1 ", "v１", "é", "e\u0301", "😀");
    /** What makes ids of one that some databases take for the same. */
    private static final List<String> VARIANTS = List.of("a", "A", "a ", " a", "ａ", "á", "a\u0301", "😀", "😁", "");

    private final Random random;
    private final List<CallReport> pending = new ArrayList<>();
    private final Set<CallReport> withStart = new HashSet<>();
    private final List<VisitEvent> seen = new ArrayList<>();
    private int calls;
    private int eventIds;

    Stories(Random random) {
        this.random = random;
    }

    String agent() {
        return any(AGENTS);
    }

    boolean tellsStart(CallReport report) {
        return withStart.contains(report);
    }

    /** Some calls happen, now or a while ago. */
    void makeUpCalls(Instant now) {
        while (pending.isEmpty() || random.nextInt(3) == 0) {
            makeUpCall(now);
        }
    }

    boolean hasMore() {
        return !pending.isEmpty();
    }

    /** The next report that arrives: a random piece of a call that was told in part or not yet. */
    CallReport next() {
        return pending.remove(random.nextInt(pending.size()));
    }

    /** Some events, most of them near others of the same visitor, some late, some known. */
    List<VisitEvent> events(Instant now) {
        List<VisitEvent> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            if (!seen.isEmpty() && random.nextInt(10) == 0) {
                events.add(any(seen));
            } else {
                events.add(event(now));
            }
        }
        seen.addAll(events);
        return events;
    }

    private VisitEvent event(Instant now) {
        String visitor = any(VISITORS);
        Instant at = now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * (random.nextInt(4) == 0 ? 45 : 1))));
        if (!seen.isEmpty() && random.nextInt(4) > 0) {
            VisitEvent near = any(seen);
            visitor = near.visitor().value();
            at = near.at()
                    .plus(
                            switch (random.nextInt(8)) {
                                case 0 -> Duration.ofMinutes(30);
                                case 1 -> Duration.ofMinutes(-30);
                                case 2 -> Duration.ZERO;
                                case 3 -> Duration.of(random.nextInt(3) - 1, ChronoUnit.MICROS);
                                default -> Duration.ofSeconds(random.nextInt(5_000) - 2_500);
                            });
        }
        String id = variant("e", eventIds++);
        if (random.nextInt(3) == 0) {
            return Tenant.heartbeat(id, visitor, at);
        }
        String page = "https://shop.example/" + random.nextInt(8);
        VisitEvent view =
                Tenant.view(id, visitor, at, page + any(List.of("", "", "", "", "?utm_source=News", "?gclid=1")));
        if (random.nextInt(3) == 0) {
            view = view.withReferrer(any(List.of("https://www.bing.com/search?q=x", "https://shop2.example/a")));
        }
        if (random.nextInt(3) == 0) {
            view = view.withTitle("Title " + random.nextInt(3));
        }
        return random.nextInt(3) == 0
                ? view.withOrigin(
                        new Device(Optional.of("Desktop"), Optional.of("Linux"), Optional.empty()),
                        Optional.of("192.0.2.0"),
                        Optional.empty())
                : view;
    }

    private void makeUpCall(Instant now) {
        int number = calls++;
        Story story = new Story(number % 5 == 0 ? "other" : "acme", variant("c", number));
        // Starts never tie: what ties is listed by ids, which differ between storages.
        Optional<VisitEvent> visit =
                seen.isEmpty() || random.nextInt(3) == 0 ? Optional.empty() : Optional.of(any(seen));
        Instant start = visit.map(event -> event.at().plusSeconds(random.nextInt(3_000) - 600))
                .filter(near -> near.isBefore(now))
                .orElseGet(() ->
                        now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * (random.nextInt(4) == 0 ? 40 : 2)))))
                .truncatedTo(ChronoUnit.MILLIS)
                .plus(number % 1_000, ChronoUnit.MICROS);
        Instant answer = start.plusSeconds(random.nextInt(40));
        Instant end = answer.plusSeconds(random.nextInt(120));
        String customer = random.nextInt(4) == 0 ? any(NUMBERS) : any(NUMBERS.subList(0, 5));
        Call.Type type = any(List.of(
                Call.Type.INBOUND,
                Call.Type.INBOUND,
                Call.Type.INBOUND,
                Call.Type.CALLBACK,
                Call.Type.OUTBOUND,
                Call.Type.INTERNAL));
        boolean out = type == Call.Type.OUTBOUND;
        story.tell(report -> report.type(type));
        story.tell(report -> report.caller(out ? Reports.OUR_NUMBER : customer));
        story.tell(report -> report.destination(out ? customer : Reports.OUR_NUMBER));
        story.tellStart(start);
        if (random.nextInt(4) > 0) {
            story.tell(report -> report.answeredAt(answer).outcome(Outcome.ANSWERED));
            story.tell(
                    report -> report.agent(new Call.Agent(Optional.of(agent()), Optional.empty(), Optional.empty())));
        } else {
            story.tell(report -> report.outcome(any(List.of(Outcome.BUSY, Outcome.NO_ANSWER, Outcome.CANCELED))));
        }
        story.tell(report -> report.endedAt(end));
        if (visit.isPresent()) {
            story.tell(report -> report.visitorId(visit.get().visitor().value()));
        }
        if (random.nextInt(5) == 0) {
            story.tell(report -> report.visitorId(any(VISITORS)).reportedAt(now.plusSeconds(random.nextInt(9))));
        }
        if (random.nextInt(5) == 0) {
            story.tell(report -> report.customerNumber(any(NUMBERS)).outcome(Outcome.ANSWERED));
        }
        if (random.nextInt(5) == 0) {
            story.tell(report -> report.department("Sales").rawStatus("weird"));
        }
        if (random.nextInt(5) == 0) {
            story.tell(report ->
                    report.recording(new Call.RecordingReference("https://example.com/r", true, Optional.empty())));
        }
        if (random.nextInt(5) == 0) {
            story.tell(report -> report.attribute("order", "4711"));
        }
        story.end();
        if (random.nextInt(10) == 0) {
            story.tell(report -> report.answeredAt(start.minusSeconds(60)).outcome(Outcome.FAILED));
            story.end();
        }
    }

    private static String variant(String name, int number) {
        return name + number / VARIANTS.size() + VARIANTS.get(number % VARIANTS.size());
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Something that a report can tell. */
    private interface Telling {
        CallReport.Builder tell(CallReport.Builder report);
    }

    /** One call, told in one report or in several. */
    private final class Story {
        private final String provider;
        private final String id;
        private CallReport.Builder report;
        private boolean hasStart;

        Story(String provider, String id) {
            this.provider = provider;
            this.id = id;
            this.report = CallReport.builder(provider, id);
        }

        void tell(Telling telling) {
            report = telling.tell(report);
            if (random.nextInt(4) == 0) {
                end();
            }
        }

        void tellStart(Instant start) {
            hasStart = true;
            tell(builder -> builder.startedAt(start));
        }

        /** Sends the piece, sometimes as one about a call that is going on. */
        void end() {
            if (random.nextInt(8) == 0) {
                report.outcome(Outcome.IN_PROGRESS);
            }
            if (random.nextInt(12) == 0) {
                report.legOf(id + "-whole");
            }
            CallReport piece = report.build();
            pending.add(piece);
            if (hasStart) {
                withStart.add(piece);
            }
            hasStart = false;
            report = CallReport.builder(provider, id);
        }
    }
}
