package dev.callcard.web;

import dev.callcard.access.Viewer;
import dev.callcard.error.CallCardException;
import dev.callcard.project.ProjectId;
import dev.callcard.web.ImportRecord.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One import: what is known of it, and its runs. Thread-safe. */
final class ImportJob implements Runnable, ImportRunner.Job {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);

    private final ImportRunner runner;
    private final ImportFolder files;
    private volatile ImportRecord known;
    private volatile boolean stopped;
    private State afterStop = State.STOPPED;
    private boolean deleted;
    private @Nullable Viewer viewer;

    ImportJob(ImportRunner runner, ImportFolder files, ImportRecord known) {
        this.runner = runner;
        this.files = files;
        this.known = known;
    }

    ImportRecord known() {
        return known;
    }

    /** Puts it in line; false if it is there, or done. */
    synchronized boolean queue(Viewer by) {
        if (!known.state().isResumable() || deleted) {
            return false;
        }
        viewer = by;
        stopped = false;
        change(known.with(State.QUEUED, Optional.empty()));
        return true;
    }

    synchronized void stop(State next) {
        if (known.state().isActive()) {
            afterStop = next;
            stopped = true;
            if (known.state() == State.QUEUED) {
                change(known.with(next, Optional.empty()));
            }
        }
    }

    synchronized void delete() throws IOException {
        deleted = true;
        stopped = true;
        if (known.state() != State.RUNNING) {
            files.delete(known);
        }
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        State state = State.FAILED;
        Optional<String> detail = Optional.of("Something went wrong here. The operator's log has the details.");
        try {
            state = runner.run(this) ? State.DONE : afterStop();
            detail = Optional.empty();
        } catch (CallCardException e) {
            detail = Optional.ofNullable(e.getMessage());
            LOG.warn("An import stopped: {}", Failures.causes(e));
        } catch (IOException | RuntimeException e) {
            // Not the message: it may hold the name of a file, or a text of somebody.
            LOG.error("An import failed: {} at {}", Failures.causes(e), Failures.place(e));
        } finally {
            end(state, detail);
        }
    }

    private synchronized boolean begin() {
        if (known.state() != State.QUEUED || deleted) {
            return false;
        }
        change(known.with(State.RUNNING, Optional.empty()));
        return true;
    }

    private synchronized State afterStop() {
        return afterStop;
    }

    private synchronized void end(State state, Optional<String> detail) {
        try {
            if (deleted) {
                files.delete(known);
                return;
            }
            if (state == State.DONE) {
                files.deleteUpload(known);
            }
        } catch (IOException e) {
            LOG.warn("Files of an import cannot be deleted: {}", e.getClass().getName());
        }
        change(known.with(state, detail));
    }

    @Override
    public synchronized void tell(ImportRunner.Progress progress) {
        change(known.with(progress));
    }

    private synchronized void change(ImportRecord next) {
        known = next;
        try {
            if (!deleted) {
                files.keep(next);
            }
        } catch (IOException e) {
            // The import itself goes on; only a restart would show an older state.
            LOG.warn("The state of an import cannot be kept: {}", e.getClass().getName());
        }
    }

    @Override
    public synchronized Viewer viewer() {
        if (viewer == null) {
            throw new IllegalStateException("nobody has put this import in line");
        }
        return viewer;
    }

    @Override
    public ProjectId project() {
        return known.project();
    }

    @Override
    public ImportRunner.Format format() {
        return runner.formats().stream()
                .filter(format -> format.id().equals(known.format()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a format that was there is gone"));
    }

    @Override
    public Path file() {
        return files.upload(known);
    }

    @Override
    public Path state() {
        return files.state(known);
    }

    @Override
    public Path rejects() {
        return files.rejects(known);
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }
}
