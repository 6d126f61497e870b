package dev.callcard.recording;

import dev.callcard.call.Call;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The recording of a call, as people see it at one instant.
 *
 * @param state where it is in its life
 * @param reason why it cannot be played, in words for people; empty when ready
 * @param audio the audio; present when ready
 * @param tries how often it was tried to fetch it
 * @param nextTryAt when it is tried again, if it is
 * @param removed who removed it and when; present if deleted or expired
 * @param requested who asked for it out of the archive and when, if somebody did
 * @param availableUntil until when it is ready although it is old; empty if it was not brought back
 * @param analysed whether it was listened to, so that there should be something to see of it if it is Ogg Vorbis
 */
public record Recording(
        State state,
        Optional<String> reason,
        Optional<Audio> audio,
        int tries,
        Optional<Instant> nextTryAt,
        Optional<Mark> removed,
        Optional<Mark> requested,
        Optional<Instant> availableUntil,
        boolean analysed) {
    /** Checks that a ready recording has its audio. */
    public Recording {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(nextTryAt, "nextTryAt");
        Objects.requireNonNull(removed, "removed");
        Objects.requireNonNull(requested, "requested");
        Objects.requireNonNull(availableUntil, "availableUntil");
        if (audio.isPresent() != (state == State.READY)) {
            throw new IllegalArgumentException("a recording has audio if, and only if, it is ready");
        }
    }

    /**
     * A recording that can be played.
     *
     * @param audio the audio
     * @return the recording, never null
     */
    public static Recording ready(Audio audio) {
        return simple(State.READY, Optional.empty(), Optional.of(audio));
    }

    /**
     * The recording of a call.
     *
     * @param entry what the catalog has of it
     * @param call the call
     * @param project the project with its settings
     * @param now the time
     * @return the recording, never null
     */
    public static Recording of(Optional<RecordingCatalog.Entry> entry, Call call, Project project, Instant now) {
        Instant start = call.facts().times().startedAt();
        return entry.map(kept -> of(kept, start, project.settings(), now))
                .orElseGet(() -> withoutAudio(call, project.rulesAt(start)));
    }

    private static Recording of(RecordingCatalog.Entry entry, Instant start, ProjectSettings settings, Instant now) {
        Retention retention = Retention.of(settings);
        State state = retention.isArchived(entry, start, now) ? State.ARCHIVED : entry.state();
        boolean ready = state == State.READY;
        return new Recording(
                state,
                ready ? Optional.empty() : entry.reason().or(() -> Optional.of(words(state, entry, settings))),
                ready ? entry.audio() : Optional.empty(),
                entry.tries(),
                state == State.FAILED || state == State.EXPECTED ? entry.dueAt() : Optional.empty(),
                entry.removed(),
                state == State.ARCHIVED ? entry.requested() : Optional.empty(),
                ready && entry.availableUntil().filter(now::isBefore).isPresent()
                        ? entry.availableUntil()
                        : Optional.empty(),
                ready && entry.analysed());
    }

    private static String words(State state, RecordingCatalog.Entry entry, ProjectSettings settings) {
        return switch (state) {
            case READY -> "";
            case EXPECTED -> "The provider has a recording; it has not arrived yet.";
            case FETCHING -> "The recording is being fetched from the provider.";
            case ABSENT -> "The provider has no recording of this call.";
            case FAILED -> "The recording could not be fetched.";
            case DELETED -> "The recording was deleted.";
            case EXPIRED -> "The recording was kept for as long as this project keeps recordings, and is gone.";
            case ARCHIVED ->
                entry.requested().isPresent()
                        ? "The recording is in the archive. Somebody has asked for it; it waits for approval."
                        : "The recording is "
                                + (settings.retention().isEmpty() ? "older than a year" : "in the archive")
                                + ". It can be had upon request.";
        };
    }

    /**
     * The recording of a call for which no audio is stored.
     *
     * @param call the call
     * @param rules the project's rules at the call's start
     * @return expected if a report names one, otherwise absent with the reason
     */
    public static Recording withoutAudio(Call call, Project.CallRules rules) {
        if (!rules.recording()) {
            return absent("Recording was switched off in the project's settings when the call started.");
        }
        if (call.facts().recordingLoss().isPresent()) {
            return absent(words(call.facts().recordingLoss().get()));
        }
        if (call.facts().recording().isPresent()) {
            return simple(
                    State.EXPECTED,
                    Optional.of("The provider has a recording; it has not arrived yet."),
                    Optional.empty());
        }
        return switch (call.facts().outcome()) {
            case IN_PROGRESS -> absent("The call is still going on.");
            case ANSWERED, VOICEMAIL, UNKNOWN -> absent("The provider reported no recording of this call.");
            default -> absent("Nobody answered, so there is nothing to hear.");
        };
    }

    /** Why the provider has none, in words for people. */
    static String words(Call.RecordingLoss loss) {
        return switch (loss) {
            case ABSENT -> "The provider has no recording of this call.";
            case DELETED -> "The recording was deleted at the provider before it could be fetched.";
        };
    }

    private static Recording absent(String reason) {
        return simple(State.ABSENT, Optional.of(reason), Optional.empty());
    }

    private static Recording simple(State state, Optional<String> reason, Optional<Audio> audio) {
        return new Recording(
                state, reason, audio, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * Who did something, and when.
     *
     * @param by the name of who did it
     * @param at when, to the microsecond
     */
    public record Mark(String by, Instant at) {
        /** Checks that both parts are there. */
        public Mark {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Audio that is stored.
     *
     * @param key names the bytes in the {@link RecordingStore}
     * @param contentType media type, found from the bytes and never from a name
     * @param sizeBytes number of bytes, more than 0
     * @param sha256 checksum of the bytes in lower-case hexadecimal
     * @param duration how long it plays, if that is known
     */
    public record Audio(
            RecordingStore.Key key, String contentType, long sizeBytes, String sha256, Optional<Duration> duration) {
        /** Checks the size. */
        public Audio {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(duration, "duration");
            if (sizeBytes <= 0) {
                throw new IllegalArgumentException("sizeBytes must be more than 0");
            }
        }
    }

    /** Where the recording of a call is in its life. */
    public enum State {
        /** A report says that there is one; it is not here yet. */
        EXPECTED,
        /** It is being fetched. */
        FETCHING,
        /** It can be played. */
        READY,
        /** There is none. */
        ABSENT,
        /** It could not be fetched; another try is planned. */
        FAILED,
        /** Somebody deleted it. */
        DELETED,
        /** It was kept as long as the project wants and is gone. */
        EXPIRED,
        /** It is older than the project plays without being asked. */
        ARCHIVED
    }
}
