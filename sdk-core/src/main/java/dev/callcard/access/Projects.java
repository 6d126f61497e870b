package dev.callcard.access;

import dev.callcard.error.ConflictException;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ProjectStore;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Makes projects, and changes their settings on behalf of viewers. Thread-safe. */
public final class Projects {
    private final Access access;
    private final ProjectStore store;
    private final Listener changed;
    private final Clock clock;

    /**
     * Projects over a store.
     *
     * @param access decides who may do what
     * @param store keeps them
     * @param changed told of each change of settings
     * @param clock tells from when a change counts
     */
    public Projects(Access access, ProjectStore store, Listener changed, Clock clock) {
        this.access = access;
        this.store = store;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Adds a project. For the host's own code, which asks nobody. Idempotent: a project that exists is left as it is.
     *
     * @param id the project
     * @param settings its first settings
     * @return true if it was added, false if it existed
     */
    public boolean create(ProjectId id, ProjectSettings settings) {
        return store.create(id, settings);
    }

    /**
     * The viewer's projects.
     *
     * @param viewer who asks
     * @return those that exist, by id
     */
    public List<ProjectId> list(Viewer viewer) {
        return viewer.roles().keySet().stream()
                .filter(id -> store.find(id).isPresent())
                .sorted(Comparator.comparing(ProjectId::value))
                .toList();
    }

    /**
     * Reads a project that the viewer belongs to; what of it may be shown is for the caller to decide.
     *
     * @param viewer who asks
     * @param id which project
     * @return the project, never null
     * @throws NotFoundException if the viewer has no such project
     */
    public Project get(Viewer viewer, ProjectId id) {
        return access.project(viewer, id);
    }

    /**
     * Reads a project for its settings.
     *
     * @param viewer who asks
     * @param id which project
     * @return the project, never null
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage settings
     */
    public Project settings(Viewer viewer, ProjectId id) {
        access.require(viewer, id, Permission.MANAGE_SETTINGS);
        return access.project(viewer, id);
    }

    /**
     * Replaces the settings of a project.
     *
     * @param viewer who asks
     * @param id which project
     * @param settings the new settings
     * @param expectedVersion the version that the viewer has read; empty to overwrite whatever is there
     * @return the changed project
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage settings
     * @throws ConflictException if somebody else changed them since; nothing is changed
     */
    public Project save(Viewer viewer, ProjectId id, ProjectSettings settings, OptionalLong expectedVersion) {
        access.require(viewer, id, Permission.MANAGE_SETTINGS);
        Project before = access.project(viewer, id);
        Project after =
                store.save(id, settings, expectedVersion, clock.instant().truncatedTo(ChronoUnit.MICROS));
        changed.changed(viewer, before, after);
        return after;
    }

    /** Is told of changes of settings. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Settings were saved, which is not acknowledged yet.
         *
         * @param viewer who saved them
         * @param before the project as it was
         * @param after the project as it is
         */
        void changed(Viewer viewer, Project before, Project after);
    }
}
