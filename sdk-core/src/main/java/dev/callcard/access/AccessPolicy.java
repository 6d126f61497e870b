package dev.callcard.access;

import dev.callcard.project.ProjectId;

/**
 * Port: decides who may do what. A host brings its own, or takes {@link #BY_ROLE}. Implementations are thread-safe and
 * fast: they are asked several times per request.
 */
@FunctionalInterface
public interface AccessPolicy {
    /**
     * An agent sees the cards of own customers, hears own calls and comments; a supervisor sees, judges and deletes
     * everything; an admin may do everything; an integration may hand in.
     */
    AccessPolicy BY_ROLE = (viewer, project, permission) -> {
        Viewer.Role role = viewer.roles().get(project);
        if (role == null) {
            return Scope.NONE;
        }
        return switch (role) {
            case ADMIN -> Scope.ALL;
            case SUPERVISOR ->
                switch (permission) {
                    case INGEST, MANAGE_SETTINGS, APPROVE_RETRIEVAL, ERASE, EXPORT, LEGAL_HOLD -> Scope.NONE;
                    default -> Scope.ALL;
                };
            case AGENT ->
                switch (permission) {
                    case VIEW_LOG, VIEW_CARD, LISTEN, DOWNLOAD, COMMENT -> Scope.OWN;
                    default -> Scope.NONE;
                };
            case INTEGRATION -> permission == Permission.INGEST ? Scope.ALL : Scope.NONE;
        };
    };

    /**
     * Decides one case.
     *
     * @param viewer who asks; belongs to the project
     * @param project in which project
     * @param permission to do what
     * @return how far the permission reaches
     */
    Scope scope(Viewer viewer, ProjectId project, Permission permission);

    /** How far a permission reaches. */
    public enum Scope {
        /** Nowhere. */
        NONE,
        /** To calls of the viewer, and to customers with whom the viewer had a call. */
        OWN,
        /** To everything in the project. */
        ALL
    }
}
