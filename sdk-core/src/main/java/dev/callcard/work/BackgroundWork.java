package dev.callcard.work;

import dev.callcard.error.UnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due, on threads of its own, until it is closed. Several nodes may do so at once. What is interrupted by the end of the
 * process is due again later. Thread-safe.
 */
public final class BackgroundWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor threads;

    private BackgroundWork(ScheduledThreadPoolExecutor threads) {
        this.threads = threads;
    }

    /**
     * Starts two threads that look every two seconds.
     *
     * @param work what is done, of {@code CallCards.work()}
     * @return the work, to be closed before the storage
     */
    public static BackgroundWork start(Work work) {
        return start(work, 2, Duration.ofSeconds(2));
    }

    /**
     * Starts.
     *
     * @param work what is done, of {@code CallCards.work()}
     * @param threads how many things are done at once on this node, 1 or more
     * @param interval how long a thread that found nothing waits, more than none
     * @return the work, to be closed before the storage
     * @throws IllegalArgumentException if a number is too small
     */
    public static BackgroundWork start(Work work, int threads, Duration interval) {
        Objects.requireNonNull(work, "work");
        if (threads < 1 || interval.toMillis() < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, interval a millisecond or more");
        }
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "callcard-work");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < threads; i++) {
            Future<?> unused =
                    pool.scheduleWithFixedDelay(() -> run(work, pool), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return new BackgroundWork(pool);
    }

    /** Stops. Waits some seconds for what is being done; what takes longer is interrupted, and due again later. Idempotent. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Work work, ScheduledThreadPoolExecutor pool) {
        try {
            while (!pool.isShutdown() && work.runOne()) {
                // There may be more.
            }
        } catch (UnavailableException e) {
            LOG.warn("A store did not answer; what is due is done later.");
        } catch (RuntimeException e) {
            // The schedule would end with it. Messages of others may hold numbers of people, so the class must do.
            LOG.error(
                    "Something that was due failed, and is due again later: {}",
                    e.getClass().getName());
        }
    }
}
