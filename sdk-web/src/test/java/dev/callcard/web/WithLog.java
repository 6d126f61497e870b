package dev.callcard.web;

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

/** A storage with another log. */
final class WithLog implements Storage {
    private final Storage storage;
    private final LogStore log;

    WithLog(Storage storage, LogStore log) {
        this.storage = storage;
        this.log = log;
    }

    @Override
    public ProjectStore projects() {
        return storage.projects();
    }

    @Override
    public CallStore calls() {
        return storage.calls();
    }

    @Override
    public VisitStore visits() {
        return storage.visits();
    }

    @Override
    public AnnotationStore annotations() {
        return storage.annotations();
    }

    @Override
    public LogStore log() {
        return log;
    }

    @Override
    public InboxStore inbox() {
        return storage.inbox();
    }

    @Override
    public PollStore polls() {
        return storage.polls();
    }

    @Override
    public CardStore cards() {
        return storage.cards();
    }

    @Override
    public RecordingCatalog recordingCatalog() {
        return storage.recordingCatalog();
    }

    @Override
    public RecordingStore recordings() {
        return storage.recordings();
    }

    @Override
    public ShareLinkStore shareLinks() {
        return storage.shareLinks();
    }

    @Override
    public ErasureStore erasure() {
        return storage.erasure();
    }

    @Override
    public AuditStore audit() {
        return storage.audit();
    }

    @Override
    public void close() {
        storage.close();
    }
}
