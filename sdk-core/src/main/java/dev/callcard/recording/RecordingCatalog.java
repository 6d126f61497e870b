package dev.callcard.recording;

import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import java.util.Optional;

/** Keeps which call has which audio. Every method is atomic. Safe for use by many threads and nodes. */
public interface RecordingCatalog {
    /**
     * Reads the audio of a call.
     *
     * @param project the project
     * @param call the call
     * @return the audio; empty if the call has none, or the project has no such call
     */
    Optional<Recording.Audio> find(ProjectId project, CallId call);

    /**
     * Gives a call its audio, in place of what it had.
     *
     * @param project the project
     * @param call the call
     * @param audio the audio
     * @return the audio that it had before, whose bytes are now nobody's; empty if it had none
     * @throws NotFoundException if the project has no such call
     */
    Optional<Recording.Audio> save(ProjectId project, CallId call, Recording.Audio audio);
}
