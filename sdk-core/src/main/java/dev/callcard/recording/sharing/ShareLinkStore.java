package dev.callcard.recording.sharing;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Port: keeps share links, each under the hash of its token. Every method is atomic. Links of a recording that is deleted or
 * expires go in that transaction, by {@link dev.callcard.recording.RecordingCatalog#change}. Safe for use by many threads and
 * nodes.
 */
public interface ShareLinkStore {
    /**
     * Keeps a new link.
     *
     * @param link the link, never used so far
     * @param tokenHash SHA-256 of its token in lower-case hexadecimal
     * @param audit kept with it
     * @throws NotFoundException if the call has no recording that is ready; nothing is kept
     */
    void create(ShareLink link, String tokenHash, AuditRecord audit);

    /**
     * Finds a link by its token.
     *
     * @param project the project
     * @param tokenHash SHA-256 of the token in lower-case hexadecimal
     * @return the link, expired or not; empty if there is none
     */
    Optional<ShareLink> find(ProjectId project, String tokenHash);

    /**
     * Lists the links of a call, newest first.
     *
     * @param project the project
     * @param call the call
     * @param limit how many at the most
     * @return the links, expired ones too
     */
    List<ShareLink> list(ProjectId project, CallId call, int limit);

    /**
     * Takes a link back. Idempotent: a link that is not there leaves no audit record.
     *
     * @param project the project
     * @param call the call
     * @param link the link
     * @param audit kept if the link was there
     * @return whether it was there
     */
    boolean revoke(ProjectId project, CallId call, UUID link, AuditRecord audit);

    /**
     * Takes all links of a project back, because it shares no more. Idempotent.
     *
     * @param project the project
     * @param audit kept if there were any
     * @return how many there were
     */
    int revokeAll(ProjectId project, AuditRecord audit);

    /**
     * Counts that the page of a link was opened. A link that is gone is not counted.
     *
     * @param project the project
     * @param link the link
     */
    void countAccess(ProjectId project, UUID link);
}
