package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the thread of the live log does. Used by that thread only. */
final class LiveReader {
    private static final long PURGE_PAUSE = TimeUnit.MINUTES.toNanos(10);
    private static final int PURGE_STEP = 1_000;

    private final CallCards callCards;
    private final WebOptions.Live options;
    private final Map<ProjectId, LiveProject> projects = new HashMap<>();
    private final List<LiveStream> joining = new ArrayList<>();
    private long purgeAt = System.nanoTime();
    private boolean failing;

    LiveReader(CallCards callCards, WebOptions.Live options) {
        this.callCards = callCards;
        this.options = options;
    }

    /** Works until the feed has nobody left who listens. */
    void run(LiveFeed feed) throws InterruptedException {
        long next = System.nanoTime();
        Optional<List<LiveStream>> arrivals = feed.await(0);
        while (arrivals.isPresent()) {
            joining.addAll(arrivals.get());
            List.copyOf(joining).forEach(stream -> attempt(() -> join(stream)));
            joining.removeIf(LiveStream::hasEnded);
            if (System.nanoTime() - next >= 0) {
                round();
                next = System.nanoTime() + options.interval().toNanos();
            }
            arrivals = feed.await(next - System.nanoTime());
        }
    }

    private void join(LiveStream stream) {
        projects.computeIfAbsent(stream.project(), id -> new LiveProject(callCards, id, options))
                .join(stream);
        joining.remove(stream);
    }

    private void round() {
        boolean well = true;
        projects.values().removeIf(LiveProject::isEmpty);
        for (LiveProject project : projects.values()) {
            well &= attempt(project::poll);
        }
        if (System.nanoTime() - purgeAt >= 0) {
            well &= attempt(this::purge);
        }
        failing &= !well;
    }

    /** In small steps, round after round, until all that is old is gone. */
    private void purge() {
        int forgotten =
                callCards.log().forgetChanges(callCards.clock().instant().minus(LiveCursor.KEPT), PURGE_STEP);
        if (forgotten == 0) {
            purgeAt = System.nanoTime() + PURGE_PAUSE;
        }
    }

    /** Does something that is tried again in the next round if it fails; a failure that lasts is logged once. */
    private boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (NotFoundException | ForbiddenException e) {
            return true; // Whoever may not listen any more was sent away.
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                Failures.problem(e); // logs it
            }
            return false;
        }
    }
}
