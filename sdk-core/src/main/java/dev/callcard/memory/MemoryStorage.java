package dev.callcard.memory;

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
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitStore;
import java.time.Clock;

/**
 * Keeps everything in memory, for tests and first steps: nothing survives the process, and every read looks at all that a
 * project has. Otherwise it does what every storage does. Whoever writes to a project that was not created gets a {@link
 * dev.callcard.error.NotFoundException}. Thread-safe.
 */
public final class MemoryStorage implements Storage {
    private final ProjectStore projects;
    private final CallStore calls;
    private final VisitStore visits;
    private final AnnotationStore annotations;
    private final LogStore log;
    private final CardStore cards;
    private final RecordingCatalog recordingCatalog;
    private final RecordingStore recordings;
    private final ShareLinkStore shareLinks;
    private final AuditStore audit;
    private final ErasureStore erasure;
    private final InboxStore inbox;
    private final PollStore polls;

    /**
     * An empty storage that keeps the bytes of recordings in memory too, 256 MiB at the most.
     *
     * @param clock makes new ids sort by time, and tells when recordings were stored
     */
    public MemoryStorage(Clock clock) {
        this(clock, new MemoryRecordings(clock));
    }

    /**
     * An empty storage that keeps the bytes of recordings elsewhere.
     *
     * @param clock makes new ids sort by time
     * @param recordings keeps the bytes; stays the caller's
     */
    public MemoryStorage(Clock clock, RecordingStore recordings) {
        Memory memory = new Memory();
        this.projects = new MemoryProjects(memory);
        MemoryCalls merging = new MemoryCalls(memory, clock);
        this.calls = merging;
        this.visits = new MemoryVisits(memory);
        this.annotations = new MemoryAnnotations(memory, clock);
        this.log = new MemoryLog(memory);
        this.cards = new MemoryCards(memory);
        this.recordingCatalog = new MemoryCatalog(memory, clock);
        this.recordings = recordings;
        this.shareLinks = new MemoryShareLinks(memory);
        this.audit = new MemoryAudit(memory);
        this.erasure = new MemoryErasure(memory);
        this.inbox = new MemoryInbox(memory, merging);
        this.polls = new MemoryPolls(memory);
    }

    @Override
    public ProjectStore projects() {
        return projects;
    }

    @Override
    public CallStore calls() {
        return calls;
    }

    @Override
    public VisitStore visits() {
        return visits;
    }

    @Override
    public AnnotationStore annotations() {
        return annotations;
    }

    @Override
    public LogStore log() {
        return log;
    }

    @Override
    public CardStore cards() {
        return cards;
    }

    @Override
    public RecordingCatalog recordingCatalog() {
        return recordingCatalog;
    }

    @Override
    public RecordingStore recordings() {
        return recordings;
    }

    @Override
    public ShareLinkStore shareLinks() {
        return shareLinks;
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public ErasureStore erasure() {
        return erasure;
    }

    @Override
    public InboxStore inbox() {
        return inbox;
    }

    @Override
    public PollStore polls() {
        return polls;
    }

    /** Does nothing: there is nothing to free. */
    @Override
    public void close() {}
}
