package dev.callcard.storage.jdbc;

import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.log.LogStore.Change;
import dev.callcard.log.LogStore.Kind;
import dev.callcard.log.LogStore.Position;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What changed in the call log, for those who follow it live. Stateless. */
final class Changes {
    private final Clock clock;
    private final Sql insert;
    private final Sql list;
    private final Sql oldest;
    private final Sql delete;

    Changes(Tables tables, Clock clock) {
        this.clock = clock;
        this.insert = tables.sql("""
                insert into ${change} (project_id, changed_at, change_id, call_id, kind)
                values (:project, :at, :id, :call, :kind)
                """);
        // Not a comparison of rows, in which not every database sees a range of its index.
        this.list = tables.sql("""
                select changed_at, change_id, call_id, kind from ${change}
                where project_id = :project and changed_at >= :at and (changed_at > :at or change_id > :id)
                order by project_id, changed_at, change_id limit :most
                """);
        this.oldest = tables.sql("""
                select changed_at, change_id, call_id, kind from ${change}
                where project_id = :project and changed_at < :at
                order by project_id, changed_at, change_id limit :most
                """);
        this.delete = tables.sql("""
                delete from ${change} where project_id = :project and changed_at = :at and change_id = :id
                """);
    }

    /** Tells, in the transaction that changes the calls, that they changed. */
    void write(Tx tx, ProjectId project, List<CallId> calls, Kind kind) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        tx.insert(
                insert,
                calls.stream()
                        .map(call -> at(project, new Position(now, TimeOrderedId.next(clock)))
                                .with("call", call.value())
                                .with("kind", kind.name()))
                        .toList());
    }

    List<Change> list(Tx tx, ProjectId project, Position after, int limit) throws SQLException {
        return tx.list(list, at(project, after).with("most", limit), Changes::read);
    }

    int forget(Tx tx, ProjectId project, Instant before, int limit) throws SQLException {
        List<Change> old = tx.list(oldest, at(project, Position.before(before)).with("most", limit), Changes::read);
        tx.batch(
                delete,
                old.stream().map(change -> at(project, change.position())).toList());
        return old.size();
    }

    private static Params at(ProjectId project, Position position) {
        return Params.of(project).with("at", position.at()).with("id", position.id());
    }

    private static Change read(Row row) throws SQLException {
        return new Change(
                new Position(row.instant("changed_at"), row.uuid("change_id")),
                new CallId(row.uuid("call_id")),
                Kind.valueOf(row.text("kind")));
    }
}
