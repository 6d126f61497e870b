package dev.callcard.web;

import dev.callcard.access.Viewer;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: imports files that people upload on the page of imports. The plugin keeps the files, runs one import at a time on a
 * thread of its own, and shows how far it is; what is in a file is the host's to know. Implementations are thread-safe.
 */
public interface ImportRunner {
    /**
     * What can be imported.
     *
     * @return at least one format, in the order in which people choose
     */
    List<Format> formats();

    /**
     * Imports a file, from where an earlier run over it ended. Whatever it needs to know for that, it keeps in the files of
     * the job: after a kill of the process the same job is run again, by a request of its viewer.
     *
     * @param job what to import; ask it now and then whether to stop
     * @return true if the end of the file was reached, false if it stopped because it was told to
     * @throws IOException if a file could not be read or written
     * @throws dev.callcard.error.CallCardException if it cannot go on; its message is shown to people
     */
    boolean run(Job job) throws IOException;

    /**
     * A kind of file.
     *
     * @param id its name in the API: 1 to 32 of {@code a-z}, {@code 0-9} and {@code -}
     * @param label its name for people
     */
    record Format(String id, String label) {
        /** Checks the name. */
        public Format {
            if (!id.matches("[a-z0-9-]{1,32}")) {
                throw new IllegalArgumentException("the id of a format must match [a-z0-9-]{1,32}");
            }
            Objects.requireNonNull(label, "label");
        }
    }

    /** One import. */
    interface Job {
        /**
         * Who imports.
         *
         * @return the viewer who uploaded the file, or who made the import go on
         */
        Viewer viewer();

        /**
         * Where to.
         *
         * @return the project
         */
        ProjectId project();

        /**
         * What the file is.
         *
         * @return one of the formats
         */
        Format format();

        /**
         * The uploaded file.
         *
         * @return a file that does not change
         */
        Path file();

        /**
         * Where to keep how far it came.
         *
         * @return a file that is not there at first
         */
        Path state();

        /**
         * Where to report rejected lines.
         *
         * @return a file that is not there at first; people download it as JSON lines
         */
        Path rejects();

        /**
         * Tells how far it is.
         *
         * @param progress all runs together
         */
        void tell(Progress progress);

        /**
         * Whether to stop.
         *
         * @return true once somebody stopped it, or the server is about to
         */
        boolean isStopped();
    }

    /**
     * How far an import is, all its runs together.
     *
     * @param bytes bytes that were dealt with
     * @param lines lines that were dealt with
     * @param created items that were new
     * @param updated items that told something new
     * @param unchanged items that told nothing new
     * @param rejected items that were wrong
     * @param remaining how long the rest will take, if that can be told
     */
    record Progress(
            long bytes,
            long lines,
            long created,
            long updated,
            long unchanged,
            long rejected,
            Optional<Duration> remaining) {
        /** Nothing so far. */
        public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, Optional.empty());

        /** Checks that the rest is there. */
        public Progress {
            Objects.requireNonNull(remaining, "remaining");
        }
    }
}
