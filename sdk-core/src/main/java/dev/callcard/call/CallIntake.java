package dev.callcard.call;

import dev.callcard.error.FieldError;
import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The one way into the calls, wherever reports come from: refuses what lies in the future, merges the rest, and has recordings
 * expected before anything is acknowledged. Thread-safe.
 */
public final class CallIntake {
    /** How far ahead of our clock a provider's clock may be. */
    public static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final CallStore store;
    private final BiConsumer<ProjectId, List<CallId>> recorded;
    private final Fingerprints fingerprints;
    private final Clock clock;

    /**
     * An intake over a store.
     *
     * @param store keeps the calls
     * @param recorded told of calls whose reports say where their recording is, or that there is none, before those are
     *     acknowledged
     * @param fingerprints takes the fingerprints of what may have been erased
     * @param clock tells when a report came
     */
    public CallIntake(
            CallStore store, BiConsumer<ProjectId, List<CallId>> recorded, Fingerprints fingerprints, Clock clock) {
        this.store = store;
        this.recorded = recorded;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /**
     * Takes reports in. What is accepted survives a kill once this returns.
     *
     * @param project the project with its settings
     * @param origin how the reports came
     * @param reports any number of reports
     * @return what became of each report, in order
     * @throws dev.callcard.error.UnavailableException if the store did not answer; nothing is stored
     */
    public List<ItemResult> take(Project project, Call.Origin origin, List<CallReport> reports) {
        return take(project, reports, (states, at, prints) -> store.merge(project, origin, states, at, prints));
    }

    /**
     * Takes reports in, which are merged in a way of the caller's.
     *
     * @param project the project with its settings
     * @param reports any number of reports
     * @param merge merges those that are right; not asked if there is none
     * @return what became of each report, in order
     * @throws dev.callcard.error.UnavailableException if the store did not answer; nothing is stored
     */
    public List<ItemResult> take(Project project, List<CallReport> reports, Merge merge) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<List<FieldError>> errors = reports.stream()
                .map(report -> report.timesAfter(now.plus(CLOCK_SKEW)))
                .toList();
        List<CallState> states = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            if (errors.get(i).isEmpty()) {
                states.add(reports.get(i).toState());
            }
        }
        List<CallStore.Merged> all = states.isEmpty() ? List.of() : merge.apply(states, now, fingerprints);
        recorded.accept(project.id(), recorded(states, all));
        var merged = all.iterator();
        return errors.stream()
                .map(wrong -> wrong.isEmpty() ? accepted(merged.next()) : ItemResult.rejected(wrong))
                .toList();
    }

    private static List<CallId> recorded(List<CallState> states, List<CallStore.Merged> merged) {
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            boolean told =
                    states.get(i).tells(Field.RECORDING_URL) || states.get(i).tells(Field.RECORDING_LOSS);
            if (told && merged.get(i).status() != ItemResult.Status.REJECTED) {
                calls.add(merged.get(i).id());
            }
        }
        return calls;
    }

    private static ItemResult accepted(CallStore.Merged merged) {
        return merged.status() == ItemResult.Status.REJECTED
                ? ItemResult.erased()
                : ItemResult.accepted(merged.status(), merged.id().toString());
    }

    /** Merges states into calls. */
    @FunctionalInterface
    public interface Merge {
        /**
         * Merges.
         *
         * @param states what the reports tell, one or more
         * @param receivedAt when they came
         * @param fingerprints takes the fingerprints of what may have been erased
         * @return what became of each, in order
         */
        List<CallStore.Merged> apply(List<CallState> states, Instant receivedAt, Fingerprints fingerprints);
    }
}
