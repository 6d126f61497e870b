package dev.callcard.log;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.visit.Source;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The call log of a project. Thread-safe. */
public final class CallLog {
    private final Access access;
    private final LogStore store;
    private final Clock clock;

    /**
     * A log over a store.
     *
     * @param access decides who may read it
     * @param store keeps the calls
     * @param clock tells which recordings are archived
     */
    public CallLog(Access access, LogStore store, Clock clock) {
        this.access = access;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Reads a page of the log, newest first. A viewer who may see own calls only gets those.
     *
     * @param viewer who asks
     * @param project which project
     * @param filter which calls
     * @param page which page
     * @return the page, never null
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not see the log
     */
    public Page<Entry> read(Viewer viewer, ProjectId project, LogFilter filter, PageRequest page) {
        Project known = access.project(viewer, project);
        Optional<String> agent = access.onlyAgent(viewer, project, Permission.VIEW_LOG);
        if (agent.isEmpty()) {
            return read(known, filter, page);
        }
        if (filter.agent().isPresent() && !filter.agent().equals(agent)) {
            return new Page<>(List.of(), Optional.empty());
        }
        return read(known, filter.toBuilder().agent(agent.get()).build(), page);
    }

    private Page<Entry> read(Project project, LogFilter filter, PageRequest page) {
        Instant now = clock.instant();
        Page<LogStore.Line> lines = store.read(project, filter, page);
        return new Page<>(
                lines.items().stream()
                        .map(line -> new Entry(
                                line.call(),
                                line.source(),
                                line.annotation(),
                                Recording.of(line.recording(), line.call(), project, now)))
                        .toList(),
                lines.next());
    }

    /**
     * Reads what changed in the log. Names calls that the viewer may not see, so whoever shows them reads them through
     * {@link #read} first.
     *
     * @param viewer who asks
     * @param project which project
     * @param after where to go on
     * @param limit how many changes at the most
     * @return the changes after that position, oldest first
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not see the log
     */
    public List<LogStore.Change> changes(Viewer viewer, ProjectId project, LogStore.Position after, int limit) {
        access.onlyAgent(viewer, project, Permission.VIEW_LOG);
        return store.changes(project, after, limit);
    }

    /**
     * Forgets old changes of all projects, not the calls that they tell of. The web plugin does so while somebody listens to
     * its live log; a host that never uses that may do so in a nightly job.
     *
     * @param before changes before this instant
     * @param limit how many of each project at the most
     * @return how many were forgotten
     */
    public int forgetChanges(Instant before, int limit) {
        return store.forgetChanges(before, limit);
    }

    /**
     * One line of the call log.
     *
     * @param call the call
     * @param source where the visit came from that the call is joined to, if it is
     * @param annotation what people think of the call
     * @param recording its recording
     */
    public record Entry(Call call, Optional<Source> source, Annotation annotation, Recording recording) {
        /** Checks that all parts are there. */
        public Entry {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(annotation, "annotation");
            Objects.requireNonNull(recording, "recording");
        }
    }
}
