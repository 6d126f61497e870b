package dev.callcard.storage.jdbc;

import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Which call has which audio. */
final class JdbcRecordingCatalog implements RecordingCatalog {
    static final String COLUMNS = """
            r.version as recording_version, r.content_type, r.size_bytes, r.sha256, r.duration_us""";

    private final Transactions transactions;
    private final Sql find;
    private final Sql lockCall;
    private final Sql insert;
    private final Sql update;
    private final Changes changes;

    JdbcRecordingCatalog(Transactions transactions, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.find = tables.sql("select " + COLUMNS + """
                 from ${recording} r where r.project_id = :project and r.call_id = :call
                """);
        this.lockCall = tables.sql("""
                select call_id from ${call} where project_id = :project and call_id = :call for update
                """);
        this.insert = tables.sql("""
                insert into ${recording} (project_id, call_id, version, content_type, size_bytes, sha256, duration_us)
                values (:project, :call, :version, :contentType, :size, :sha, :duration)
                """);
        this.update = tables.sql("""
                update ${recording}
                set version = :version, content_type = :contentType, size_bytes = :size, sha256 = :sha,
                    duration_us = :duration
                where project_id = :project and call_id = :call
                """);
        this.changes = new Changes(tables, clock);
    }

    @Override
    public Optional<Recording.Audio> find(ProjectId project, CallId call) {
        return transactions.read(
                "read a recording", tx -> tx.first(find, params(project, call), row -> read(project, call, row)));
    }

    @Override
    public Optional<Recording.Audio> save(ProjectId project, CallId call, Recording.Audio audio) {
        return transactions.write("save a recording", tx -> {
            if (!tx.exists(lockCall, params(project, call))) {
                throw new NotFoundException("call");
            }
            Optional<Recording.Audio> known = tx.first(find, params(project, call), row -> read(project, call, row));
            Params params = params(project, call)
                    .with("version", audio.key().version())
                    .with("contentType", audio.contentType())
                    .with("size", audio.sizeBytes())
                    .with("sha", audio.sha256())
                    .micros("duration", audio.duration());
            tx.update(known.isPresent() ? update : insert, params);
            changes.write(tx, project, List.of(call), LogStore.Kind.RECORDING);
            return known;
        });
    }

    static Recording.Audio read(ProjectId project, CallId call, Row row) throws SQLException {
        return new Recording.Audio(
                new RecordingStore.Key(project, call, row.uuid("recording_version")),
                row.text("content_type"),
                row.number("size_bytes"),
                row.text("sha256"),
                row.microsOrNone("duration_us"));
    }

    /** The audio of a row of an outer join. */
    static Optional<Recording.Audio> readOrNone(ProjectId project, CallId call, Row row) throws SQLException {
        return row.textOrNone("sha256").isPresent() ? Optional.of(read(project, call, row)) : Optional.empty();
    }

    private static Params params(ProjectId project, CallId call) {
        return Params.of(project).with("call", call.value());
    }
}
