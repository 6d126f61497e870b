package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;

/** Records of who did what, written in the transaction of what was done. Stateless. */
final class AuditRows {
    private final Sql insert;

    AuditRows(Tables tables) {
        this.insert = tables.sql("""
                insert into ${audit} (project_id, happened_at, audit_id, actor_id, actor, action, call_id, customer_id,
                    detail)
                values (:project, :at, :id, :actorId, :actor, :action, :call, :customer, :detail)
                """);
    }

    void insert(Tx tx, ProjectId project, AuditRecord record) throws SQLException {
        tx.update(
                insert,
                Params.of(project)
                        .with("at", record.at())
                        .with("id", record.id())
                        .with("actorId", record.actorId())
                        .with("actor", record.actor())
                        .with("action", record.action().name())
                        .id("call", record.call().map(CallId::value))
                        .id("customer", record.customer().map(CustomerId::value))
                        .with("detail", record.detail()));
    }

    static AuditRecord read(Row row) throws SQLException {
        return new AuditRecord(
                row.uuid("audit_id"),
                row.instant("happened_at"),
                row.text("actor_id"),
                row.text("actor"),
                AuditRecord.Action.valueOf(row.text("action")),
                row.uuidOrNone("call_id").map(CallId::new),
                row.uuidOrNone("customer_id").map(CustomerId::new),
                row.textOrNone("detail"));
    }
}
