package dev.callcard.recording;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Port: keeps where each recording is in its life, and what is to be done about it next. Every method is atomic. Safe for use
 * by many threads and nodes.
 *
 * <p>What is to be done is not kept apart from what is: an entry that needs work says when, so that a state and its job can
 * never disagree.
 */
public interface RecordingCatalog {
    /**
     * Reads the entry of a call.
     *
     * @param project the project
     * @param call the call
     * @return the entry; empty if the call has none, or the project has no such call
     */
    Optional<Entry> find(ProjectId project, CallId call);

    /**
     * Changes the entry of a call. Changes of one call come one after the other. In the same transaction
     *
     * <ul>
     *   <li>bytes that the entry named and names no more are handed to {@link #discarded}, and what was seen of them goes;
     *   <li>an entry that becomes {@link Recording.State#DELETED} or {@link Recording.State#EXPIRED} takes all share links of
     *       its call with it;
     *   <li>the audit record is kept;
     *   <li>those who follow the log live are told, unless the entry differs in nothing but when it is due and whether it is
     *       analysed.
     * </ul>
     *
     * An entry that stays as it was changes nothing at all, and leaves no audit record.
     *
     * @param project the project
     * @param call the call
     * @param change makes the new entry of what is known; without side effects, since it may run more than once; what it throws
     *     is thrown, and nothing is changed
     * @param audit kept if the entry changes
     * @return the entry afterwards; empty if there was none and there is none
     * @throws NotFoundException if the project has no such call
     * @throws IllegalStateException if the new entry is missing although there was one, or is of another call
     */
    Optional<Entry> change(ProjectId project, CallId call, Change change, Optional<AuditRecord> audit);

    /**
     * Makes entries in the state {@link Recording.State#EXPECTED} for calls that have none. An entry that is {@link
     * Recording.State#ABSENT}, or {@link Recording.State#FAILED} and due never, becomes expected again, with no tries and due
     * at that instant: the provider says that there is something to fetch after all. Every other entry stays as it is, above
     * all one that is deleted or expired. A call that the project does not have is left out. Those who follow the log live
     * are told of entries that become expected again; of a new one the report tells that names the recording.
     *
     * @param project the project
     * @param calls the calls
     * @param dueAt when they are to be fetched first
     */
    void expect(ProjectId project, List<CallId> calls, Instant dueAt);

    /**
     * Takes entries of all projects that are due, the longest due first, and puts their time off, so that nobody else takes
     * them meanwhile. Whoever is killed over the work leaves an entry that is due again later.
     *
     * @param now entries due at this instant or before
     * @param until when they are due again unless somebody changes that; after {@code now}
     * @param limit how many at the most
     * @return the entries as they are now, due at {@code until}; fewer than there are, or none, if others take at the same time
     */
    List<Entry> claim(Instant now, Instant until, int limit);

    /**
     * Makes all entries of a project that have audio due, since a rule changed that says what becomes of them. One that is due
     * before stays so.
     *
     * @param project the project
     * @param customer only entries of calls of this customer; empty for all
     * @param dueAt when they are due
     */
    void lookAgain(ProjectId project, Optional<CustomerId> customer, Instant dueAt);

    /**
     * Lists entries that have audio, by call, to be held against what the {@link RecordingStore} has.
     *
     * @param project the project
     * @param page which page
     * @return the page
     * @throws InvalidInputException if the cursor is not one of this list
     */
    Page<Entry> list(ProjectId project, PageRequest page);

    /**
     * Tells which bytes an entry names, or {@link #discarded} lists.
     *
     * @param keys the names of bytes
     * @return those of them that are known
     */
    Set<RecordingStore.Key> known(Collection<RecordingStore.Key> keys);

    /**
     * Takes the project whose entries were to be held against the {@link RecordingStore} the longest ago, and puts its time off, so
     * that nobody else takes it meanwhile. A project that was just created is due at once.
     *
     * @param now projects due at this instant or before
     * @param until when it is due again unless somebody changes that; after {@code now}
     * @return the project; empty if none is due, or others take one at the same time
     */
    Optional<ProjectId> claimReconciliation(Instant now, Instant until);

    /**
     * Says when the entries of a project are to be held against the {@link RecordingStore} next.
     *
     * @param project the project; nothing happens if it is not there
     * @param at when, to the microsecond
     */
    void reconcileAt(ProjectId project, Instant at);

    /**
     * Lists bytes that no entry names any more and that are to be deleted from the {@link RecordingStore}, of all projects,
     * oldest first.
     *
     * @param limit how many at the most
     * @return their names
     */
    List<RecordingStore.Key> discarded(int limit);

    /**
     * Takes bytes off that list, because they are gone. Idempotent.
     *
     * @param key their name
     */
    void forget(RecordingStore.Key key);

    /**
     * Reads what there is to see of audio.
     *
     * @param key names the audio
     * @return the analysis; empty if there is none, or a later release wrote it in a form that this one does not know
     */
    Optional<AudioAnalyzer.Analysis> analysis(RecordingStore.Key key);

    /**
     * Keeps what there is to see of audio, and marks the entry as analysed. Does nothing if no entry names the audio any more.
     *
     * @param key names the audio
     * @param analysis the analysis
     */
    void saveAnalysis(RecordingStore.Key key, AudioAnalyzer.Analysis analysis);

    /** Makes a new entry of what is known. */
    @FunctionalInterface
    interface Change {
        /**
         * Makes a new entry.
         *
         * @param known what is known
         * @return the entry afterwards; empty only if there was none
         */
        Optional<Entry> apply(Known known);
    }

    /**
     * What is known about the recording of a call.
     *
     * @param entry its entry, if there is one
     * @param held whether the call's customer is under legal hold
     */
    record Known(Optional<Entry> entry, boolean held) {
        /** Checks that the entry is there. */
        public Known {
            Objects.requireNonNull(entry, "entry");
        }
    }

    /**
     * The recording of a call as it is kept. That a recording is {@link Recording.State#ARCHIVED} is not kept: it follows from
     * the start of the call, the settings of the project and the time.
     *
     * @param project the project
     * @param call the call
     * @param state where it is in its life, never archived
     * @param audio its audio; present if, and only if, it is ready
     * @param reason why it is not ready, in words for people; empty if the state says it all
     * @param tries how often it was tried to fetch it
     * @param dueAt when somebody has to look after it next, to the microsecond; empty for never
     * @param removed who deleted it and when; present if deleted or expired
     * @param requested who asked for it out of the archive and when, if somebody did since it was last brought back
     * @param availableUntil until when it is ready although it is old, to the microsecond; empty if it was not brought
     *     back
     * @param analysed whether its audio was listened to, with or without success
     */
    record Entry(
            ProjectId project,
            CallId call,
            Recording.State state,
            Optional<Recording.Audio> audio,
            Optional<String> reason,
            int tries,
            Optional<Instant> dueAt,
            Optional<Recording.Mark> removed,
            Optional<Recording.Mark> requested,
            Optional<Instant> availableUntil,
            boolean analysed) {
        /** Checks that the parts fit each other. */
        public Entry {
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(reason, "reason");
            dueAt = dueAt.map(Entry::stored);
            Objects.requireNonNull(requested, "requested");
            availableUntil = availableUntil.map(Entry::stored);
            if (state == Recording.State.ARCHIVED || tries < 0) {
                throw new IllegalArgumentException("archived is not kept, and tries are 0 or more");
            }
            if (audio.isPresent() != (state == Recording.State.READY)) {
                throw new IllegalArgumentException("a recording has audio if, and only if, it is ready");
            }
            boolean gone = state == Recording.State.DELETED || state == Recording.State.EXPIRED;
            if (removed.isPresent() != gone) {
                throw new IllegalArgumentException("a recording was removed if, and only if, it is deleted or expired");
            }
        }

        // As stores keep it, so that an entry that is read equals the one that was written.
        private static Instant stored(Instant at) {
            return at.truncatedTo(ChronoUnit.MICROS);
        }

        /**
         * An entry for a recording that has not arrived.
         *
         * @param project the project
         * @param call the call
         * @param dueAt when it is to be fetched; empty if nobody fetches it
         * @return the entry, never null
         */
        public static Entry expected(ProjectId project, CallId call, Optional<Instant> dueAt) {
            return waiting(project, call, Recording.State.EXPECTED, Optional.empty(), 0, dueAt);
        }

        /**
         * An entry for a recording that is not there, but may come.
         *
         * @param project the project
         * @param call the call
         * @param state expected, fetching, failed or absent
         * @param reason why it is not there
         * @param tries how often it was tried
         * @param dueAt when it is tried again; empty for never
         * @return the entry, never null
         */
        public static Entry waiting(
                ProjectId project,
                CallId call,
                Recording.State state,
                Optional<String> reason,
                int tries,
                Optional<Instant> dueAt) {
            return new Entry(
                    project,
                    call,
                    state,
                    Optional.empty(),
                    reason,
                    tries,
                    dueAt,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        /**
         * An entry for a recording that has arrived.
         *
         * @param project the project
         * @param call the call
         * @param audio its audio
         * @param dueAt when somebody has to look after it; empty for never
         * @return the entry, not analysed yet
         */
        public static Entry ready(ProjectId project, CallId call, Recording.Audio audio, Optional<Instant> dueAt) {
            return new Entry(
                    project,
                    call,
                    Recording.State.READY,
                    Optional.of(audio),
                    Optional.empty(),
                    0,
                    dueAt,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        /**
         * An entry for a recording that is gone for good.
         *
         * @param project the project
         * @param call the call
         * @param state deleted or expired
         * @param removed who removed it and when
         * @return the entry, never null
         */
        public static Entry gone(ProjectId project, CallId call, Recording.State state, Recording.Mark removed) {
            return new Entry(
                    project,
                    call,
                    state,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.of(removed),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        /**
         * The same entry, due at another time.
         *
         * @param at when it is due; empty for never
         * @return the entry, never null
         */
        public Entry due(Optional<Instant> at) {
            return new Entry(
                    project, call, state, audio, reason, tries, at, removed, requested, availableUntil, analysed);
        }

        /**
         * The same entry after its audio was listened to, with or without success.
         *
         * @return the entry, never null
         */
        public Entry heard() {
            return new Entry(
                    project, call, state, audio, reason, tries, dueAt, removed, requested, availableUntil, true);
        }

        /**
         * The same entry, asked for out of the archive.
         *
         * @param mark who asks and when
         * @return the entry, never null
         */
        public Entry requested(Recording.Mark mark) {
            return new Entry(
                    project,
                    call,
                    state,
                    audio,
                    reason,
                    tries,
                    dueAt,
                    removed,
                    Optional.of(mark),
                    availableUntil,
                    analysed);
        }

        /**
         * The same entry, brought back out of the archive.
         *
         * @param until until when it is ready
         * @return the entry, which nobody asks for any more
         */
        public Entry available(Instant until) {
            return new Entry(
                    project,
                    call,
                    state,
                    audio,
                    reason,
                    tries,
                    dueAt,
                    removed,
                    Optional.empty(),
                    Optional.of(until),
                    analysed);
        }
    }
}
