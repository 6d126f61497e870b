package dev.callcard.telephony.imports;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.error.FieldError;
import dev.callcard.json.CallReportJson;
import dev.callcard.json.VisitReportJson;
import dev.callcard.project.ProjectId;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Imports files into a project. Memory does not grow with the file. Importing a file again, as a whole or in part, changes
 * nothing; a wrong line is reported and does not touch the others. Immutable; runs that share a report of rejected lines
 * must not run at the same time.
 */
public final class FileImport {
    private final CallCards cards;
    private final Viewer viewer;
    private final ProjectId project;
    private final Rejects rejects;
    private final Consumer<ImportProgress> progress;
    private final ImportPosition from;
    private final Optional<RecordingsFolder> recordings;
    private final boolean recordingsAgain;

    private FileImport(Builder builder) {
        this.cards = builder.cards;
        this.viewer = builder.viewer;
        this.project = builder.project;
        this.rejects = new Rejects(builder.rejects, builder.rejectsWithText);
        this.progress = builder.progress;
        this.from = builder.from;
        this.recordings = builder.recordings;
        this.recordingsAgain = builder.recordingsAgain;
    }

    /**
     * Starts to describe an import.
     *
     * @param cards where to import
     * @param viewer who hands in; needs the permission to
     * @param project which project
     * @return a builder, never null
     */
    public static Builder builder(CallCards cards, Viewer viewer, ProjectId project) {
        return new Builder(cards, viewer, project);
    }

    /**
     * Imports calls: one neutral report, a JSON object, on a line. A {@code recording.path} is looked up in the folder with
     * recordings.
     *
     * @param file the file from its beginning; read to the end, not closed
     * @return how far it came: to the end
     * @throws ImportStoppedException if the file could not be read or the store did not answer
     * @throws dev.callcard.error.NotFoundException if the viewer has no such project
     * @throws dev.callcard.error.ForbiddenException if the viewer may not hand in
     * @throws IllegalArgumentException if the place to begin at is not the beginning of a line
     */
    public ImportProgress calls(InputStream file) {
        return run(
                file,
                StandardCharsets.UTF_8,
                lines -> new JsonLines<>(lines, CallReportJson::readLine),
                calls(UnaryOperator.identity()));
    }

    /**
     * Imports visit events: one neutral event, a JSON object, on a line.
     *
     * @param file the file from its beginning; read to the end, not closed
     * @return how far it came: to the end
     * @throws ImportStoppedException if the file could not be read or the store did not answer
     * @throws dev.callcard.error.NotFoundException if the viewer has no such project
     * @throws dev.callcard.error.ForbiddenException if the viewer may not hand in
     * @throws IllegalArgumentException if the place to begin at is not the beginning of a line
     */
    public ImportProgress visitEvents(InputStream file) {
        return run(
                file,
                StandardCharsets.UTF_8,
                lines -> new JsonLines<>(lines, VisitReportJson::readLine),
                new VisitSink(cards, viewer, project));
    }

    /**
     * Imports what Asterisk wrote to {@code Master.csv}.
     *
     * @param file the file from its beginning; read to the end, not closed
     * @param cdr how this Asterisk writes
     * @return how far it came: to the end
     * @throws ImportStoppedException if the file could not be read or the store did not answer
     * @throws dev.callcard.error.NotFoundException if the viewer has no such project
     * @throws dev.callcard.error.ForbiddenException if the viewer may not hand in
     * @throws IllegalArgumentException if the place to begin at is not the beginning of a line
     */
    public ImportProgress asteriskCdr(InputStream file, AsteriskCdr cdr) {
        return run(file, cdr.charset(), lines -> new AsteriskRows(lines, cdr), calls(AsteriskCdr::inColumns));
    }

    private CallSink calls(UnaryOperator<FieldError> naming) {
        return new CallSink(cards, viewer, project, recordings, recordingsAgain, naming);
    }

    private <T> ImportProgress run(
            InputStream file, Charset charset, Function<Lines, Item.Source<T>> source, ImportRun.Sink<T> sink) {
        Lines lines;
        try {
            lines = Lines.open(file, charset, from);
        } catch (IOException e) {
            throw new ImportStoppedException(new ImportProgress(from, 0, 0, 0, 0, 0, 0, 0, 0), e);
        }
        return new ImportRun<>(lines, source.apply(lines), sink, rejects, progress).run();
    }

    /** Collects how to import. Not thread-safe. */
    public static final class Builder {
        private final CallCards cards;
        private final Viewer viewer;
        private final ProjectId project;
        private OutputStream rejects = OutputStream.nullOutputStream();
        private boolean rejectsWithText;
        private Consumer<ImportProgress> progress = ignored -> {};
        private ImportPosition from = ImportPosition.START;
        private Optional<RecordingsFolder> recordings = Optional.empty();
        private boolean recordingsAgain;

        private Builder(CallCards cards, Viewer viewer, ProjectId project) {
            this.cards = Objects.requireNonNull(cards, "cards");
            this.viewer = Objects.requireNonNull(viewer, "viewer");
            this.project = Objects.requireNonNull(project, "project");
        }

        /**
         * Sets where to report what was rejected: a JSON object on a line with the number of the line in the file and the
         * errors, which repeat nothing of it. Unless set, rejected lines are counted only.
         *
         * @param report where to write; stays the caller's, who closes it
         * @return this builder
         */
        public Builder rejects(OutputStream report) {
            rejects = Objects.requireNonNull(report, "report");
            rejectsWithText = false;
            return this;
        }

        /**
         * Sets where to report what was rejected, each with the text of the line, so that it can be repaired. The text holds
         * numbers and names of people.
         *
         * @param report where to write; stays the caller's, who closes it
         * @return this builder
         */
        public Builder rejectsWithText(OutputStream report) {
            rejects = Objects.requireNonNull(report, "report");
            rejectsWithText = true;
            return this;
        }

        /**
         * Sets who is told how far the import is, after every batch of up to 1,000 items. If it throws, the import ends with
         * that; what it was told before stays stored.
         *
         * @param listener called by the importing thread
         * @return this builder
         */
        public Builder progress(Consumer<ImportProgress> listener) {
            progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets where to begin; at the first line unless set.
         *
         * @param position {@link ImportProgress#durable()} of an earlier run over this file
         * @return this builder
         */
        public Builder from(ImportPosition position) {
            from = Objects.requireNonNull(position, "position");
            return this;
        }

        /**
         * Sets where recordings are. A call that has its recording already keeps it; none is stored for a call of a time
         * when the project did not record.
         *
         * @param folder the folder
         * @return this builder
         */
        public Builder recordings(RecordingsFolder folder) {
            recordings = Optional.of(folder);
            recordingsAgain = false;
            return this;
        }

        /**
         * Sets where recordings are, to be stored in place of those that calls have already.
         *
         * @param folder the folder
         * @return this builder
         */
        public Builder recordingsAgain(RecordingsFolder folder) {
            recordings = Optional.of(folder);
            recordingsAgain = true;
            return this;
        }

        /**
         * Makes the import.
         *
         * @return never null
         */
        public FileImport build() {
            return new FileImport(this);
        }
    }
}
