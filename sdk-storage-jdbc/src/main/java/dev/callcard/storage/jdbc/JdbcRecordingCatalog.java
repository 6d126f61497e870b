package dev.callcard.storage.jdbc;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.internal.EntryRules;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Where each recording is in its life. Writers of one call wait for each other at the row of the call. */
final class JdbcRecordingCatalog implements RecordingCatalog {
    private static final ListName LIST = new ListName("recordings");
    /** Sorts before every id that is made. */
    private static final UUID START = new UUID(0, 0);

    private final Transactions transactions;
    private final CatalogSql sql;
    private final AudioRows audio;
    private final RecordingChange changes;

    JdbcRecordingCatalog(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.sql = new CatalogSql(dialect, tables);
        this.audio = new AudioRows(dialect, tables, clock);
        this.changes = new RecordingChange(sql, audio, tables, clock);
    }

    @Override
    public Optional<Entry> find(ProjectId project, CallId call) {
        return transactions.read(
                "read a recording",
                tx -> tx.first(sql.find(), EntryRows.of(project, call), row -> EntryRows.read(project, call, row)));
    }

    @Override
    public Optional<Entry> change(ProjectId project, CallId call, Change change, Optional<AuditRecord> audit) {
        return transactions.write("change a recording", tx -> changes.run(tx, project, call, change, audit));
    }

    @Override
    public void expect(ProjectId project, List<CallId> calls, Instant dueAt) {
        if (calls.isEmpty()) {
            return;
        }
        // In one order, so that two who expect the same calls wait for each other and do not block each other.
        List<Params> all = calls.stream()
                .map(CallId::value)
                .distinct()
                .sorted()
                .map(call -> EntryRows.params(Entry.expected(project, new CallId(call), Optional.of(dueAt))))
                .toList();
        transactions.write("expect recordings", tx -> expect(tx, project, all));
    }

    private boolean expect(Tx tx, ProjectId project, List<Params> all) throws SQLException {
        List<List<Optional<Entry>>> known = tx.lookUps(
                sql.known(), all, row -> EntryRows.readOrNone(project, new CallId(row.uuid("found_call")), row));
        List<Params> fresh = new ArrayList<>();
        List<CallId> revived = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (Optional<Entry> entry : known.get(i)) {
                if (entry.isEmpty()) {
                    fresh.add(all.get(i));
                } else if (EntryRules.isGivenUp(entry.get()) && tx.update(sql.revive(), all.get(i)) > 0) {
                    revived.add(entry.get().call());
                }
            }
        }
        // Locked, so that no call is erased meanwhile and leaves an entry behind.
        List<List<Boolean>> there = tx.lookUps(sql.lockCall(), fresh, row -> true);
        List<Params> kept = IntStream.range(0, fresh.size())
                .filter(i -> !there.get(i).isEmpty())
                .mapToObj(fresh::get)
                .toList();
        tx.insertIfAbsent(sql.expect(), kept);
        changes.tell(tx, project, revived);
        return true;
    }

    @Override
    public List<Entry> claim(Instant now, Instant until, int limit) {
        EntryRules.checkClaim(now, until);
        Params params =
                new Params().with("now", now.truncatedTo(ChronoUnit.MICROS)).with("most", limit);
        return transactions.write("claim recordings", tx -> {
            List<Entry> claimed = new ArrayList<>();
            for (Entry due : tx.list(sql.due(), params, JdbcRecordingCatalog::ofAnyProject)) {
                Entry later = due.due(Optional.of(until));
                Params seen = EntryRows.of(due.project(), due.call())
                        .time("seen", due.dueAt())
                        .time("until", later.dueAt());
                // Whoever was faster has put it off, and this changes nothing.
                if (tx.update(sql.putOff(), seen) > 0) {
                    claimed.add(later);
                }
            }
            return claimed;
        });
    }

    @Override
    public void lookAgain(ProjectId project, Optional<CustomerId> customer, Instant dueAt) {
        transactions.write(
                "look at recordings again",
                tx -> customer.isPresent()
                        ? changes.lookAgain(tx, project, customer.get(), dueAt)
                        : tx.update(
                                sql.lookAgain(), Params.of(project).with("due", dueAt.truncatedTo(ChronoUnit.MICROS))));
    }

    @Override
    public Page<Entry> list(ProjectId project, PageRequest page) {
        Params params =
                Params.of(project).with("after", LIST.after(page).orElse(START)).with("most", page.limit() + 1L);
        List<Entry> read = transactions.read(
                "list recordings",
                tx -> tx.list(
                        sql.list(), params, row -> EntryRows.read(project, new CallId(row.uuid("call_id")), row)));
        if (read.size() <= page.limit()) {
            return new Page<>(read, Optional.empty());
        }
        List<Entry> items = read.subList(0, page.limit());
        String last = items.get(items.size() - 1).call().toString();
        return LIST.close(new Page<>(items, Optional.of(last)));
    }

    @Override
    public Set<RecordingStore.Key> known(Collection<RecordingStore.Key> keys) {
        return transactions.read("look for bytes of recordings", tx -> audio.known(tx, keys));
    }

    @Override
    public Optional<ProjectId> claimReconciliation(Instant now, Instant until) {
        EntryRules.checkClaim(now, until);
        Params params = new Params().with("now", now.truncatedTo(ChronoUnit.MICROS));
        return transactions.write("claim a project", tx -> {
            Optional<Params> due = tx.first(
                    sql.reconcileDue(),
                    params,
                    row -> Params.of(ProjectId.of(row.text("project_id")))
                            .with("seen", row.instant("reconcile_at"))
                            .with("until", until.truncatedTo(ChronoUnit.MICROS)));
            return due.isPresent() && tx.update(sql.reconcileTaken(), due.get()) > 0
                    ? Optional.of(ProjectId.of((String) due.get().value("project")))
                    : Optional.empty();
        });
    }

    @Override
    public void reconcileAt(ProjectId project, Instant at) {
        Params params = Params.of(project).with("at", at.truncatedTo(ChronoUnit.MICROS));
        transactions.write("put a project off", tx -> tx.update(sql.reconcileAt(), params));
    }

    @Override
    public List<RecordingStore.Key> discarded(int limit) {
        return transactions.read("list discarded bytes", tx -> audio.discarded(tx, limit));
    }

    @Override
    public void forget(RecordingStore.Key key) {
        transactions.write("forget discarded bytes", tx -> {
            audio.forget(tx, key);
            return key;
        });
    }

    @Override
    public Optional<AudioAnalyzer.Analysis> analysis(RecordingStore.Key key) {
        return transactions.read("read an analysis", tx -> audio.analysis(tx, key));
    }

    @Override
    public void saveAnalysis(RecordingStore.Key key, AudioAnalyzer.Analysis analysis) {
        Params params = EntryRows.of(key);
        transactions.write("keep an analysis", tx -> {
            Optional<Entry> named = tx.exists(sql.lockCall(), params)
                    ? tx.first(sql.lock(), params, row -> EntryRows.read(key.project(), key.call(), row))
                            .filter(entry ->
                                    entry.audio().map(Recording.Audio::key).equals(Optional.of(key)))
                    : Optional.empty();
            if (named.isPresent()) {
                audio.save(tx, key, analysis);
                tx.update(sql.update(), EntryRows.params(named.get().heard()));
            }
            return key;
        });
    }

    private static Entry ofAnyProject(Row row) throws SQLException {
        return EntryRows.read(ProjectId.of(row.text("project_id")), new CallId(row.uuid("call_id")), row);
    }
}
