package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.erasure.ErasureStore;
import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.error.NotFoundException;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.ledger.Tombstone;
import dev.callcard.ledger.internal.LedgerPages;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingStore;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Forgets customers. */
final class JdbcErasureStore implements ErasureStore {
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final ErasureSql sql;
    private final RecordingChange recordings;
    private final AuditRows audit;
    private final Sql find;
    private final Sql insert;
    private final Sql delete;

    JdbcErasureStore(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.sql = new ErasureSql(dialect, tables, clock);
        this.recordings = new RecordingChange(sql.catalog(), sql.audio(), tables, clock);
        this.audit = new AuditRows(tables);
        this.find = tables.sql("""
                select placed_by, placed_at, reason from ${legal_hold}
                where project_id = :project and customer_id = :customer
                """);
        this.insert = tables.sql("""
                insert into ${legal_hold} (project_id, customer_id, placed_by, placed_at, reason)
                values (:project, :customer, :by, :at, :reason)
                """);
        this.delete = tables.sql("""
                delete from ${legal_hold} where project_id = :project and customer_id = :customer
                """);
    }

    @Override
    public Optional<LegalHold> hold(ProjectId project, CustomerId customer) {
        return transactions.read("read a legal hold", tx -> hold(tx, project, customer));
    }

    @Override
    public LegalHold place(ProjectId project, LegalHold hold, AuditRecord record) {
        Params params = params(project, hold.customer())
                .with("by", hold.by())
                .with("at", hold.at())
                .with("reason", hold.reason());
        return transactions.write("place a legal hold", tx -> {
            boolean isThere = sql.visits().customers().lockIfThere(tx, project, hold.customer());
            // Whoever is about to delete a recording has locked its call, and looked for a hold.
            if (!isThere || tx.list(sql.lockCalls(), params, row -> true).isEmpty()) {
                throw new NotFoundException("customer");
            }
            Optional<LegalHold> before = hold(tx, project, hold.customer());
            if (before.isPresent()) {
                return before.get();
            }
            tx.update(insert, params);
            audit.insert(tx, project, record);
            return hold;
        });
    }

    @Override
    public boolean release(ProjectId project, CustomerId customer, Instant dueAt, AuditRecord record) {
        return transactions.write("lift a legal hold", tx -> {
            boolean held = tx.update(delete, params(project, customer)) > 0;
            if (held) {
                recordings.lookAgain(tx, project, customer, dueAt);
                audit.insert(tx, project, record);
            }
            return held;
        });
    }

    @Override
    public Erased erase(
            Project project, CustomerId customer, Instant at, Fingerprints fingerprints, AuditRecord record) {
        return transactions.write("erase a customer", tx -> {
            Erasing erasing = new Erasing(sql, tx, project, at);
            if (erasing.forget(customer, calls -> calls, fingerprints)) {
                audit.insert(tx, project.id(), record);
            } else if (!erasing.foundAnything()) {
                throw new NotFoundException("customer");
            }
            return erasing.erased(Optional.of(customer));
        });
    }

    @Override
    public Page<Tombstone> ledger(ProjectId project, PageRequest page) {
        Optional<Fingerprint> after = LedgerPages.after(page);
        return LedgerPages.page(
                transactions.read(
                        "read the ledger", tx -> sql.visits().ledger().list(tx, project, after, page.limit() + 1L)),
                page);
    }

    @Override
    public void remember(ProjectId project, List<Tombstone> tombstones) {
        transactions.write("add to the ledger", tx -> {
            sql.visits().ledger().remember(tx, project, tombstones);
            return tombstones;
        });
    }

    @Override
    public Erased replay(
            Project project, Fingerprints fingerprints, Instant at, Function<CustomerId, AuditRecord> record) {
        Receipt receipt = new Receipt(Optional.empty(), at, Map.of(), List.of());
        List<RecordingStore.Key> audio = new ArrayList<>();
        for (CustomerId customer : erasedCustomers(project.id(), fingerprints)) {
            Erased erased = transactions.write("erase a customer again", tx -> {
                Erasing erasing = new Erasing(sql, tx, project, at);
                if (erasing.forget(
                        customer, calls -> erased(ledger(tx, project.id(), fingerprints), calls), Fingerprints.NONE)) {
                    audit.insert(tx, project.id(), record.apply(customer));
                }
                return erasing.erased(Optional.empty());
            });
            receipt = receipt.plus(erased.receipt());
            audio.addAll(erased.audio());
        }
        for (Map.Entry<VisitorId, Instant> visitor :
                erasedVisitors(project.id(), fingerprints).entrySet()) {
            Erased erased = transactions.write("erase a visitor again", tx -> {
                Erasing erasing = new Erasing(sql, tx, project, at);
                erasing.forget(visitor.getKey(), visitor.getValue());
                return erasing.erased(Optional.empty());
            });
            receipt = receipt.plus(erased.receipt());
        }
        return new Erased(receipt, audio);
    }

    /** The customers with calls that should not be there. */
    private Set<CustomerId> erasedCustomers(ProjectId project, Fingerprints fingerprints) {
        Set<CustomerId> customers = new LinkedHashSet<>();
        Params page = Params.of(project).with("most", PAGE);
        Optional<UUID> last = Optional.of(new UUID(0, 0));
        while (last.isPresent()) {
            page.with("after", last.get());
            last = transactions.read("look for erased calls", tx -> {
                List<Call> calls = tx.list(sql.callsAfter(), page, row -> CallRows.read(project, row));
                erased(ledger(tx, project, fingerprints), calls).forEach(call -> customers.add(call.customer()));
                return lastOf(calls).map(call -> call.id().value());
            });
        }
        return customers;
    }

    private static List<Call> erased(Ledger ledger, List<Call> calls) throws SQLException {
        ledger.load(calls.stream()
                .flatMap(call -> ledger.of(call.key(), call.facts()).stream())
                .toList());
        List<Call> erased = new ArrayList<>();
        for (Call call : calls) {
            if (ledger.isErased(call.key(), call.facts())) {
                erased.add(call);
            }
        }
        return erased;
    }

    /** The visitors who were erased, and when. */
    private Map<VisitorId, Instant> erasedVisitors(ProjectId project, Fingerprints fingerprints) {
        Map<VisitorId, Instant> erased = new LinkedHashMap<>();
        Params page = Params.of(project).with("most", PAGE);
        Optional<String> last = Optional.of("");
        while (last.isPresent()) {
            page.with("after", last.get());
            last = transactions.read("look for erased visitors", tx -> {
                List<VisitorId> visitors =
                        tx.list(sql.visitorsAfter(), page, row -> new VisitorId(row.text("visitor_id")));
                Ledger ledger = ledger(tx, project, fingerprints);
                ledger.load(visitors.stream()
                        .flatMap(visitor -> ledger.of(visitor).stream())
                        .toList());
                for (VisitorId visitor : visitors) {
                    ledger.erasedAt(visitor).ifPresent(at -> erased.put(visitor, at));
                }
                return lastOf(visitors).map(VisitorId::value);
            });
        }
        return erased;
    }

    /** The last of a full page; there is nothing after another. */
    private static <T> Optional<T> lastOf(List<T> page) {
        return page.size() < PAGE ? Optional.empty() : Optional.of(page.get(PAGE - 1));
    }

    private Ledger ledger(Tx tx, ProjectId project, Fingerprints fingerprints) {
        return new Ledger(sql.visits().ledger(), tx, project, fingerprints);
    }

    private Optional<LegalHold> hold(Tx tx, ProjectId project, CustomerId customer) throws SQLException {
        return tx.first(
                find,
                params(project, customer),
                row -> new LegalHold(
                        customer, row.text("placed_by"), row.instant("placed_at"), row.textOrNone("reason")));
    }

    private static Params params(ProjectId project, CustomerId customer) {
        return Params.of(project).with("customer", customer.value());
    }
}
