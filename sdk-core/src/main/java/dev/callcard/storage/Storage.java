package dev.callcard.storage;

import dev.callcard.annotation.AnnotationStore;
import dev.callcard.audit.AuditStore;
import dev.callcard.call.CallStore;
import dev.callcard.card.CardStore;
import dev.callcard.erasure.ErasureStore;
import dev.callcard.inbox.InboxStore;
import dev.callcard.log.LogStore;
import dev.callcard.poll.PollStore;
import dev.callcard.project.ProjectStore;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.sharing.ShareLinkStore;
import dev.callcard.visit.VisitStore;

/** All ports of one place to keep things. Whoever opened it closes it. */
public interface Storage extends AutoCloseable {
    /**
     * Keeps projects.
     *
     * @return the port, never null
     */
    ProjectStore projects();

    /**
     * Keeps calls.
     *
     * @return the port, never null
     */
    CallStore calls();

    /**
     * Keeps visits.
     *
     * @return the port, never null
     */
    VisitStore visits();

    /**
     * Keeps what people think of calls.
     *
     * @return the port, never null
     */
    AnnotationStore annotations();

    /**
     * Reads the call log.
     *
     * @return the port, never null
     */
    LogStore log();

    /**
     * Reads what cards show.
     *
     * @return the port, never null
     */
    CardStore cards();

    /**
     * Keeps which call has which audio.
     *
     * @return the port, never null
     */
    RecordingCatalog recordingCatalog();

    /**
     * Keeps the bytes of recordings.
     *
     * @return the port, never null
     */
    RecordingStore recordings();

    /**
     * Keeps share links.
     *
     * @return never null
     */
    ShareLinkStore shareLinks();

    /**
     * Keeps who did what.
     *
     * @return never null
     */
    AuditStore audit();

    /**
     * Forgets customers.
     *
     * @return never null
     */
    ErasureStore erasure();

    /**
     * Keeps what providers pushed.
     *
     * @return never null
     */
    InboxStore inbox();

    /**
     * Keeps how far providers were polled.
     *
     * @return never null
     */
    PollStore polls();

    /** Frees what this storage opened itself, and nothing else. Idempotent. */
    @Override
    void close();
}
