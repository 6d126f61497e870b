package dev.callcard.web;

import dev.callcard.project.ProjectId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is known of an import. */
record ImportRecord(
        UUID id,
        ProjectId project,
        String format,
        String name,
        long sizeBytes,
        String createdBy,
        Instant createdAt,
        State state,
        Optional<String> detail,
        ImportRunner.Progress progress) {

    enum State {
        /** Waits for another import. */
        QUEUED,
        RUNNING,
        /** Somebody stopped it. */
        STOPPED,
        /** The server stopped under it. */
        INTERRUPTED,
        FAILED,
        DONE;

        private static final Set<State> RESUMABLE = EnumSet.of(STOPPED, INTERRUPTED, FAILED);

        boolean isActive() {
            return this == QUEUED || this == RUNNING;
        }

        boolean isResumable() {
            return RESUMABLE.contains(this);
        }
    }

    ImportRecord with(State next, Optional<String> why) {
        return new ImportRecord(id, project, format, name, sizeBytes, createdBy, createdAt, next, why, progress);
    }

    ImportRecord with(ImportRunner.Progress next) {
        return new ImportRecord(id, project, format, name, sizeBytes, createdBy, createdAt, state, detail, next);
    }

    /** As the API shows it, and as it is kept. */
    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", id.toString())
                .add("format", format)
                .add("name", name)
                .add("sizeBytes", sizeBytes)
                .add("createdBy", createdBy)
                .add("createdAt", createdAt.toString())
                .add("state", state.name())
                .add("bytes", progress.bytes())
                .add("lines", progress.lines())
                .add("created", progress.created())
                .add("updated", progress.updated())
                .add("unchanged", progress.unchanged())
                .add("rejected", progress.rejected());
        progress.remaining()
                .filter(remaining -> state == State.RUNNING)
                .ifPresent(remaining -> json.add("remainingMs", remaining.toMillis()));
        detail.ifPresent(text -> json.add("detail", text));
        return json.build();
    }

    /** What was kept before the server stopped: nothing runs by now. */
    static ImportRecord kept(ProjectId project, JsonObject json) {
        State state = State.valueOf(json.getString("state"));
        return new ImportRecord(
                UUID.fromString(json.getString("id")),
                project,
                json.getString("format"),
                json.getString("name"),
                number(json, "sizeBytes"),
                json.getString("createdBy"),
                Instant.parse(json.getString("createdAt")),
                state.isActive() ? State.INTERRUPTED : state,
                Optional.ofNullable(json.getString("detail", null)),
                new ImportRunner.Progress(
                        number(json, "bytes"),
                        number(json, "lines"),
                        number(json, "created"),
                        number(json, "updated"),
                        number(json, "unchanged"),
                        number(json, "rejected"),
                        Optional.<Duration>empty()));
    }

    private static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValue();
    }
}
