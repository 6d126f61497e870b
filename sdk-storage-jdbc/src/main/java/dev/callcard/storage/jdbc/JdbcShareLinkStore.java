package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.sharing.ShareLink;
import dev.callcard.recording.sharing.ShareLinkStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Share links. Whoever makes one waits at the row of the call for whoever deletes the recording. */
final class JdbcShareLinkStore implements ShareLinkStore {
    private static final String COLUMNS = "link_id, call_id, created_by, created_at, expires_at, access_count";

    private final Transactions transactions;
    private final CatalogSql catalog;
    private final AuditRows audit;
    private final Sql insert;
    private final Sql find;
    private final Sql list;
    private final Sql delete;
    private final Sql deleteAll;
    private final Sql count;

    JdbcShareLinkStore(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        this.catalog = new CatalogSql(dialect, tables);
        this.audit = new AuditRows(tables);
        this.insert = tables.sql("""
                insert into ${share_link} (project_id, link_id, call_id, token_hash, created_by, created_at, expires_at,
                    access_count)
                values (:project, :link, :call, :token, :by, :at, :expires, :count)
                """);
        this.find = tables.sql("select " + COLUMNS + """
                 from ${share_link} where project_id = :project and token_hash = :token
                """);
        this.list = tables.sql("select " + COLUMNS + """
                 from ${share_link} where project_id = :project and call_id = :call
                order by project_id desc, call_id desc, created_at desc, link_id desc limit :most
                """);
        this.delete = tables.sql("""
                delete from ${share_link} where project_id = :project and link_id = :link and call_id = :call
                """);
        this.deleteAll = tables.sql("delete from ${share_link} where project_id = :project");
        this.count = tables.sql("""
                update ${share_link} set access_count = access_count + 1
                where project_id = :project and link_id = :link
                """);
    }

    @Override
    public void create(ShareLink link, String tokenHash, AuditRecord record) {
        ProjectId project = link.project();
        CallId call = link.call();
        Params params = EntryRows.of(project, call)
                .with("link", link.id())
                .with("token", tokenHash)
                .with("by", link.createdBy())
                .with("at", link.createdAt())
                .time("expires", link.expiresAt())
                .with("count", link.accessCount());
        transactions.write("make a share link", tx -> {
            boolean ready = tx.exists(catalog.lockCall(), params)
                    && tx.first(catalog.find(), params, row -> EntryRows.read(project, call, row))
                            .flatMap(RecordingCatalog.Entry::audio)
                            .isPresent();
            if (!ready) {
                throw new NotFoundException("recording");
            }
            tx.update(insert, params);
            audit.insert(tx, project, record);
            return link;
        });
    }

    @Override
    public Optional<ShareLink> find(ProjectId project, String tokenHash) {
        return transactions.read(
                "find a share link",
                tx -> tx.first(find, Params.of(project).with("token", tokenHash), row -> read(project, row)));
    }

    @Override
    public List<ShareLink> list(ProjectId project, CallId call, int limit) {
        return transactions.read(
                "list share links",
                tx -> tx.list(list, EntryRows.of(project, call).with("most", limit), row -> read(project, row)));
    }

    @Override
    public boolean revoke(ProjectId project, CallId call, UUID link, AuditRecord record) {
        return transactions.write("revoke a share link", tx -> {
            boolean revoked = tx.update(delete, EntryRows.of(project, call).with("link", link)) > 0;
            if (revoked) {
                audit.insert(tx, project, record);
            }
            return revoked;
        });
    }

    @Override
    public int revokeAll(ProjectId project, AuditRecord record) {
        return transactions.write("revoke all share links", tx -> {
            int revoked = tx.update(deleteAll, Params.of(project));
            if (revoked > 0) {
                audit.insert(tx, project, record);
            }
            return revoked;
        });
    }

    @Override
    public void countAccess(ProjectId project, UUID link) {
        transactions.write(
                "count the use of a share link",
                tx -> tx.update(count, Params.of(project).with("link", link)));
    }

    private static ShareLink read(ProjectId project, Row row) throws SQLException {
        return new ShareLink(
                project,
                row.uuid("link_id"),
                new CallId(row.uuid("call_id")),
                row.text("created_by"),
                row.instant("created_at"),
                row.instantOrNone("expires_at"),
                row.number("access_count"));
    }
}
