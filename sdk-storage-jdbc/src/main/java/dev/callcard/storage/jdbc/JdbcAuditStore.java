package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.audit.AuditStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;

/** Who did what. */
final class JdbcAuditStore implements AuditStore {
    private static final ListName LIST = new ListName("audit");

    private final Transactions transactions;
    private final AuditRows rows;
    private final Sql list;

    JdbcAuditStore(Transactions transactions, Tables tables) {
        this.transactions = transactions;
        this.rows = new AuditRows(tables);
        this.list = tables.sql("""
                select happened_at, audit_id, actor_id, actor, action, call_id, customer_id, detail from ${audit}
                where project_id = :project and happened_at <= :beforeAt
                    and (happened_at, audit_id) < (:beforeAt, :beforeId)
                order by project_id desc, happened_at desc, audit_id desc limit :most
                """);
    }

    @Override
    public void write(ProjectId project, AuditRecord record) {
        transactions.write("keep an audit record", tx -> {
            rows.insert(tx, project, record);
            return record;
        });
    }

    @Override
    public Page<AuditRecord> list(ProjectId project, PageRequest page) {
        PageRequest request = LIST.open(page);
        return LIST.close(transactions.read(
                "list audit records",
                tx -> Pages.read(
                        tx,
                        list,
                        Params.of(project),
                        request,
                        AuditRows::read,
                        record -> new TimeCursor(record.at(), record.id()))));
    }
}
