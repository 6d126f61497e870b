package dev.callcard.recording;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import java.util.Objects;
import java.util.UUID;

/**
 * Names the bytes of a recording in a {@link RecordingStore}. Made of ids only, so that nothing from outside can become
 * part of a path.
 *
 * @param project whose recording it is
 * @param call of which call
 * @param version tells two uploads for the same call apart
 */
public record RecordingKey(ProjectId project, CallId call, UUID version) {
    /** Checks that all parts are there. */
    public RecordingKey {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(version, "version");
    }
}
