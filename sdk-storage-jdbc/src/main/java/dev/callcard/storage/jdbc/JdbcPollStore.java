package dev.callcard.storage.jdbc;

import dev.callcard.poll.PollState;
import dev.callcard.poll.PollStore;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How far providers were polled. */
final class JdbcPollStore implements PollStore {
    private final Transactions transactions;
    private final Sql find;
    private final InsertIfAbsent insert;
    private final Sql claim;
    private final Sql save;

    JdbcPollStore(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        this.find = tables.sql("""
                select polled_until, due_at, ran_at, failures, failure, healed_at, missed, completed, unreadable
                from ${poll} where project_id = :project and provider = :provider and account = :account
                """);
        this.insert = InsertIfAbsent.of(
                dialect,
                tables,
                "poll",
                "project_id=project provider=provider account=account due_at=due failures=zero missed=zero completed=zero"
                        + " unreadable=zero",
                "project_id provider account");
        this.claim = tables.sql("""
                update ${poll} set due_at = :until
                where project_id = :project and provider = :provider and account = :account and due_at <= :now
                """);
        this.save = tables.sql("""
                update ${poll} set polled_until = :polledUntil, due_at = :due, ran_at = :ran, failures = :failures,
                    failure = :failure, healed_at = :healed, missed = :missed, completed = :completed,
                    unreadable = :unreadable
                where project_id = :project and provider = :provider and account = :account
                """);
    }

    @Override
    public Optional<PollState> find(ProjectId project, String provider, String account) {
        return transactions.read("read how far a provider was polled", tx -> find(tx, project, provider, account));
    }

    @Override
    public Optional<PollState> claim(ProjectId project, String provider, String account, Instant now, Instant until) {
        Optional<PollState> known = find(project, provider, account);
        if (known.isPresent() && known.get().dueAt().isAfter(now)) {
            return Optional.empty();
        }
        Params params = params(project, provider, account)
                .with("now", now)
                .with("until", until)
                .with("due", Instant.EPOCH)
                .with("zero", 0);
        return transactions.write("take a provider to be polled", tx -> {
            tx.insertIfAbsent(insert, params);
            return tx.update(claim, params) > 0 ? find(tx, project, provider, account) : Optional.empty();
        });
    }

    @Override
    public void save(PollState state) {
        Optional<PollState.Healed> healed = state.healed();
        Params params = params(state.project(), state.provider(), state.account())
                .time("polledUntil", state.polledUntil())
                .with("due", state.dueAt())
                .time("ran", state.ranAt())
                .with("failures", state.failures())
                .with("failure", state.failure())
                .time("healed", healed.map(PollState.Healed::at))
                .with("missed", healed.map(PollState.Healed::missed).orElse(0L))
                .with("completed", healed.map(PollState.Healed::completed).orElse(0L))
                .with("unreadable", healed.map(PollState.Healed::unreadable).orElse(0L));
        transactions.write("note how far a provider was polled", tx -> tx.update(save, params));
    }

    private Optional<PollState> find(Tx tx, ProjectId project, String provider, String account) throws SQLException {
        return tx.first(
                find,
                params(project, provider, account),
                row -> new PollState(
                        project,
                        provider,
                        account,
                        row.instantOrNone("polled_until"),
                        row.instant("due_at"),
                        row.instantOrNone("ran_at"),
                        (int) row.number("failures"),
                        row.textOrNone("failure"),
                        healed(row)));
    }

    private static Optional<PollState.Healed> healed(Row row) throws SQLException {
        Optional<Instant> at = row.instantOrNone("healed_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new PollState.Healed(
                        at.get(), row.number("missed"), row.number("completed"), row.number("unreadable")));
    }

    private static Params params(ProjectId project, String provider, String account) {
        return Params.of(project).with("provider", provider).with("account", account);
    }
}
