package dev.callcard.storage.jdbc;

import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Tombstone;
import dev.callcard.ledger.internal.LedgerPages;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was erased, as rows. Stateless. */
final class LedgerRows {
    private final Sql find;
    private final InsertIfAbsent insert;
    private final Sql raise;
    private final Sql list;

    LedgerRows(Dialect dialect, Tables tables) {
        this.find = tables.sql("""
                select erased_at from ${erased} where project_id = :project and kind = :kind and hash = :hash
                """);
        this.insert = InsertIfAbsent.of(
                dialect,
                tables,
                "erased",
                "project_id=project kind=kind hash=hash erased_at=at",
                "project_id kind hash");
        this.raise = tables.sql("""
                update ${erased} set erased_at = :at
                where project_id = :project and kind = :kind and hash = :hash and erased_at < :at
                """);
        // Not a comparison of rows, in which not every database sees a range of its index.
        this.list = tables.sql("""
                select kind, hash, erased_at from ${erased}
                where project_id = :project and kind >= :kind and (kind > :kind or hash > :hash)
                order by project_id, kind, hash limit :most
                """);
    }

    /** When each was erased; empty for what never was. */
    List<Optional<Instant>> find(Tx tx, ProjectId project, List<Fingerprint> prints) throws SQLException {
        List<Params> all = prints.stream().map(print -> params(project, print)).toList();
        return tx.lookUps(find, all, row -> row.instant("erased_at")).stream()
                .map(found -> found.stream().findFirst())
                .toList();
    }

    /** Adds to the ledger; of two times of one fingerprint the later counts. */
    void remember(Tx tx, ProjectId project, Collection<Tombstone> tombstones) throws SQLException {
        // In one order, so that two who remember the same wait for each other and do not block each other.
        List<Params> rows = new ArrayList<>();
        tombstones.stream()
                .sorted(Comparator.comparing(Tombstone::fingerprint, LedgerPages.ORDER))
                .forEach(line -> rows.add(params(project, line.fingerprint()).with("at", line.erasedAt())));
        tx.insertIfAbsent(insert, rows);
        tx.batch(raise, rows);
    }

    /** Some lines after one, by kind and hash. */
    List<Tombstone> list(Tx tx, ProjectId project, Optional<Fingerprint> after, long most) throws SQLException {
        Params params = Params.of(project)
                .with("kind", after.map(print -> print.kind().name()).orElse(""))
                .with("hash", after.map(Fingerprint::hash).orElse(""))
                .with("most", most);
        return tx.list(list, params, LedgerRows::read);
    }

    private static Tombstone read(Row row) throws SQLException {
        return new Tombstone(
                new Fingerprint(Fingerprint.Kind.valueOf(row.text("kind")), row.text("hash")),
                row.instant("erased_at"));
    }

    private static Params params(ProjectId project, Fingerprint print) {
        return Params.of(project).with("kind", print.kind().name()).with("hash", print.hash());
    }
}
