package dev.callcard.recording;

import dev.callcard.access.Access;
import dev.callcard.access.AccessPolicy;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallStore;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.ogg.OggInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Stores and plays recordings. Thread-safe; memory use does not depend on the length of a recording. */
public final class Recordings {
    /** The most bytes of one recording: 1 GiB. */
    public static final long MAX_BYTES = 1L << 30;

    private final Access access;
    private final CallStore calls;
    private final RecordingCatalog catalog;
    private final RecordingStore store;
    private final Clock clock;

    /**
     * Recordings over stores.
     *
     * @param access decides who may do what
     * @param calls finds the calls
     * @param catalog keeps which call has which audio
     * @param store keeps the bytes
     * @param clock makes ids sort by time
     */
    public Recordings(Access access, CallStore calls, RecordingCatalog catalog, RecordingStore store, Clock clock) {
        this.access = access;
        this.calls = calls;
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Reads the recording of a call. A viewer who may play own calls only must be the agent of this one.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which call
     * @param permission {@link Permission#LISTEN} or {@link Permission#DOWNLOAD}
     * @return the recording, in whatever state
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not
     */
    public Recording get(Viewer viewer, ProjectId project, CallId id, Permission permission) {
        Project known = access.project(viewer, project);
        AccessPolicy.Scope scope = access.require(viewer, project, permission);
        Call call = calls.find(project, id).orElseThrow(() -> new NotFoundException("call"));
        Optional<String> agent = call.facts().agent().flatMap(named -> named.id());
        if (scope == AccessPolicy.Scope.OWN && (agent.isEmpty() || !agent.equals(viewer.agentId()))) {
            throw new ForbiddenException(permission.words());
        }
        return current(known, call);
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
     * Gives a call its recording, in place of the one it had. The kind of audio is found from the bytes: Ogg Vorbis, Ogg
     * Opus, WAV or MP3.
     *
     * @param viewer who hands in
     * @param project which project
     * @param id which call
     * @param bytes the audio; read to the end, not closed
     * @return the recording, ready
     * @throws IOException if the bytes could not be read; nothing is changed
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not hand in
     * @throws InvalidInputException if the bytes are no such audio, or too many; nothing is changed
     */
    public Recording attach(Viewer viewer, ProjectId project, CallId id, InputStream bytes) throws IOException {
        access.require(viewer, project, Permission.INGEST);
        if (calls.find(project, id).isEmpty()) {
            throw new NotFoundException("call");
        }
        byte[] head = bytes.readNBytes(AudioFormat.HEAD_BYTES);
        AudioFormat format = AudioFormat.detect(head)
                .orElseThrow(() -> new InvalidInputException("", "is not Ogg Vorbis, Ogg Opus, WAV or MP3 audio"));
        RecordingStore.Key key = new RecordingStore.Key(project, id, TimeOrderedId.next(clock));
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), bytes);
        RecordingStore.Stored stored = store.put(key, whole, MAX_BYTES);
        Recording.Audio audio = new Recording.Audio(
                key, format.contentType(), stored.sizeBytes(), stored.sha256(), duration(format, key, stored));
        catalog.save(project, id, audio).map(Recording.Audio::key).ifPresent(store::delete);
        return Recording.ready(audio);
    }

    private Recording current(Project project, Call call) {
        return catalog.find(project.id(), call.id())
                .map(Recording::ready)
                .orElseGet(() -> Recording.withoutAudio(
                        call, project.rulesAt(call.facts().times().startedAt())));
    }

    private Optional<Duration> duration(AudioFormat format, RecordingStore.Key key, RecordingStore.Stored stored) {
        long length = Math.min(OggInfo.TAIL_BYTES, stored.sizeBytes());
        try (InputStream tail = store.open(key, new RecordingStore.Range(stored.sizeBytes() - length, length))) {
            return format.duration(tail.readNBytes((int) length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
