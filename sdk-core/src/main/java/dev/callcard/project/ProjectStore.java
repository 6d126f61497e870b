package dev.callcard.project;

import dev.callcard.error.ConflictException;
import dev.callcard.error.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps projects and their settings. Safe for use by many threads and nodes. */
public interface ProjectStore {
    /**
     * Adds a project. Atomic; idempotent: a project that exists is left as it is.
     *
     * @param id the project
     * @param settings its first settings
     * @return true if it was added, false if it existed
     */
    boolean create(ProjectId id, ProjectSettings settings);

    /**
     * Reads a project.
     *
     * @param id the project
     * @return the project, empty if there is none
     */
    Optional<Project> find(ProjectId id);

    /**
     * Replaces the settings of a project, by {@link Project#change}. Atomic.
     *
     * @param id the project
     * @param settings the new settings
     * @param expectedVersion the version that the writer has read; empty to overwrite whatever is there
     * @param now when the change happens
     * @return the changed project
     * @throws NotFoundException if there is no such project
     * @throws ConflictException if the stored version is another; nothing is changed
     */
    Project save(ProjectId id, ProjectSettings settings, OptionalLong expectedVersion, Instant now);

    /**
     * Lists all projects, by id.
     *
     * @return the ids in ascending order
     */
    List<ProjectId> list();
}
