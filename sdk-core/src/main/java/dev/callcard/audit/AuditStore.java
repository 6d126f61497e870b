package dev.callcard.audit;

import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;

/**
 * Port: keeps audit records. Where a record goes with a change, the port that makes the change takes the record and keeps
 * both in one transaction. Safe for use by many threads and nodes.
 */
public interface AuditStore {
    /**
     * Keeps a record of something that changes nothing else. Atomic.
     *
     * @param project the project
     * @param record the record
     * @throws dev.callcard.error.NotFoundException if there is no such project, where the store can tell
     */
    void write(ProjectId project, AuditRecord record);

    /**
     * Lists the records of a project, newest first, then by falling id.
     *
     * @param project the project
     * @param page which page
     * @return the page
     * @throws InvalidInputException if the cursor is not one of this list
     */
    Page<AuditRecord> list(ProjectId project, PageRequest page);
}
