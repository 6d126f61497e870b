package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.inbox.InboxStore;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What providers pushed. */
final class JdbcInboxStore implements InboxStore {
    private static final ListName LIST = new ListName("quarantine");
    static final String QUARANTINED =
            "select event_id, provider, account, received_at, reason, query_string, content_type, body"
                    + " from ${quarantined_event} ";

    private final Transactions transactions;
    private final JdbcCallStore calls;
    private final AuditRows audit;
    private final Sql ofCall;
    private final InsertIfAbsent insert;
    private final Sql explain;
    private final Sql find;
    private final Sql list;
    private final Sql delete;
    private final Sql oldEvents;
    private final Sql deleteEvent;
    private final Sql oldQuarantined;

    JdbcInboxStore(Transactions transactions, Dialect dialect, Tables tables, JdbcCallStore calls) {
        this.transactions = transactions;
        this.calls = calls;
        this.audit = new AuditRows(tables);
        this.ofCall = tables.sql("""
                select event_id, provider, account, received_at, body from ${provider_event}
                where project_id = :project and call_id = :call order by received_at, event_id limit :most
                """);
        this.insert = InsertIfAbsent.of(
                dialect,
                tables,
                "quarantined_event",
                "project_id=project event_id=event provider=provider account=account received_at=at reason=reason"
                        + " query_string=query content_type=type body=body",
                "project_id event_id");
        this.explain = tables.sql("""
                update ${quarantined_event} set reason = :reason where project_id = :project and event_id = :event
                """);
        this.find = tables.sql(QUARANTINED + "where project_id = :project and event_id = :event");
        this.list = tables.sql(QUARANTINED + """
                where project_id = :project and received_at <= :beforeAt
                    and (received_at, event_id) < (:beforeAt, :beforeId)
                order by project_id desc, received_at desc, event_id desc limit :most
                """);
        this.delete = tables.sql("""
                delete from ${quarantined_event} where project_id = :project and event_id = :event
                """);
        // Of all projects, the oldest first.
        this.oldEvents = tables.sql("""
                select e.project_id, e.call_id, e.event_id from ${provider_event} e
                where e.received_at < :before order by e.received_at limit :most
                """);
        this.deleteEvent = tables.sql("""
                delete from ${provider_event}
                where project_id = :project and call_id = :call and event_id = :event
                """);
        this.oldQuarantined = tables.sql("""
                select e.project_id, e.event_id from ${quarantined_event} e
                where e.received_at < :before order by e.received_at limit :most
                """);
    }

    @Override
    public List<Merged> settle(Project project, RawEvent event, List<CallState> states, Fingerprints fingerprints) {
        return calls.merge(project, Call.Origin.WEBHOOK, states, event.receivedAt(), fingerprints, Optional.of(event));
    }

    @Override
    public List<RawEvent> ofCall(ProjectId project, CallId call, int limit) {
        return transactions.read(
                "read events of a call",
                tx -> tx.list(ofCall, EntryRows.of(project, call).with("most", limit), InboxRows::read));
    }

    @Override
    public void quarantine(ProjectId project, QuarantinedEvent event) {
        transactions.write("put an event aside", tx -> {
            Params params = InboxRows.params(project, event);
            if (!tx.insertIfAbsent(insert, params)) {
                tx.update(explain, params);
            }
            return event;
        });
    }

    @Override
    public Page<QuarantinedEvent> quarantined(ProjectId project, PageRequest page) {
        PageRequest request = LIST.open(page);
        return LIST.close(transactions.read(
                "list events that were put aside",
                tx -> Pages.read(
                        tx,
                        list,
                        Params.of(project),
                        request,
                        InboxRows::readQuarantined,
                        event -> new TimeCursor(event.receivedAt(), event.id()))));
    }

    @Override
    public Optional<QuarantinedEvent> find(ProjectId project, UUID id) {
        return transactions.read(
                "read an event that was put aside",
                tx -> tx.first(find, Params.of(project).with("event", id), InboxRows::readQuarantined));
    }

    @Override
    public boolean release(ProjectId project, UUID id, AuditRecord record) {
        return transactions.write("release an event", tx -> {
            boolean wasThere = tx.update(delete, Params.of(project).with("event", id)) > 0;
            if (wasThere) {
                audit.insert(tx, project, record);
            }
            return wasThere;
        });
    }

    @Override
    public int forget(Instant mergedBefore, Instant quarantinedBefore, int limit) {
        return forget(oldEvents, deleteEvent, mergedBefore, limit, row -> key(row).with("call", row.uuid("call_id")))
                + forget(oldQuarantined, delete, quarantinedBefore, limit, JdbcInboxStore::key);
    }

    private int forget(Sql find, Sql remove, Instant before, int limit, Row.Reader<Params> reader) {
        Params page = new Params().with("before", before).with("most", limit);
        List<Params> old = transactions.read("look for old events", tx -> tx.list(find, page, reader));
        if (!old.isEmpty()) {
            transactions.write("delete old events", tx -> {
                tx.batch(remove, old);
                return old;
            });
        }
        return old.size();
    }

    private static Params key(Row row) throws SQLException {
        return Params.of(ProjectId.of(row.text("project_id"))).with("event", row.uuid("event_id"));
    }
}
