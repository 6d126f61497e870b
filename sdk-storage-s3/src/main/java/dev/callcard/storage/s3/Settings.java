package dev.callcard.storage.s3;

import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingStore;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a store was set up, checked, and how its objects are named. */
record Settings(
        String bucket,
        String prefix,
        int partBytes,
        Duration timeout,
        boolean conditionalWrites,
        @Nullable String encryption,
        @Nullable String kmsKey) {

    String name(RecordingStore.Key key) {
        return prefix + key.path();
    }

    /** What all names of a project begin with. */
    String folder(ProjectId project) {
        return prefix + "p-" + project + "/";
    }

    Optional<RecordingStore.Key> key(String name) {
        return name.startsWith(prefix) ? RecordingStore.Key.ofPath(name.substring(prefix.length())) : Optional.empty();
    }
}
