package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.call.SaleCycle;
import dev.callcard.project.Project;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Judges the calls of a customer again, as far as a change can reach. Stateless. */
final class Qualifier {
    private static final int PAGE = 200;
    private static final Comparator<Candidate> ORDER =
            Comparator.comparing(Candidate::startedAt).thenComparing(Candidate::key);

    private final Sql lastTarget;
    private final Sql candidates;
    private final Sql update;

    Qualifier(Tables tables) {
        this.lastTarget = tables.sql("""
                select started_at from ${call}
                where project_id = :project and customer_id = :customer and qualification = 'TARGET'
                    and started_at < :from
                order by project_id desc, customer_id desc, qualification desc, started_at desc limit 1
                """);
        this.candidates = tables.sql("""
                select call_id, started_at, provider, account, provider_call_id, qualification from ${call}
                where project_id = :project and customer_id = :customer and started_at >= :from
                    and (qualification = 'TARGET' or qualification = 'REPEAT')
                order by project_id, customer_id, started_at, call_id limit :most
                """);
        this.update = tables.sql("""
                update ${call} set qualification = :qualification where project_id = :project and call_id = :call
                """);
    }

    /** The statement that sets {@code qualification}. */
    Sql update() {
        return update;
    }

    /** Judges again what started from {@code first} on, and what depends on it; nothing after {@code last} changed itself. */
    void judge(Tx tx, Project project, CustomerId customer, Instant first, Instant last) throws SQLException {
        Params params =
                Params.of(project.id()).with("customer", customer.value()).with("from", first);
        Optional<Instant> before = tx.first(lastTarget, params, row -> row.instant("started_at"));
        SaleCycle cycle = new SaleCycle(before, project.rulesAt(before.orElse(first)));
        WholeInstants<Candidate> walk = new WholeInstants<>(
                first,
                PAGE,
                (from, most) -> tx.list(candidates, params.with("from", from).with("most", most), Qualifier::read),
                Candidate::startedAt,
                ORDER);
        List<Params> changes = new ArrayList<>();
        boolean settled = false;
        for (List<Candidate> calls = walk.next(); !calls.isEmpty() && !settled; calls = walk.next()) {
            for (Candidate call : calls) {
                Call.Qualification now = cycle.judge(call.startedAt(), project.rulesAt(call.startedAt()));
                if (now != call.qualification()) {
                    changes.add(Params.of(project.id()).with("call", call.id()).with("qualification", now.name()));
                } else if (now == Call.Qualification.TARGET && call.startedAt().isAfter(last)) {
                    settled = true;
                    break;
                }
            }
        }
        tx.batch(update, changes);
    }

    private static Candidate read(Row row) throws SQLException {
        return new Candidate(
                row.uuid("call_id"),
                row.instant("started_at"),
                new Call.Key(row.text("provider"), row.text("account"), row.text("provider_call_id")),
                Call.Qualification.valueOf(row.text("qualification")));
    }

    private record Candidate(UUID id, Instant startedAt, Call.Key key, Call.Qualification qualification) {}
}
