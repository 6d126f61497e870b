package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.internal.EntryRules;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes an entry, with all that follows from that, within a transaction. Stateless. */
final class RecordingChange {
    private final CatalogSql sql;
    private final AudioRows audio;
    private final AuditRows audit;
    private final Changes changes;
    private final Sql deleteLinks;

    RecordingChange(CatalogSql sql, AudioRows audio, Tables tables, Clock clock) {
        this.sql = sql;
        this.audio = audio;
        this.audit = new AuditRows(tables);
        this.changes = new Changes(tables, clock);
        this.deleteLinks = tables.sql("delete from ${share_link} where project_id = :project and call_id = :call");
    }

    Optional<Entry> run(
            Tx tx, ProjectId project, CallId call, RecordingCatalog.Change change, Optional<AuditRecord> record)
            throws SQLException {
        Params params = EntryRows.of(project, call);
        UUID customer = tx.first(sql.lockCall(), params, row -> row.uuid("customer_id"))
                .orElseThrow(() -> new NotFoundException("call"));
        Optional<Entry> before = tx.first(sql.lock(), params, row -> EntryRows.read(project, call, row));
        boolean held = tx.exists(sql.held(), Params.of(project).with("customer", customer));
        Optional<Entry> after = change.apply(new RecordingCatalog.Known(before, held));
        if (!after.equals(before)) {
            write(tx, before, EntryRules.checked(project, call, before, after));
            if (record.isPresent()) {
                audit.insert(tx, project, record.get());
            }
        }
        return after;
    }

    /** Makes the recordings of a customer due that have audio. */
    int lookAgain(Tx tx, ProjectId project, CustomerId customer, Instant dueAt) throws SQLException {
        Params params =
                Params.of(project).with("customer", customer.value()).with("due", dueAt.truncatedTo(ChronoUnit.MICROS));
        List<Params> calls =
                tx.list(sql.ofCustomer(), params, row -> params.copy().with("call", row.uuid("call_id")));
        tx.batch(sql.lookAgainAt(), calls);
        return calls.size();
    }

    /** Tells those who follow the log live. */
    void tell(Tx tx, ProjectId project, List<CallId> calls) throws SQLException {
        changes.write(tx, project, calls, LogStore.Kind.RECORDING);
    }

    private void write(Tx tx, Optional<Entry> before, Entry after) throws SQLException {
        Params params = EntryRows.params(after);
        if (before.isPresent()) {
            tx.update(sql.update(), params);
        } else {
            insert(tx, params);
        }
        Optional<RecordingStore.Key> dropped = EntryRules.dropped(before, after);
        if (dropped.isPresent()) {
            audio.discard(tx, dropped.get());
        }
        if (EntryRules.goes(before, after)) {
            tx.update(deleteLinks, params);
        }
        if (EntryRules.isSeen(before, after)) {
            tell(tx, after.project(), List.of(after.call()));
        }
    }

    /** Whoever expects entries of many calls locks none of the calls, and may have been faster. */
    private void insert(Tx tx, Params params) throws SQLException {
        try {
            tx.update(sql.insert(), params);
        } catch (SQLException e) {
            if (Failures.isDuplicate(e)) {
                throw Failures.tryAgain("the recording was expected meanwhile");
            }
            throw e;
        }
    }
}
