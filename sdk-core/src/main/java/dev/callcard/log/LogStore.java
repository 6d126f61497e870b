package dev.callcard.log;

import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;

/** Reads the call log. Safe for use by many threads and nodes. */
public interface LogStore {
    /**
     * Reads a page of the log, newest start first, then by falling id.
     *
     * @param project the project with its settings
     * @param filter which calls
     * @param page which page
     * @return the page; a call whose start changes between two pages may be seen twice or not at all
     */
    Page<CallLog.Entry> read(Project project, LogFilter filter, PageRequest page);
}
