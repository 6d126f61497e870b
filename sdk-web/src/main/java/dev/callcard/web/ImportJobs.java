package dev.callcard.web;

import dev.callcard.access.Viewer;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import dev.callcard.web.ImportRecord.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The imports of this server: one at a time, on one thread, which is there only while there is something to import. What is
 * known of them is on disk too, so that a server that starts again can tell and go on. Thread-safe.
 */
final class ImportJobs implements AutoCloseable {
    private static final int MOST_KEPT = 50;
    private static final int MOST_WAITING = 5;
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(30);

    private final ImportRunner runner;
    private final ImportFolder files;
    private final Clock clock;
    private final Map<UUID, ImportJob> jobs = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor executor;

    ImportJobs(ImportRunner runner, Path folder, Clock clock) {
        this.runner = runner;
        this.files = new ImportFolder(folder);
        this.clock = clock;
        this.executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "callcard-import");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
        try {
            files.read().forEach(known -> jobs.put(known.id(), new ImportJob(runner, files, known)));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of imports cannot be read", e);
        }
    }

    List<ImportRunner.Format> formats() {
        return runner.formats();
    }

    Optional<ImportRunner.Format> format(String id) {
        return runner.formats().stream().filter(known -> known.id().equals(id)).findFirst();
    }

    /** Newest first. */
    List<ImportRecord> list(ProjectId project) {
        return jobs.values().stream()
                .map(ImportJob::known)
                .filter(known -> known.project().equals(project))
                .sorted(Comparator.comparing(ImportRecord::createdAt)
                        .reversed()
                        .thenComparing(known -> known.id().toString()))
                .toList();
    }

    ImportRecord get(ProjectId project, String id) {
        return job(project, id).known();
    }

    Path rejects(ImportRecord known) {
        return files.rejects(known);
    }

    /** Stores a file and imports it when it is its turn. */
    ImportRecord create(Viewer viewer, ProjectId project, ImportRunner.Format format, String name, InputStream bytes)
            throws IOException {
        makeRoom(project);
        UUID id = UUID.randomUUID();
        long size = files.store(project, id, bytes);
        ImportRecord known = new ImportRecord(
                id,
                project,
                format.id(),
                name,
                size,
                viewer.name(),
                clock.instant(),
                State.STOPPED,
                Optional.empty(),
                ImportRunner.Progress.NONE);
        files.keep(known);
        jobs.put(id, new ImportJob(runner, files, known));
        return resume(viewer, project, id.toString());
    }

    /** Goes on with an import. */
    ImportRecord resume(Viewer viewer, ProjectId project, String id) {
        ImportJob job = job(project, id);
        if (!job.queue(viewer)) {
            throw new HttpProblem(409, "This import cannot go on: it is at work, or done.");
        }
        executor.execute(job);
        return job.known();
    }

    /** Ends an import after its batch; it can go on later. */
    ImportRecord stop(ProjectId project, String id) {
        ImportJob job = job(project, id);
        job.stop(State.STOPPED);
        return job.known();
    }

    /** Ends an import and removes its files. What was imported stays. */
    void delete(ProjectId project, String id) throws IOException {
        ImportJob job = job(project, id);
        jobs.remove(job.known().id());
        job.delete();
    }

    /** Stops what runs, and the thread. */
    @Override
    public void close() {
        jobs.values().forEach(job -> job.stop(State.INTERRUPTED));
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_BATCH.toSeconds(), TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void makeRoom(ProjectId project) throws IOException {
        List<ImportRecord> known = list(project);
        // Uploads are on disk until they are imported, so there may not be any number of them.
        if (known.stream().filter(one -> one.state() != State.DONE).count() >= MOST_WAITING) {
            throw new HttpProblem(
                    409,
                    "There are " + MOST_WAITING + " imports that are not done. Finish or delete one of them first.");
        }
        for (ImportRecord old : known.stream().skip(MOST_KEPT - 1).toList()) {
            if (old.state() == State.DONE) {
                delete(project, old.id().toString());
            }
        }
    }

    private ImportJob job(ProjectId project, String id) {
        return jobs.values().stream()
                .filter(job -> job.known().id().toString().equals(id))
                .filter(job -> job.known().project().equals(project))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("import"));
    }
}
