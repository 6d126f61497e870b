package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.Outcome;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A customer with 10,000 calls, 2,000 visitors and sessions and 40,000 page views, all within 30 days. */
final class Heavy {
    static final Project PROJECT = World.PROJECT;
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final int CALLS = 10_000;
    static final int SESSIONS = 2_000;
    static final int PAGES = 20;
    private static final long CALL_GAP = 250;
    private static final long SESSION_GAP = 1_250;
    private static final int BATCH = 1_000;

    private final JdbcStorage storage;
    private CallId lastCall;

    private Heavy(JdbcStorage storage) {
        this.storage = storage;
    }

    /** Fills a storage; gives the customer's last call. */
    static CallId fill(JdbcStorage storage) {
        storage.projects().create(PROJECT.id(), PROJECT.settings());
        Heavy heavy = new Heavy(storage);
        heavy.calls("+442079460958", CALLS);
        CallId last = heavy.lastCall;
        heavy.calls("+442079460111", BATCH);
        heavy.visits();
        return last;
    }

    private void calls(String number, int count) {
        List<CallState> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant start = START.plusSeconds(i * CALL_GAP);
            batch.add(CallReport.builder("p", number + "-" + i)
                    .type(Call.Type.INBOUND)
                    .customerNumber(number)
                    .caller(number)
                    .destination("+442079460000")
                    .startedAt(start)
                    .answeredAt(start.plusSeconds(5))
                    .endedAt(start.plusSeconds(65))
                    .outcome(Outcome.ANSWERED)
                    .visitorId("visitor" + i % SESSIONS)
                    .agent(new Call.Agent(Optional.of("agent" + i % 7), Optional.of("Ann"), Optional.empty()))
                    .build()
                    .toState());
            if (batch.size() == BATCH) {
                List<Merged> merged = storage.calls().merge(PROJECT, Call.Origin.API, batch, START, Fingerprints.NONE);
                lastCall = merged.get(merged.size() - 1).id();
                batch.clear();
            }
        }
    }

    private void visits() {
        List<VisitEvent> batch = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            for (int j = 0; j < PAGES; j++) {
                Instant at = START.plusSeconds(i * SESSION_GAP + j * 30L);
                String url =
                        "https://shop.example/page" + (i + j) % 40 + (j == 0 && i % 3 == 0 ? "?utm_source=mail" : "");
                batch.add(VisitEvent.pageView("e" + i + "-" + j, new VisitorId("visitor" + i), at, url)
                        .withTitle("Page"));
                if (batch.size() == BATCH) {
                    storage.visits().append(PROJECT, batch, Fingerprints.NONE);
                    batch.clear();
                }
            }
        }
    }
}
