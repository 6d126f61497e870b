package dev.callcard.recording;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallStore;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.error.UnavailableException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the bytes in the {@link RecordingStore} against the entries in the {@link RecordingCatalog}, both ways, and mends what a
 * kill, a fault or a restored backup left behind:
 *
 * <ul>
 *   <li>bytes that no entry names are deleted, if they are older than {@link #GRACE};
 *   <li>a recording that is ready without bytes is expected again, if there is an address to fetch it from; otherwise it is absent;
 *   <li>uploads that began before {@link #GRACE} and never ended are thrown away.
 * </ul>
 *
 * A store belongs to one database: what another one names there would be deleted. Where more than half of the recordings of a
 * project have no bytes, or more than half of the bytes, and more than ten, no recording, it is rather the wrong folder or an old
 * database than a kill, and that half is left alone.
 *
 * <p>Every step stands alone and is harmless if it is done twice, so this may be killed at any time, and done by several nodes at
 * once. Needs some megabytes of memory for any number of recordings: of each kind it mends 10,000 at a time, and finds the
 * others the next time. Thread-safe.
 */
public final class Reconciliation {
    /** How old bytes are that no entry names before they are deleted: longer than it takes to store a recording. */
    public static final Duration GRACE = Duration.ofDays(1);

    private static final int MOST = 10_000;
    /** So many bytes without a recording may be all there are: of a project with its first calls, say. */
    private static final int FEW = 10;

    private static final String LOST =
            "The audio is missing from the store, and there is no address to fetch it from again.";
    private static final Duration PAUSE = Duration.ofDays(1);
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final Access access;
    private final CallStore calls;
    private final RecordingCatalog catalog;
    private final RecordingStore store;
    private final boolean fetching;
    private final Clock clock;

    /**
     * Reconciliation of stores.
     *
     * @param access decides who may start one
     * @param calls tells whether a call has an address of its recording
     * @param catalog keeps the entries
     * @param store keeps the bytes; one that is no {@link RecordingInventory} cannot be reconciled
     * @param fetching whether there is an {@link AudioFetcher}
     * @param clock tells what is old, and when a project is due
     */
    public Reconciliation(
            Access access,
            CallStore calls,
            RecordingCatalog catalog,
            RecordingStore store,
            boolean fetching,
            Clock clock) {
        this.access = access;
        this.calls = calls;
        this.catalog = catalog;
        this.store = store;
        this.fetching = fetching;
        this.clock = clock;
    }

    /**
     * Reconciles one project now. {@link dev.callcard.work.BackgroundWork} does the same for every project once a day.
     *
     * @param viewer who asks
     * @param project which project
     * @return what was found and mended
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage settings
     * @throws RefusedException if the store cannot tell what it holds
     * @throws UnavailableException if a store failed; what was mended stays so, and the rest is found the next time
     */
    public Report run(Viewer viewer, ProjectId project) {
        return run(viewer, project, false);
    }

    /**
     * The same, however much does not agree: after a bucket was lost, or a database for good. Look twice whether it is the right
     * one.
     *
     * @param viewer who asks
     * @param project which project
     * @return what was found and mended
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage settings
     * @throws RefusedException if the store cannot tell what it holds
     * @throws UnavailableException if a store failed; what was mended stays so, and the rest is found the next time
     */
    public Report runWhatever(Viewer viewer, ProjectId project) {
        return run(viewer, project, true);
    }

    private Report run(Viewer viewer, ProjectId project, boolean whatever) {
        access.project(viewer, project);
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        if (store instanceof RecordingInventory inventory) {
            return run(inventory, project, whatever);
        }
        throw new RefusedException("The store of the recordings cannot tell what it holds.");
    }

    /** Reconciles one project that is due, if there is one, and tells whether there was. */
    boolean runOne() {
        if (!(store instanceof RecordingInventory inventory)) {
            return false;
        }
        Instant now = now();
        Optional<ProjectId> due = catalog.claimReconciliation(now, now.plus(LEASE));
        due.ifPresent(project -> {
            Report report = run(inventory, project, false);
            catalog.reconcileAt(project, now.plus(PAUSE));
            if (report.left() > 0) {
                LOG.error(
                        "Many recordings of a project and their bytes do not agree. Is it the right store? {}", report);
            } else if (report.mended() > 0) {
                LOG.warn("Recordings and their bytes did not agree: {}", report);
            }
        });
        return due.isPresent();
    }

    private Report run(RecordingInventory inventory, ProjectId project, boolean whatever) {
        Instant old = now().minus(GRACE);
        Seen seen = new Seen(ThreadLocalRandom.current().nextLong());
        Findings<RecordingStore.Key> unnamed = new Findings<>(FEW);
        pages(page -> inventory.list(project, page), objects -> {
            objects.forEach(object -> seen.add(object.key()));
            unnamed.add(objects.size(), unnamed(objects, old));
        });
        Findings<RecordingCatalog.Entry> lost = new Findings<>(0);
        pages(page -> catalog.list(project, page), entries -> lost.add(entries.size(), lost(entries, seen)));
        List<RecordingStore.Key> deleted = unnamed.mendable(whatever);
        deleted.forEach(store::delete);
        int expected = 0;
        int absent = 0;
        for (RecordingCatalog.Entry entry : lost.mendable(whatever)) {
            Optional<Recording.State> state = mend(entry);
            expected += state.filter(Recording.State.EXPECTED::equals).isPresent() ? 1 : 0;
            absent += state.filter(Recording.State.ABSENT::equals).isPresent() ? 1 : 0;
        }
        long left = unnamed.wrong
                - deleted.size()
                + lost.wrong
                - lost.mendable(whatever).size();
        return new Report(
                unnamed.looked,
                lost.looked,
                deleted.size(),
                expected,
                absent,
                inventory.discardUnfinished(project, old),
                left);
    }

    /** The old ones that no entry names: what is on its way to become named is younger. */
    private List<RecordingStore.Key> unnamed(List<RecordingInventory.Entry> objects, Instant old) {
        List<RecordingStore.Key> aged = objects.stream()
                .filter(object -> object.storedAt().isBefore(old))
                .map(RecordingInventory.Entry::key)
                .toList();
        Set<RecordingStore.Key> known = aged.isEmpty() ? Set.of() : catalog.known(aged);
        return aged.stream().filter(key -> !known.contains(key)).toList();
    }

    /** Those whose bytes were not listed, and are not there now either. */
    private List<RecordingCatalog.Entry> lost(List<RecordingCatalog.Entry> entries, Seen seen) {
        return entries.stream()
                .filter(entry -> !seen.mayHave(key(entry)) && !isThere(key(entry)))
                .toList();
    }

    /**
     * Takes the audio from an entry that was ready without bytes, and tells its state if that was needed. A key is used once, and named
     * after it was stored, so bytes that are missing never come; if the entry names other ones by now, it stays as it is.
     */
    private Optional<Recording.State> mend(RecordingCatalog.Entry entry) {
        boolean again = fetching
                && calls.find(entry.project(), entry.call())
                        .flatMap(call -> call.facts().recording())
                        .filter(Call.RecordingReference::isUrl)
                        .isPresent();
        RecordingCatalog.Entry mended = again
                ? RecordingCatalog.Entry.expected(entry.project(), entry.call(), Optional.of(now()))
                : RecordingCatalog.Entry.waiting(
                        entry.project(), entry.call(), Recording.State.ABSENT, Optional.of(LOST), 0, Optional.empty());
        try {
            return catalog.change(
                            entry.project(),
                            entry.call(),
                            known -> known.entry().map(kept -> kept.audio().equals(entry.audio()) ? mended : kept),
                            Optional.of(AuditRecord.bySystem(clock, AuditRecord.Action.RECORDING_LOST, entry.call())))
                    .filter(mended::equals)
                    .map(RecordingCatalog.Entry::state);
        } catch (NotFoundException e) {
            return Optional.empty(); // erased meanwhile
        }
    }

    private boolean isThere(RecordingStore.Key key) {
        try {
            store.open(key, new RecordingStore.Range(0, 1)).close();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UnavailableException("look for a recording", Duration.ofMinutes(1), e);
        }
    }

    private static RecordingStore.Key key(RecordingCatalog.Entry entry) {
        return entry.audio().orElseThrow().key();
    }

    private static <T> void pages(Function<PageRequest, Page<T>> read, Consumer<List<T>> each) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = read.apply(new PageRequest(cursor, PageRequest.MAX_LIMIT));
            each.accept(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What was looked at, and what of it is wrong. */
    private static final class Findings<T> {
        long looked;
        long wrong;
        private final List<T> some = new ArrayList<>();
        private final int few;

        Findings(int few) {
            this.few = few;
        }

        void add(int all, List<T> found) {
            looked += all;
            wrong += found.size();
            some.addAll(found.subList(0, Math.min(found.size(), MOST - some.size())));
        }

        /** Nothing if it is most of all there is, unless that does not matter, or it is few. */
        List<T> mendable(boolean whatever) {
            return whatever || wrong <= few || wrong <= looked / 2 ? some : List.of();
        }
    }

    /**
     * What was found in a project, and what was done about it.
     *
     * @param objects how many recordings the store told of
     * @param recordings how many entries had audio
     * @param deleted how many bytes were deleted that no entry named
     * @param expectedAgain how many recordings had lost their bytes and are fetched again
     * @param absent how many recordings had lost their bytes for good
     * @param discarded how many unfinished uploads were thrown away
     * @param left how many bytes without a recording, and recordings without bytes, were left alone because they are most of all,
     *     or too many for once
     */
    public record Report(
            long objects, long recordings, int deleted, int expectedAgain, int absent, int discarded, long left) {
        /**
         * How much was mended.
         *
         * @return 0 if everything was as it should be, or left alone
         */
        public int mended() {
            return deleted + expectedAgain + absent + discarded;
        }
    }
}
