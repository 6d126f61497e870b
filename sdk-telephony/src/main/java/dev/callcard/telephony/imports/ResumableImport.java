package dev.callcard.telephony.imports;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.project.ProjectId;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Imports one file, and goes on where it was after a stop, a failure or a kill. It keeps two files beside the imported one:
 * how far it came, and what was rejected. Both are written only once the batch before them is stored for good, so a kill
 * costs at most one batch that is handed in again, which changes nothing.
 *
 * <p>A file that was replaced is imported from its beginning; one that has grown is read on. Two runs over one file at the
 * same time are refused. One object is for one run; {@link #stop()} may be called by any thread.
 */
public final class ResumableImport {
    private final Builder options;
    private volatile boolean stopped;

    private ResumableImport(Builder options) {
        this.options = options;
    }

    /**
     * Starts to describe an import.
     *
     * @param cards where to import
     * @param viewer who hands in; needs the permission to
     * @param project which project
     * @param file the file
     * @return a builder, never null
     */
    public static Builder builder(CallCards cards, Viewer viewer, ProjectId project, Path file) {
        return new Builder(cards, viewer, project, file);
    }

    /**
     * Imports calls, as {@link FileImport#calls} does.
     *
     * @return how far it came: to the end, unless it was stopped
     * @throws ImportStoppedException if the file could not be read or the store did not answer
     * @throws IOException if the state or the report of rejected lines cannot be written, or another run holds them
     */
    public Progress calls() throws IOException {
        return run(FileImport::calls);
    }

    /**
     * Imports visit events, as {@link FileImport#visitEvents} does.
     *
     * @return how far it came: to the end, unless it was stopped
     * @throws ImportStoppedException if the file could not be read or the store did not answer
     * @throws IOException if the state or the report of rejected lines cannot be written, or another run holds them
     */
    public Progress visitEvents() throws IOException {
        return run(FileImport::visitEvents);
    }

    /**
     * Imports a {@code Master.csv}, as {@link FileImport#asteriskCdr} does.
     *
     * @param cdr how this Asterisk writes
     * @return how far it came: to the end, unless it was stopped
     * @throws ImportStoppedException if the file could not be read or the store did not answer
     * @throws IOException if the state or the report of rejected lines cannot be written, or another run holds them
     */
    public Progress asteriskCdr(AsteriskCdr cdr) throws IOException {
        return run((fileImport, in) -> fileImport.asteriskCdr(in, cdr));
    }

    /** Ends the run after the batch that it is at; the next run goes on from there. */
    public void stop() {
        stopped = true;
    }

    private boolean isStopped() {
        return stopped || options.stopWhen.getAsBoolean();
    }

    private Progress run(BiFunction<FileImport, InputStream, ImportProgress> kind) throws IOException {
        try (ImportJournal journal = ImportJournal.open(options.file, options.state, options.rejects)) {
            Run run = new Run(journal);
            FileImport fileImport = run.fileImport();
            try (InputStream in = Files.newInputStream(options.file)) {
                if (isStopped()) {
                    return run.progress(false);
                }
                run.keep(kind.apply(fileImport, in));
                return run.progress(true);
            } catch (Stop e) {
                return run.progress(false);
            }
        }
    }

    /**
     * How far an import is, all its runs together.
     *
     * @param counts the lines, the bytes and what became of the items
     * @param fileBytes how long the file is
     * @param remaining how long the rest will take if it goes on like this; empty as long as nobody can tell
     * @param finished whether the end of the file was reached
     */
    public record Progress(ImportProgress counts, long fileBytes, Optional<Duration> remaining, boolean finished) {
        /** Checks that all parts are there. */
        public Progress {
            Objects.requireNonNull(counts, "counts");
            Objects.requireNonNull(remaining, "remaining");
        }
    }

    private final class Run {
        private final ImportJournal journal;
        private final ImportProgress before;
        private final long started = System.nanoTime();
        private ImportProgress now;

        Run(ImportJournal journal) {
            this.journal = journal;
            this.before = journal.known();
            this.now = before;
        }

        FileImport fileImport() {
            FileImport.Builder builder = FileImport.builder(options.cards, options.viewer, options.project)
                    .from(before.durable())
                    .rejectsWithText(journal.rejects())
                    .progress(this::onBatch);
            options.recordings.ifPresent(builder::recordings);
            return builder.build();
        }

        private void onBatch(ImportProgress progress) {
            keep(progress);
            options.progress.accept(progress(false));
            if (isStopped()) {
                throw new Stop();
            }
        }

        /** The batch is durable by now; so may be the place behind it. */
        void keep(ImportProgress progress) {
            now = before.plus(progress);
            try {
                journal.keep(now);
            } catch (IOException e) {
                throw new ImportStoppedException(now, e);
            }
        }

        Progress progress(boolean finished) throws ImportStoppedException {
            try {
                long size = Files.size(options.file);
                long done = now.durable().bytes() - before.durable().bytes();
                long left = Math.max(0, size - now.durable().bytes());
                Optional<Duration> remaining = done <= 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos((long) ((double) (System.nanoTime() - started) / done * left)));
                return new Progress(now, size, remaining, finished);
            } catch (IOException e) {
                throw new ImportStoppedException(now, e);
            }
        }
    }

    /** Leads out of a run that was stopped. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("stopped", null, false, false);
        }
    }

    /** Collects how to import. Not thread-safe. */
    public static final class Builder {
        private final CallCards cards;
        private final Viewer viewer;
        private final ProjectId project;
        private final Path file;
        private Path state;
        private Path rejects;
        private Consumer<Progress> progress = ignored -> {};
        private BooleanSupplier stopWhen = () -> false;
        private Optional<RecordingsFolder> recordings = Optional.empty();

        private Builder(CallCards cards, Viewer viewer, ProjectId project, Path file) {
            this.cards = Objects.requireNonNull(cards, "cards");
            this.viewer = Objects.requireNonNull(viewer, "viewer");
            this.project = Objects.requireNonNull(project, "project");
            this.file = Objects.requireNonNull(file, "file");
            this.state = file.resolveSibling(file.getFileName() + ".import");
            this.rejects = file.resolveSibling(file.getFileName() + ".rejected.jsonl");
        }

        /**
         * Sets where to keep how far the import came; unless set, the name of the file with {@code .import} behind it.
         *
         * @param value a file in a folder that can be written to; to begin again, delete it
         * @return this builder
         */
        public Builder state(Path value) {
            state = Objects.requireNonNull(value, "state");
            return this;
        }

        /**
         * Sets where to report rejected lines, each with its number, the errors and its text; unless set, the name of the
         * file with {@code .rejected.jsonl} behind it. The report holds numbers and names of people: where the file system
         * knows permissions, only its owner may read it.
         *
         * @param value a file; what an earlier run reported stays in it
         * @return this builder
         */
        public Builder rejects(Path value) {
            rejects = Objects.requireNonNull(value, "rejects");
            return this;
        }

        /**
         * Sets who is told how far the import is, after every batch, once that is on disk.
         *
         * @param listener called by the importing thread
         * @return this builder
         */
        public Builder progress(Consumer<Progress> listener) {
            progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets what is asked after every batch whether to stop, as {@link ResumableImport#stop()} does.
         *
         * @param value true once the run is to end
         * @return this builder
         */
        public Builder stopWhen(BooleanSupplier value) {
            stopWhen = Objects.requireNonNull(value, "stopWhen");
            return this;
        }

        /**
         * Sets where recordings are, as {@link FileImport.Builder#recordings} does.
         *
         * @param folder the folder
         * @return this builder
         */
        public Builder recordings(RecordingsFolder folder) {
            recordings = Optional.of(folder);
            return this;
        }

        /**
         * Makes the import; nothing is read or written yet.
         *
         * @return never null
         */
        public ResumableImport build() {
            return new ResumableImport(copy());
        }

        private Builder copy() {
            Builder copy = new Builder(cards, viewer, project, file);
            copy.state = state;
            copy.rejects = rejects;
            copy.progress = progress;
            copy.stopWhen = stopWhen;
            copy.recordings = recordings;
            return copy;
        }
    }
}
