package dev.callcard.recording.internal;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The rules by which a catalog keeps entries, whatever it keeps them in. */
public final class EntryRules {
    private EntryRules() {}

    /**
     * Refuses a new entry that cannot take the place of the one so far.
     *
     * @param project the project of the call
     * @param call the call
     * @param before the entry so far
     * @param after the new one
     * @return the new one
     * @throws IllegalStateException if an entry would vanish, or is not of this call
     */
    public static Entry checked(ProjectId project, CallId call, Optional<Entry> before, Optional<Entry> after) {
        if (after.isEmpty()) {
            throw new IllegalStateException(
                    before.isPresent() ? "an entry of a recording never vanishes" : "there is no entry to keep");
        }
        Entry entry = after.get();
        boolean ofCall = entry.project().equals(project)
                && entry.call().equals(call)
                && key(after)
                        .map(key -> key.project().equals(project) && key.call().equals(call))
                        .orElse(true);
        if (!ofCall) {
            throw new IllegalStateException(
                    "an entry of a recording, and its audio, must be of the call that it is for");
        }
        return entry;
    }

    /**
     * The bytes that an entry named and names no more.
     *
     * @param before the entry so far
     * @param after the new one
     * @return their name, if there are such bytes
     */
    public static Optional<RecordingStore.Key> dropped(Optional<Entry> before, Entry after) {
        return key(before).filter(key -> !key(Optional.of(after)).equals(Optional.of(key)));
    }

    /**
     * Whether a recording has gone for good by this change, with all that hangs on it.
     *
     * @param before the entry so far
     * @param after the new one
     * @return true if it was deleted or has expired, and had not before
     */
    public static boolean goes(Optional<Entry> before, Entry after) {
        return after.removed().isPresent() && before.flatMap(Entry::removed).isEmpty();
    }

    /**
     * Whether those who follow the log live are told: not of what only those care for who work on recordings.
     *
     * @param before the entry so far
     * @param after the new one
     * @return false if they differ in nothing but when the entry is due and whether it is analysed
     */
    public static boolean isSeen(Optional<Entry> before, Entry after) {
        return !before.map(EntryRules::seen).equals(Optional.of(seen(after)));
    }

    /**
     * Whether a recording that did not come is expected again when it is reported anew.
     *
     * @param entry the entry
     * @return true if there was none, or nobody tries to fetch it any more
     */
    public static boolean isGivenUp(Entry entry) {
        return entry.state() == Recording.State.ABSENT
                || entry.state() == Recording.State.FAILED && entry.dueAt().isEmpty();
    }

    /**
     * Refuses a claim that would give the same entries twice at once.
     *
     * @param now entries due by this instant are claimed
     * @param until when they are due again
     * @throws IllegalArgumentException unless that is later, by a microsecond at least
     */
    public static void checkClaim(Instant now, Instant until) {
        if (!until.truncatedTo(ChronoUnit.MICROS).isAfter(now)) {
            throw new IllegalArgumentException("until must be after now");
        }
    }

    private static Optional<RecordingStore.Key> key(Optional<Entry> entry) {
        return entry.flatMap(Entry::audio).map(Recording.Audio::key);
    }

    private static Entry seen(Entry entry) {
        return entry.due(Optional.empty()).heard();
    }
}
