package dev.callcard.log;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.recording.Recording;
import dev.callcard.visit.Source;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the call log.
 *
 * @param call the call
 * @param source where the visit came from that the call is joined to, if it is
 * @param annotation what people think of the call
 * @param recording its recording
 */
public record LogEntry(Call call, Optional<Source> source, Annotation annotation, Recording recording) {
    /** Checks that all parts are there. */
    public LogEntry {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(annotation, "annotation");
        Objects.requireNonNull(recording, "recording");
    }
}
