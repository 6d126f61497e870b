package dev.callcard.call;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a report says the recording is. Never shown to a viewer.
 *
 * @param location the provider's URL, or a path below an importer's folder
 * @param isUrl true for a URL, false for a path
 * @param contentType the media type that was reported; a hint only
 */
public record RecordingReference(String location, boolean isUrl, Optional<String> contentType) {
    /** Checks that all parts are there. */
    public RecordingReference {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(contentType, "contentType");
    }

    /** Hides the location: a provider's URL may carry a token. */
    @Override
    public String toString() {
        return isUrl ? "recording at a URL" : "recording in a file";
    }
}
