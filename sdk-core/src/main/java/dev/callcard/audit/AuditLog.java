package dev.callcard.audit;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;

/** What was done that matters, for those who manage a project. Thread-safe. */
public final class AuditLog {
    private final Access access;
    private final AuditStore store;

    /**
     * An audit log over a store.
     *
     * @param access decides who may read it
     * @param store keeps the records
     */
    public AuditLog(Access access, AuditStore store) {
        this.access = access;
        this.store = store;
    }

    /**
     * Reads a page, newest first.
     *
     * @param viewer who asks
     * @param project which project
     * @param page which page
     * @return the page, never null
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage settings
     */
    public Page<AuditRecord> list(Viewer viewer, ProjectId project, PageRequest page) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        return store.list(project, page);
    }
}
