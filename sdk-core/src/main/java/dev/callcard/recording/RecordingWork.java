package dev.callcard.recording;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallStore;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectStore;
import dev.callcard.work.Work;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due for recordings: fetches them, listens to them, deletes what was kept long enough, and sees once a day that entries
 * and bytes agree ({@link Reconciliation}). What is due stands in
 * the {@link RecordingCatalog}, so it survives a kill, and several nodes may do it at once: each takes an entry for {@link
 * #LEASE}, and if it is killed over the work, another one takes it after that. Thread-safe.
 */
public final class RecordingWork implements Work {
    /** For how long one piece of work is kept from others: a fetch of 15 minutes, a transcoding of 10, and storing. */
    public static final Duration LEASE = Duration.ofMinutes(30);

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MOST_DISCARDED = 100;
    private static final Logger LOG = LoggerFactory.getLogger(RecordingWork.class);

    private final ProjectStore projects;
    private final CallStore calls;
    private final RecordingCatalog catalog;
    private final RecordingStore store;
    private final Optional<AudioAnalyzer> analyzer;
    private final Optional<Fetching> fetching;
    private final Reconciliation reconciliation;
    private final Clock clock;

    /**
     * Work over stores.
     *
     * @param projects tells for how long recordings are kept
     * @param calls finds the calls
     * @param catalog keeps what is due
     * @param store keeps the bytes
     * @param audio who transcodes, listens and fetches
     * @param reconciliation is run for every project once a day
     * @param clock tells what is due
     */
    public RecordingWork(
            ProjectStore projects,
            CallStore calls,
            RecordingCatalog catalog,
            RecordingStore store,
            AudioTools audio,
            Reconciliation reconciliation,
            Clock clock) {
        this.projects = projects;
        this.calls = calls;
        this.catalog = catalog;
        this.store = store;
        this.analyzer = audio.analyzer();
        Intake intake = new Intake(store, audio.transcoder());
        this.fetching =
                audio.fetcher().map(fetcher -> new Fetching(fetcher, audio.folder(), intake, catalog, store, clock));
        this.reconciliation = reconciliation;
        this.clock = clock;
    }

    /**
     * Notes that reports named recordings, which are to be fetched. Nothing happens without an {@link AudioFetcher}: the host then
     * hands recordings in itself.
     *
     * @param project the project
     * @param reported the calls that the reports were about
     */
    public void expect(ProjectId project, List<CallId> reported) {
        if (fetching.isPresent() && !reported.isEmpty()) {
            catalog.expect(project, reported, now());
        }
    }

    /**
     * Looks again at all recordings of a project, because its rules changed.
     *
     * @param project the project
     */
    public void lookAgain(ProjectId project) {
        catalog.lookAgain(project, Optional.empty(), now());
    }

    /**
     * Whether a change of settings says anew what becomes of recordings, so that they must be looked at again.
     *
     * @param before the project before the change
     * @param after the project after it
     * @return true if it does
     */
    public static boolean isKeptDifferently(Project before, Project after) {
        return !Retention.of(before.settings()).equals(Retention.of(after.settings()))
                || !before.inactiveSince().equals(after.inactiveSince());
    }

    @Override
    public boolean runOne() {
        Instant now = now();
        List<RecordingCatalog.Entry> claimed = catalog.claim(now, now.plus(LEASE), 1);
        claimed.forEach(this::look);
        return deleteDiscarded() || !claimed.isEmpty() || tidy();
    }

    /**
     * Does everything that is due now.
     *
     * @return how many things were done
     * @throws UnavailableException if a store failed; the work is due again later
     */
    public int runAll() {
        int done = 0;
        while (runOne()) {
            done++;
        }
        return done;
    }

    private void look(RecordingCatalog.Entry entry) {
        Optional<Project> project = projects.find(entry.project());
        Optional<Call> call = calls.find(entry.project(), entry.call());
        if (project.isEmpty() || call.isEmpty()) {
            return; // erased meanwhile, and the entry with it
        }
        if (entry.state() == Recording.State.READY) {
            lookAfter(entry, call.get(), project.get());
        } else if (fetching.isPresent()) {
            fetching.get().fetch(entry, call.get(), project.get());
        } else {
            change(entry, (kept, held) -> kept.due(Optional.empty()));
        }
    }

    private void lookAfter(RecordingCatalog.Entry entry, Call call, Project project) {
        if (!expire(entry, call, project) && !entry.analysed()) {
            entry.audio().ifPresent(audio -> listen(entry, audio));
        }
    }

    /** Deletes a recording whose time is over; otherwise notes when that will be. Tells whether it is gone. */
    private boolean expire(RecordingCatalog.Entry entry, Call call, Project project) {
        Instant now = now();
        Instant start = call.facts().times().startedAt();
        Retention retention = Retention.of(project.settings());
        if (isOver(retention, entry, start, project, now)) {
            Recording.Mark mark = new Recording.Mark("Callcard", now);
            Optional<RecordingCatalog.Entry> after = catalog.change(
                    entry.project(),
                    entry.call(),
                    known -> known.entry()
                            .map(kept -> !known.held() && isOver(retention, kept, start, project, now)
                                    ? RecordingCatalog.Entry.gone(
                                            kept.project(), kept.call(), Recording.State.EXPIRED, mark)
                                    : kept),
                    Optional.of(AuditRecord.bySystem(clock, AuditRecord.Action.RECORDING_EXPIRED, entry.call())));
            if (after.filter(Recordings::isGone).isPresent()) {
                return true;
            }
        }
        if (entry.analysed()) {
            // Under legal hold nothing is due: whoever lifts it makes the recordings due.
            change(
                    entry,
                    (kept, held) -> kept.due(held ? Optional.empty() : retention.expiresAt(kept, start, project)));
        }
        return false;
    }

    private static boolean isOver(
            Retention retention, RecordingCatalog.Entry entry, Instant start, Project project, Instant now) {
        return entry.state() == Recording.State.READY
                && retention
                        .expiresAt(entry, start, project)
                        .filter(at -> !now.isBefore(at))
                        .isPresent();
    }

    private void listen(RecordingCatalog.Entry entry, Recording.Audio audio) {
        Optional<AudioAnalyzer.Analysis> analysis = Optional.empty();
        if (analyzer.isPresent() && audio.contentType().equals(AudioFormat.VORBIS)) {
            try (InputStream bytes = store.open(audio.key(), new RecordingStore.Range(0, audio.sizeBytes()))) {
                analysis = Optional.of(analyzer.get().analyze(bytes));
            } catch (AudioAnalyzer.UnreadableAudioException e) {
                LOG.warn("A recording cannot be drawn: {}", e.getMessage());
            } catch (NotFoundException e) {
                LOG.warn("The bytes of a recording are missing.");
            } catch (IOException e) {
                throw new UnavailableException("listen to a recording", SOON, e);
            }
        }
        analysis.ifPresent(seen -> catalog.saveAnalysis(audio.key(), seen));
        Instant again = now();
        // Due at once, to note when it expires.
        change(entry, (kept, held) -> kept.heard().due(Optional.of(again)));
    }

    private void change(
            RecordingCatalog.Entry entry, BiFunction<RecordingCatalog.Entry, Boolean, RecordingCatalog.Entry> change) {
        catalog.change(
                entry.project(),
                entry.call(),
                known -> known.entry()
                        .map(kept ->
                                kept.state() == entry.state() && kept.audio().equals(entry.audio())
                                        ? change.apply(kept, known.held())
                                        : kept),
                Optional.empty());
    }

    /** What can wait until nothing else is due. */
    private boolean tidy() {
        fetching.ifPresent(Fetching::tidy);
        return reconciliation.runOne();
    }

    private boolean deleteDiscarded() {
        return Discarded.delete(catalog, store, MOST_DISCARDED) == MOST_DISCARDED;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
