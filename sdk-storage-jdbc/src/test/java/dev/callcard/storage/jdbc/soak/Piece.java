package dev.callcard.storage.jdbc.soak;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.error.ConflictException;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/**
 * What a writer hands over at once, and gets acknowledged at once. Each writer has an endless row of them, always the same: four
 * for each call, which rings, is seen on the site, is over and is judged. Writers share numbers and visitors.
 */
record Piece(int writer, int number) {
    private static final int STEPS = 4;
    private static final int PAGES = 5;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    static final Project PROJECT = Project.create(
            ProjectId.of("soak"),
            ProjectSettings.builder("GB")
                    .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                    .build());

    /** What is stored when this is, in words that {@link Stored} also finds. */
    List<String> facts() {
        return switch (number % STEPS) {
            case 0 -> List.of("call " + call());
            case 1 -> events().stream().map(event -> "event " + event.eventId()).toList();
            case 2 -> List.of("end " + call());
            default -> List.of("comment " + call(), "annotation " + call(), "rating " + call());
        };
    }

    /** Returns when the storage has acknowledged it. May be repeated. */
    void hand(Storage storage, Project project) {
        switch (number % STEPS) {
            case 0 -> merge(storage, project, report());
            case 1 -> storage.visits().append(project, events(), Fingerprints.NONE);
            case 2 -> merge(storage, project, end());
            default -> judge(storage, project.id(), merge(storage, project, report()));
        }
    }

    private String call() {
        return writer + "-" + number / STEPS;
    }

    private static CallId merge(Storage storage, Project project, CallReport report) {
        return storage.calls()
                .merge(project, Call.Origin.API, List.of(report.toState()), START, Fingerprints.NONE)
                .get(0)
                .id();
    }

    private CallReport report() {
        return begin().reportedAt(moment()).build();
    }

    private CallReport end() {
        return begin().reportedAt(moment().plusSeconds(60))
                .answeredAt(moment().plusSeconds(7))
                .endedAt(moment().plusSeconds(50))
                .outcome(Outcome.ANSWERED)
                .build();
    }

    private CallReport.Builder begin() {
        return CallReport.builder("soak", call())
                .type(Call.Type.INBOUND)
                .customerNumber("+4420794609" + (10 + random().nextInt(10)))
                .startedAt(moment())
                .visitorId(visitor().value());
    }

    private List<VisitEvent> events() {
        List<VisitEvent> events = new ArrayList<>();
        Random random = random();
        for (int i = 0; i < PAGES; i++) {
            events.add(VisitEvent.pageView(
                    call() + "-" + i, visitor(), START.plusSeconds(random.nextInt(40 * 86_400)), "https://x.example/"));
        }
        return events;
    }

    private void judge(Storage storage, ProjectId project, CallId call) {
        UUID id = UUID.nameUUIDFromBytes((project + call()).getBytes(StandardCharsets.UTF_8));
        Comment.Content text = new Comment.Content(call(), Optional.empty());
        // The first time it may have been kept, and only the answer lost.
        if (storage.annotations().comment(project, call, new Comment.Id(id)).isEmpty()) {
            storage.annotations()
                    .add(
                            project,
                            call,
                            new Comment(new Comment.Id(id), 1, text, "ann", "Ann", moment(), Optional.empty()));
        }
        Annotation.Change mark =
                new Annotation.Change(Optional.empty(), Optional.of(OptionalInt.of(4)), Optional.empty());
        try {
            storage.annotations().change(project, call, mark, OptionalLong.of(0), "Ann", moment());
        } catch (ConflictException e) {
            if (e.actualVersion() != 1) {
                throw e; // 1: it was kept the first time, and only the answer was lost
            }
        }
    }

    private VisitorId visitor() {
        return new VisitorId("visitor" + random().nextInt(8));
    }

    private Instant moment() {
        return START.plusSeconds(random().nextInt(40 * 86_400));
    }

    private Random random() {
        return new Random(writer * 1_000_003L + number / STEPS);
    }
}
