package dev.callcard.web;

import dev.callcard.access.Access;
import dev.callcard.access.AccessPolicy;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.project.ProjectId;

/** What a viewer may do in a project, so that pages leave out what would be refused. */
final class May {
    private final Access access;
    private final Viewer viewer;
    private final ProjectId project;

    May(Access access, Viewer viewer, ProjectId project) {
        this.access = access;
        this.viewer = viewer;
        this.project = project;
    }

    /** Do something with a card that the viewer sees. */
    boolean use(Permission permission) {
        return access.allows(viewer, project, permission);
    }

    /** Hear or save the recording of a call, which reaches an agent's own calls only. */
    boolean hear(Permission permission, Call call) {
        if (!use(permission)) {
            return false;
        }
        boolean own = viewer.agentId().isPresent()
                && call.facts().agent().flatMap(Call.Agent::id).equals(viewer.agentId());
        return own || access.require(viewer, project, permission) == AccessPolicy.Scope.ALL;
    }

    /** Change a comment. */
    boolean edit(Comment comment) {
        return use(Permission.COMMENT) && comment.authorId().equals(viewer.id());
    }

    /** Delete a comment. */
    boolean delete(Comment comment) {
        return edit(comment)
                || use(Permission.COMMENT)
                        && access.require(viewer, project, Permission.COMMENT) == AccessPolicy.Scope.ALL;
    }

    /** Whether lists hold the viewer's own calls only. */
    boolean seesOwnOnly(Permission permission) {
        return use(permission) && access.require(viewer, project, permission) == AccessPolicy.Scope.OWN;
    }
}
