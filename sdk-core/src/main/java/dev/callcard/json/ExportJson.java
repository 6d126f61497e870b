package dev.callcard.json;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.erasure.LegalHold;
import dev.callcard.project.Project;
import dev.callcard.recording.Recording;
import dev.callcard.recording.sharing.ShareLink;
import dev.callcard.visit.Session;
import jakarta.json.JsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what is handed out of a customer. Lists are written while they are walked, so that nothing of them has to be in memory.
 * Stateless.
 */
public final class ExportJson {
    private ExportJson() {}

    /**
     * Writes who the customer is.
     *
     * @param out where to, in UTF-8; not closed
     * @param project the project
     * @param call any call of the customer
     * @param hold the customer's legal hold, if there is one
     * @param at when this is handed out
     * @throws IOException if the stream fails
     */
    public static void writeCustomer(OutputStream out, Project project, Call call, Optional<LegalHold> hold, Instant at)
            throws IOException {
        write(out, json -> {
            json.text("customerId", call.customer().toString())
                    .text("project", project.id().value())
                    .phone("number", Optional.of(call.facts().customerNumber()))
                    .constant("kind", call.facts().customerNumber().kind())
                    .text("timeZone", project.settings().timeZone().getId())
                    .instant("exportedAt", at);
            hold.ifPresent(held -> json.object("legalHold", () -> ErasureJson.hold(json, held)));
        });
    }

    /**
     * Writes calls, with all that hangs on them.
     *
     * @param out where to, in UTF-8; not closed
     * @param project the project
     * @param calls the calls; walked once
     * @throws IOException if the stream fails
     */
    public static void writeCalls(OutputStream out, Project project, Iterable<ExportedCall> calls) throws IOException {
        write(
                out,
                json -> json.objects("calls", calls, exported -> {
                    CallJson.call(json, exported.call());
                    json.object("recording", () -> recording(json, exported));
                    json.object("annotation", () -> {
                        AnnotationJson.annotation(json, exported.annotation(), project.settings());
                        json.objects("comments", exported.comments(), comment -> AnnotationJson.comment(json, comment));
                    });
                    json.objects("shareLinks", exported.links(), link -> RecordingJson.link(json, link));
                }));
    }

    /**
     * Writes visits with their page views.
     *
     * @param out where to, in UTF-8; not closed
     * @param sessions the visits; walked once
     * @throws IOException if the stream fails
     */
    public static void writeSessions(OutputStream out, Iterable<Session> sessions) throws IOException {
        write(
                out,
                json -> json.objects("sessions", sessions, session -> {
                    json.text("id", session.id().toString())
                            .text("visitorId", session.visitor().value())
                            .instant("startedAt", session.startedAt())
                            .instant("endedAt", session.lastSeenAt())
                            .object("source", () -> CardJson.source(json, session.source()))
                            .text("landingPage", session.landingPage())
                            .text("referrer", session.referrer());
                    CardJson.device(json, session.device());
                    json.text("browser", session.device().browser()).text("ip", session.ip());
                    CardJson.place(json, session.place());
                    CardJson.pages(json, session);
                }));
    }

    private static void recording(Writer json, ExportedCall exported) {
        Recording recording = exported.recording();
        json.constant("state", recording.state()).text("reason", recording.reason());
        exported.audio()
                .ifPresent(kept -> json.text("file", kept.file())
                        .text("contentType", kept.audio().contentType())
                        .millis("durationMs", kept.audio().duration())
                        .number("sizeBytes", kept.audio().sizeBytes())
                        .text("sha256", kept.audio().sha256()));
        recording.removed().ifPresent(mark -> json.text("removedBy", mark.by()).instant("removedAt", mark.at()));
        recording
                .requested()
                .ifPresent(mark -> json.text("requestedBy", mark.by()).instant("requestedAt", mark.at()));
        json.instant("availableUntil", recording.availableUntil());
    }

    private static void write(OutputStream out, Consumer<Writer> members) throws IOException {
        try {
            Writer.object(out, members);
        } catch (JsonException e) {
            // The generator wraps what the stream throws.
            throw e.getCause() instanceof IOException failed ? failed : new IOException("JSON could not be written", e);
        }
    }

    /**
     * A call that is handed out.
     *
     * @param call the call
     * @param recording what people see of its recording
     * @param audio its audio, if any is kept, playable or archived
     * @param annotation its categories and ratings
     * @param comments its comments; walked once
     * @param links the links that share its recording
     */
    public record ExportedCall(
            Call call,
            Recording recording,
            Optional<ExportedAudio> audio,
            Annotation annotation,
            Iterable<Comment> comments,
            List<ShareLink> links) {
        /** Checks that all parts are there. */
        public ExportedCall {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(recording, "recording");
            Objects.requireNonNull(audio, "audio");
            Objects.requireNonNull(annotation, "annotation");
            Objects.requireNonNull(comments, "comments");
            links = List.copyOf(links);
        }
    }

    /**
     * Audio that is handed out.
     *
     * @param file the name of its file beside the JSON
     * @param audio what it is
     */
    public record ExportedAudio(String file, Recording.Audio audio) {
        /** Checks that both parts are there. */
        public ExportedAudio {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(audio, "audio");
        }
    }
}
