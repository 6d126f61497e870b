package dev.callcard.recording;

import dev.callcard.call.Call;
import dev.callcard.project.Project;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The recording of a call.
 *
 * @param state where it is in its life
 * @param reason why it cannot be played, in words for people; empty when ready
 * @param audio the audio; present when ready
 */
public record Recording(State state, Optional<String> reason, Optional<Audio> audio) {
    /** Checks that a ready recording has its audio. */
    public Recording {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
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
        return new Recording(State.READY, Optional.empty(), Optional.of(audio));
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
        if (call.facts().recording().isPresent()) {
            return new Recording(
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

    private static Recording absent(String reason) {
        return new Recording(State.ABSENT, Optional.of(reason), Optional.empty());
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
