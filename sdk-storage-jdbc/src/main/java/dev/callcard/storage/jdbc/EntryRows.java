package dev.callcard.storage.jdbc;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Where the recording of a call is in its life, as a row. */
final class EntryRows {
    /** All that {@link #read} reads, of a table named r. */
    static final String COLUMNS = """
            r.state as recording_state, r.version as recording_version, r.content_type, r.size_bytes, r.sha256,
            r.duration_us, r.reason, r.tries, r.due_at, r.removed_by, r.removed_at, r.requested_by, r.requested_at,
            r.available_until, r.analysed""";

    static final String INSERT = """
            insert into ${recording} (project_id, call_id, state, version, content_type, size_bytes, sha256, duration_us,
                reason, tries, due_at, removed_by, removed_at, requested_by, requested_at, available_until, analysed)
            values (:project, :call, :state, :version, :contentType, :size, :sha, :duration,
                :reason, :tries, :due, :removedBy, :removedAt, :requestedBy, :requestedAt, :availableUntil, :analysed)
            """;

    static final String UPDATE = """
            update ${recording}
            set state = :state, version = :version, content_type = :contentType, size_bytes = :size, sha256 = :sha,
                duration_us = :duration, reason = :reason, tries = :tries, due_at = :due,
                removed_by = :removedBy, removed_at = :removedAt, requested_by = :requestedBy,
                requested_at = :requestedAt, available_until = :availableUntil, analysed = :analysed
            where project_id = :project and call_id = :call
            """;

    private EntryRows() {}

    static Entry read(ProjectId project, CallId call, Row row) throws SQLException {
        return new Entry(
                project,
                call,
                Recording.State.valueOf(row.text("recording_state")),
                audio(project, call, row),
                row.textOrNone("reason"),
                Math.toIntExact(row.number("tries")),
                row.instantOrNone("due_at"),
                mark(row, "removed"),
                mark(row, "requested"),
                row.instantOrNone("available_until"),
                row.flag("analysed"));
    }

    /** The entry of a row of an outer join. */
    static Optional<Entry> readOrNone(ProjectId project, CallId call, Row row) throws SQLException {
        return row.textOrNone("recording_state").isPresent() ? Optional.of(read(project, call, row)) : Optional.empty();
    }

    static Params params(Entry entry) {
        Optional<Recording.Audio> audio = entry.audio();
        Params params = of(entry.project(), entry.call())
                .with("state", entry.state().name())
                .id("version", audio.map(known -> known.key().version()))
                .with("contentType", audio.map(Recording.Audio::contentType))
                .big("size", audio.map(Recording.Audio::sizeBytes))
                .with("sha", audio.map(Recording.Audio::sha256))
                .micros("duration", audio.flatMap(Recording.Audio::duration))
                .with("reason", entry.reason())
                .with("tries", entry.tries())
                .time("due", entry.dueAt())
                .time("availableUntil", entry.availableUntil())
                .with("analysed", entry.analysed());
        mark(params, "removed", entry.removed());
        mark(params, "requested", entry.requested());
        return params;
    }

    static Params of(ProjectId project, CallId call) {
        return Params.of(project).with("call", call.value());
    }

    static Params of(RecordingStore.Key key) {
        return of(key.project(), key.call()).with("version", key.version());
    }

    private static Optional<Recording.Audio> audio(ProjectId project, CallId call, Row row) throws SQLException {
        Optional<String> sha256 = row.textOrNone("sha256");
        if (sha256.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Recording.Audio(
                new RecordingStore.Key(project, call, row.uuid("recording_version")),
                row.text("content_type"),
                row.number("size_bytes"),
                sha256.get(),
                row.microsOrNone("duration_us")));
    }

    private static Optional<Recording.Mark> mark(Row row, String what) throws SQLException {
        Optional<Instant> at = row.instantOrNone(what + "_at");
        return at.isPresent() ? Optional.of(new Recording.Mark(row.text(what + "_by"), at.get())) : Optional.empty();
    }

    private static void mark(Params params, String what, Optional<Recording.Mark> mark) {
        params.with(what + "By", mark.map(Recording.Mark::by)).time(what + "At", mark.map(Recording.Mark::at));
    }
}
