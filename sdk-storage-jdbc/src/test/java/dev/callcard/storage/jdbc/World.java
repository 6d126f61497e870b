package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.Outcome;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random reports and events of few numbers and visitors, so that they meet. The same seed gives the same world. */
final class World {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Project PROJECT = Project.create(
            ProjectId.of("shop"),
            ProjectSettings.builder("GB")
                    .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                    .targetTalk(Duration.ofSeconds(20))
                    .saleCycle(Duration.ofDays(3))
                    .build());

    private static final int DAYS = 40;
    private static final List<String> URLS = List.of(
            "https://shop.example/", "https://shop.example/a", "https://shop.example/b?utm_source=mail&utm_medium=x");

    private final Random random;
    private final String name;
    private final int visitors;

    World(long seed, String name, int visitors) {
        this.random = new Random(seed);
        this.name = name;
        this.visitors = visitors;
    }

    /** Reports about so many calls, several about each, in random order. */
    List<CallState> reports(int calls) {
        List<CallState> states = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            for (int j = random.nextInt(3); j >= 0; j--) {
                states.add(report("call" + i).toState());
            }
        }
        java.util.Collections.shuffle(states, random);
        return states;
    }

    /** One report that tells some of the fields. */
    CallReport report(String id) {
        CallReport.Builder report = CallReport.builder("p", id).reportedAt(moment());
        if (random.nextInt(3) > 0) {
            report.type(random.nextInt(4) > 0 ? Call.Type.INBOUND : Call.Type.OUTBOUND);
        }
        if (random.nextInt(4) > 0) {
            String number = random.nextInt(8) == 0 ? "anonymous" : "+4420794609" + (10 + random.nextInt(4));
            report.customerNumber(number).caller(number);
        }
        if (random.nextInt(3) > 0) {
            Instant start = moment();
            report.startedAt(start);
            if (random.nextBoolean()) {
                report.answeredAt(start.plusSeconds(5)).endedAt(start.plusSeconds(5L + random.nextInt(60)));
                report.outcome(Outcome.ANSWERED);
            }
        }
        if (random.nextInt(2) > 0) {
            report.visitorId(visitor());
        }
        if (random.nextInt(2) > 0) {
            report.agent(new Call.Agent(Optional.of("agent" + random.nextInt(3)), Optional.empty(), Optional.empty()));
        }
        return report.build();
    }

    /** So many events in random order, some of them twice. */
    List<VisitEvent> events(int count) {
        List<VisitEvent> events = new ArrayList<>();
        while (events.size() < count) {
            Instant at = moment();
            String visitor = visitor();
            for (int burst = random.nextInt(5); burst >= 0; burst--) {
                events.add(event("event" + name + events.size(), new VisitorId(visitor), at));
                at = at.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(2_000_000));
            }
        }
        for (int i = 0; i < count / 10; i++) {
            events.add(events.get(random.nextInt(events.size())));
        }
        java.util.Collections.shuffle(events, random);
        return events;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private VisitEvent event(String id, VisitorId visitor, Instant at) {
        if (random.nextInt(3) == 0) {
            return VisitEvent.heartbeat(id, visitor, at);
        }
        VisitEvent view = VisitEvent.pageView(id, visitor, at, URLS.get(random.nextInt(URLS.size())));
        return random.nextBoolean() ? view.withTitle("Page " + random.nextInt(3)) : view;
    }

    private String visitor() {
        return "visitor" + random.nextInt(visitors);
    }

    private Instant moment() {
        // Few instants, so that many things happen at the same one.
        return START.plusSeconds(60L * random.nextInt(DAYS * 24 * 12) * 5);
    }
}
