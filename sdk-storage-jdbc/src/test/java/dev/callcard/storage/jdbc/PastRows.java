package dev.callcard.storage.jdbc;

import dev.callcard.call.CallId;
import dev.callcard.json.SettingsJson;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Rows as the first release wrote them. */
final class PastRows {
    private PastRows() {}

    /** Puts a project and a recording into tables of any release, and gives the recording. */
    static Recording.Audio insert(JdbcStorage.Builder builder) throws SQLException {
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(World.PROJECT.id(), new CallId(UUID.randomUUID()), UUID.randomUUID()),
                "audio/ogg",
                12_345,
                "0123456789abcdef".repeat(4),
                Optional.of(Duration.ofMillis(61_234)));
        Tables tables = builder.tables();
        try (Connection connection = builder.dataSource().getConnection();
                Tx tx = new Tx(connection, tables.dialect())) {
            tx.update(
                    tables.sql("""
                            insert into ${project} (project_id, settings, past_rules, version, session_timeout_ms)
                            values (:project, :settings, :past, :version, :timeout)
                            """),
                    Params.of(World.PROJECT.id())
                            .with("settings", SettingsJson.write(World.PROJECT.settings()))
                            .with("past", "[]")
                            .with("version", World.PROJECT.version())
                            .with(
                                    "timeout",
                                    World.PROJECT.settings().sessionTimeout().toMillis()));
            tx.update(
                    tables.sql("""
                            insert into ${recording} (project_id, call_id, version, content_type, size_bytes, sha256,
                                duration_us)
                            values (:project, :call, :version, :type, :size, :sha, :duration)
                            """),
                    EntryRows.of(audio.key())
                            .with("type", audio.contentType())
                            .with("size", audio.sizeBytes())
                            .with("sha", audio.sha256())
                            .micros("duration", audio.duration()));
        }
        return audio;
    }
}
