package dev.callcard.access;

import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectStore;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Asks the policy, and says no in one way: a project the viewer does not belong to is one that does not exist. Immutable
 * and thread-safe.
 */
public final class Access {
    private final AccessPolicy policy;
    private final ProjectStore projects;

    /**
     * Puts a policy to work.
     *
     * @param policy decides
     * @param projects tells which projects exist
     */
    public Access(AccessPolicy policy, ProjectStore projects) {
        this.policy = policy;
        this.projects = projects;
    }

    /**
     * Reads a project that the viewer belongs to.
     *
     * @param viewer who asks
     * @param project which project
     * @return the project, never null
     * @throws NotFoundException if there is none, or the viewer does not belong to it
     */
    public Project project(Viewer viewer, ProjectId project) {
        requireMember(viewer, project);
        return projects.find(project).orElseThrow(() -> new NotFoundException("project"));
    }

    /**
     * How far a permission reaches, if it reaches anywhere.
     *
     * @param viewer who asks
     * @param project in which project
     * @param permission to do what
     * @return {@link AccessPolicy.Scope#OWN} or {@link AccessPolicy.Scope#ALL}
     * @throws NotFoundException if the viewer does not belong to the project
     * @throws ForbiddenException if the permission reaches nowhere
     */
    public AccessPolicy.Scope require(Viewer viewer, ProjectId project, Permission permission) {
        requireMember(viewer, project);
        AccessPolicy.Scope scope = policy.scope(viewer, project, permission);
        if (scope == AccessPolicy.Scope.NONE) {
            throw new ForbiddenException(permission.words());
        }
        return scope;
    }

    /**
     * Requires a permission for one thing.
     *
     * @param viewer who asks
     * @param project in which project
     * @param permission to do what
     * @param own tells whether the thing is the viewer's; asked only if that matters
     * @throws NotFoundException if the viewer does not belong to the project
     * @throws ForbiddenException if the permission does not reach the thing
     */
    public void require(Viewer viewer, ProjectId project, Permission permission, BooleanSupplier own) {
        if (require(viewer, project, permission) == AccessPolicy.Scope.OWN && !own.getAsBoolean()) {
            throw new ForbiddenException(permission.words());
        }
    }

    /**
     * The agent to whom lists are limited.
     *
     * @param viewer who asks
     * @param project in which project
     * @param permission to see what
     * @return the viewer's agent id for {@link AccessPolicy.Scope#OWN}, empty for {@link AccessPolicy.Scope#ALL}
     * @throws NotFoundException if the viewer does not belong to the project
     * @throws ForbiddenException if the permission reaches nowhere, or only to own calls and the viewer takes none
     */
    public Optional<String> onlyAgent(Viewer viewer, ProjectId project, Permission permission) {
        if (require(viewer, project, permission) == AccessPolicy.Scope.ALL) {
            return Optional.empty();
        }
        return Optional.of(viewer.agentId().orElseThrow(() -> new ForbiddenException(permission.words())));
    }

    /**
     * Whether a permission reaches anywhere; for pages that leave out what the viewer may not do.
     *
     * @param viewer who asks
     * @param project in which project
     * @param permission to do what
     * @return true if it does
     */
    public boolean allows(Viewer viewer, ProjectId project, Permission permission) {
        return viewer.roles().containsKey(project)
                && policy.scope(viewer, project, permission) != AccessPolicy.Scope.NONE;
    }

    private static void requireMember(Viewer viewer, ProjectId project) {
        if (!viewer.roles().containsKey(project)) {
            throw new NotFoundException("project");
        }
    }
}
