package dev.callcard.log;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.visit.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads the call log, and what changed in it. Safe for use by many threads and nodes. */
public interface LogStore {
    /**
     * Reads a page of the log, newest start first, then by falling id.
     *
     * @param project the project with its settings
     * @param filter which calls
     * @param page which page
     * @return the page; a call whose start changes between two pages may be seen twice or not at all
     */
    Page<Line> read(Project project, LogFilter filter, PageRequest page);

    /**
     * Reads what changed, in the order of the writers' clocks. A change is kept in the transaction of what it tells of, so
     * it appears when that commits: later than others, perhaps, that lie after it.
     *
     * @param project the project
     * @param after where to go on
     * @param limit how many changes at the most
     * @return the changes after that position, oldest first
     */
    List<Change> changes(ProjectId project, Position after, int limit);

    /**
     * Forgets old changes of all projects, not the calls that they tell of.
     *
     * @param before changes before this instant
     * @param limit how many of each project at the most, oldest first
     * @return how many were forgotten
     */
    int forgetChanges(Instant before, int limit);

    /**
     * What is kept of one line of the log.
     *
     * @param call the call
     * @param source where the visit came from that the call is joined to, if it is
     * @param annotation what people think of the call
     * @param recording what the catalog has of its recording, if anything
     */
    record Line(Call call, Optional<Source> source, Annotation annotation, Optional<RecordingCatalog.Entry> recording) {
        /** Checks that all parts are there. */
        public Line {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(annotation, "annotation");
            Objects.requireNonNull(recording, "recording");
        }
    }

    /**
     * Something that people see of a call is new.
     *
     * @param position where it lies among the others
     * @param call the call
     * @param kind what is new
     */
    record Change(Position position, CallId call, Kind kind) {
        /** Checks that all parts are there. */
        public Change {
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * A place in the order of changes.
     *
     * @param at when the change was written, by the clock of the writer
     * @param id the id of the change, which breaks ties of time
     */
    record Position(Instant at, UUID id) implements Comparable<Position> {
        /** Checks that both parts are there. */
        public Position {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(id, "id");
        }

        /**
         * The place before everything of an instant.
         *
         * @param at the instant
         * @return the place, never null
         */
        public static Position before(Instant at) {
            return new Position(at, new UUID(0, 0));
        }

        /** Orders by time, then by id. */
        @Override
        public int compareTo(Position other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    /** What is new of a call. */
    enum Kind {
        /** The call itself: reported first, or told more of. */
        CALL,
        /** Its recording. */
        RECORDING,
        /** Its categories, ratings or comments. */
        ANNOTATION
    }
}
