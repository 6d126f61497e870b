package dev.callcard.access;

import dev.callcard.project.ProjectId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The signed-in user of the host, or the host itself. The host makes it; Callcard trusts it.
 *
 * @param id the host's id of the user
 * @param name what comments and ratings are signed with
 * @param agentId the id under which call reports name this user, if the user takes calls
 * @param roles the user's role in each project the user belongs to
 */
public record Viewer(String id, String name, Optional<String> agentId, Map<ProjectId, Role> roles) {
    /** Copies the roles. */
    public Viewer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(agentId, "agentId");
        roles = Map.copyOf(roles);
    }

    /**
     * A user of one project who takes no calls.
     *
     * @param id the host's id and name of the user
     * @param project the project
     * @param role the user's role there
     * @return the viewer, never null
     */
    public static Viewer of(String id, ProjectId project, Role role) {
        return new Viewer(id, id, Optional.empty(), Map.of(project, role));
    }

    /** What a user is in a project. */
    public enum Role {
        /** Takes calls and sees those of own customers. */
        AGENT,
        /** Sees, judges and deletes everything. */
        SUPERVISOR,
        /** May do everything. */
        ADMIN,
        /** A program that hands in calls and events. */
        INTEGRATION
    }
}
