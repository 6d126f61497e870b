package dev.callcard.recording;

import dev.callcard.access.Access;
import dev.callcard.access.AccessPolicy;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallStore;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.error.UnavailableException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores, plays, deletes and retrieves recordings. Thread-safe; memory use does not depend on the length of a recording.
 */
public final class Recordings {
    /** The most bytes of one recording: 1 GiB. */
    public static final long MAX_BYTES = 1L << 30;

    private static final int MOST_DISCARDED = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private final Access access;
    private final CallStore calls;
    private final RecordingCatalog catalog;
    private final RecordingStore store;
    private final Intake intake;
    private final Clock clock;

    /**
     * Recordings over stores.
     *
     * @param access decides who may do what
     * @param calls finds the calls
     * @param catalog keeps where each recording is in its life
     * @param store keeps the bytes
     * @param transcoder makes Ogg of WAV and MP3; where there is none, they are kept as they are
     * @param clock tells the time, and makes ids sort by it
     */
    public Recordings(
            Access access,
            CallStore calls,
            RecordingCatalog catalog,
            RecordingStore store,
            Optional<Transcoder> transcoder,
            Clock clock) {
        this.access = access;
        this.calls = calls;
        this.catalog = catalog;
        this.store = store;
        this.intake = new Intake(store, transcoder);
        this.clock = clock;
    }

    /**
     * Reads the recording of a call. A viewer who may play own calls only must be the agent of this one.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @param permission {@link Permission#LISTEN}, {@link Permission#DOWNLOAD}, or what else is to be done with it
     * @return the recording, in whatever state
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not
     */
    public Recording get(Viewer viewer, ProjectId project, CallId id, Permission permission) {
        Project known = access.project(viewer, project);
        return current(known, require(viewer, project, id, permission));
    }

    /**
     * Where the recording of a call is in its life, for those who hand recordings in and need not hear them.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @return the state, never null
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not hand in
     */
    public Recording.State state(Viewer viewer, ProjectId project, CallId id) {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.INGEST);
        Call call = calls.find(project, id).orElseThrow(() -> new NotFoundException("call"));
        return current(known, call).state();
    }

    /**
     * Opens audio that a viewer was given by {@link #get}.
     *
     * @param audio the audio
     * @param range which bytes; must lie within the audio
     * @return a stream of exactly those bytes, to be closed by the caller
     * @throws NotFoundException if the bytes have gone meanwhile
     */
    public InputStream open(Recording.Audio audio, RecordingStore.Range range) {
        return store.open(audio.key(), range);
    }

    /**
     * The store's ability to hand out links to audio, for whoever sends a viewer there in place of {@link #open}. Like it, the
     * links ask nobody: make them for audio that the viewer was given by {@link #get}.
     *
     * @return the ability; empty if the store does not have it
     */
    public Optional<DirectLinks> directLinks() {
        return store instanceof DirectLinks links ? Optional.of(links) : Optional.empty();
    }

    /**
     * Gives a call its recording, in place of the one it had. The kind of audio is found from the bytes: Ogg Vorbis, Ogg
     * Opus, WAV or MP3. Of the last two, Ogg Vorbis is made if there is a {@link Transcoder} that can; otherwise they are kept
     * as they are.
     *
     * @param viewer who hands in
     * @param project which project
     * @param id which call
     * @param bytes the audio; read to the end, not closed
     * @return the recording, ready unless the call is so old that it is archived at once
     * @throws IOException if the bytes could not be read; nothing is changed
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not hand in
     * @throws InvalidInputException if the bytes are no such audio, or too many; nothing is changed
     * @throws RefusedException if the recording was deleted or has expired, or would replace one under legal hold; nothing is
     *     changed
     */
    public Recording attach(Viewer viewer, ProjectId project, CallId id, InputStream bytes) throws IOException {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.INGEST);
        Call call = calls.find(project, id).orElseThrow(() -> new NotFoundException("call"));
        catalog.find(project, id).ifPresent(Recordings::refuseGone);
        RecordingStore.Key key = new RecordingStore.Key(project, id, TimeOrderedId.next(clock));
        Recording.Audio audio = intake.store(key, bytes);
        Optional<RecordingCatalog.Entry> entry = put(project, id, audio);
        try {
            Discarded.delete(catalog, store, MOST_DISCARDED);
        } catch (UnavailableException e) {
            LOG.warn("Bytes that were replaced are deleted later.");
        }
        return Recording.of(entry, call, known, now());
    }

    /**
     * Deletes the recording of a call, with every link that shares it. The call stays, and tells who deleted it and when. A
     * recording that is on its way is not fetched any more. Idempotent: what is deleted stays deleted by whoever was first.
     *
     * @param viewer who deletes
     * @param project which project
     * @param id which call
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not
     * @throws RefusedException if the call's customer is under legal hold
     * @throws UnavailableException if the bytes could not be deleted yet; nobody can play them any more, and whoever does the work
     *     that is due deletes them later
     */
    public void delete(Viewer viewer, ProjectId project, CallId id) {
        Call call = require(viewer, project, id, Permission.DELETE_RECORDING);
        Recording.Mark mark = new Recording.Mark(viewer.name(), now());
        catalog.change(
                project,
                id,
                known -> {
                    if (known.entry().filter(Recordings::isGone).isPresent()
                            || known.entry().isEmpty()
                                    && call.facts().recording().isEmpty()) {
                        return known.entry();
                    }
                    refuseHeld(known, Optional::of);
                    return Optional.of(RecordingCatalog.Entry.gone(project, id, Recording.State.DELETED, mark));
                },
                Optional.of(AuditRecord.ofCall(clock, viewer, AuditRecord.Action.RECORDING_DELETED, id)));
        Discarded.delete(catalog, store, MOST_DISCARDED);
    }

    /**
     * Reads what there is to see of a recording.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @return the analysis; empty if the recording was not listened to yet, or cannot be decoded
     * @throws NotFoundException if the viewer has no such project, the project no such call, or the call no recording that is
     *     ready
     * @throws ForbiddenException if the viewer may not listen
     */
    public Optional<AudioAnalyzer.Analysis> analysis(Viewer viewer, ProjectId project, CallId id) {
        Recording.Audio audio = get(viewer, project, id, Permission.LISTEN)
                .audio()
                .orElseThrow(() -> new NotFoundException("recording"));
        return catalog.analysis(audio.key());
    }

    /**
     * Asks for a recording out of the archive. Idempotent: whoever asked first stays the one who did.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @return the recording, asked for
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not listen to it
     * @throws RefusedException if it is not in the archive
     */
    public Recording requestRetrieval(Viewer viewer, ProjectId project, CallId id) {
        Project known = access.project(viewer, project);
        Call call = require(viewer, project, id, Permission.LISTEN);
        Recording.Mark mark = new Recording.Mark(viewer.name(), now());
        return retrieve(
                known,
                call,
                entry -> entry.requested().isPresent() ? entry : entry.requested(mark),
                AuditRecord.ofCall(clock, viewer, AuditRecord.Action.RETRIEVAL_REQUESTED, id));
    }

    /**
     * Brings a recording back out of the archive, for as many days as the project's settings say, whether or not somebody asked
     * for it before.
     *
     * @param viewer who approves
     * @param project which project
     * @param id which call
     * @return the recording, ready for some days
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not approve
     * @throws RefusedException if it is not in the archive
     */
    public Recording approveRetrieval(Viewer viewer, ProjectId project, CallId id) {
        Project known = access.project(viewer, project);
        Call call = require(viewer, project, id, Permission.APPROVE_RETRIEVAL);
        Instant until = now().plus(known.settings().retrieval());
        return retrieve(
                known,
                call,
                entry -> entry.available(until),
                AuditRecord.ofCall(clock, viewer, AuditRecord.Action.RETRIEVAL_APPROVED, id));
    }

    private Optional<RecordingCatalog.Entry> put(ProjectId project, CallId id, Recording.Audio audio) {
        try {
            return catalog.change(
                    project,
                    id,
                    known -> {
                        known.entry().ifPresent(Recordings::refuseGone);
                        refuseHeld(known, RecordingCatalog.Entry::audio);
                        return Optional.of(RecordingCatalog.Entry.ready(project, id, audio, Optional.of(now())));
                    },
                    Optional.empty());
        } catch (RefusedException | NotFoundException e) {
            store.delete(audio.key());
            throw e;
        }
    }

    private Recording retrieve(
            Project project, Call call, UnaryOperator<RecordingCatalog.Entry> change, AuditRecord audit) {
        Instant start = call.facts().times().startedAt();
        Retention retention = Retention.of(project.settings());
        Instant now = now();
        Optional<RecordingCatalog.Entry> entry = catalog.change(
                project.id(),
                call.id(),
                known -> Optional.of(known.entry()
                        .filter(kept -> retention.isArchived(kept, start, now))
                        .map(change)
                        .orElseThrow(() -> new RefusedException("The recording of this call is not in the archive."))),
                Optional.of(audit));
        return Recording.of(entry, call, project, now);
    }

    private Call require(Viewer viewer, ProjectId project, CallId id, Permission permission) {
        AccessPolicy.Scope scope = access.require(viewer, project, permission);
        Call call = calls.find(project, id).orElseThrow(() -> new NotFoundException("call"));
        Optional<String> agent = call.facts().agent().flatMap(named -> named.id());
        if (scope == AccessPolicy.Scope.OWN && (agent.isEmpty() || !agent.equals(viewer.agentId()))) {
            throw new ForbiddenException(permission.words());
        }
        return call;
    }

    private Recording current(Project project, Call call) {
        return Recording.of(catalog.find(project.id(), call.id()), call, project, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static boolean isGone(RecordingCatalog.Entry entry) {
        return entry.removed().isPresent();
    }

    private static void refuseGone(RecordingCatalog.Entry entry) {
        if (isGone(entry)) {
            throw new RefusedException("The recording of this call was removed, and does not come back.");
        }
    }

    private static void refuseHeld(RecordingCatalog.Known known, Function<RecordingCatalog.Entry, Optional<?>> what) {
        if (known.held() && known.entry().flatMap(what).isPresent()) {
            throw new RefusedException("The customer of this call is under legal hold.");
        }
    }
}
