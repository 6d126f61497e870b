package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore;
import dev.callcard.call.CustomerId;
import dev.callcard.inbox.RawEvent;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Calls. */
final class JdbcCallStore implements CallStore {
    private final Transactions transactions;
    private final MergeSql sql;
    private final Sql find;
    private final Sql customer;
    private final Sql hasCall;
    private final GroupCommit<Common, CallMerge.Received, List<Merged>> merges;

    JdbcCallStore(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.merges = new GroupCommit<>(CallMerge.Received::size, transactions.mostShared());
        this.sql = new MergeSql(dialect, tables, clock);
        this.find = tables.sql("select " + CallRows.COLUMNS + """
                 from ${call} c where c.project_id = :project and c.call_id = :call
                """);
        this.customer = tables.sql("""
                select customer_id from ${customer}
                where project_id = :project and number_kind = :kind and number_key = :key and total_calls > 0
                """);
        this.hasCall = tables.sql("""
                select call_id from ${call}
                where project_id = :project and customer_id = :customer and agent_id = :agent
                order by project_id, customer_id, agent_id, started_at, call_id limit 1
                """);
    }

    @Override
    public List<Merged> merge(
            Project project,
            Call.Origin origin,
            List<CallState> states,
            Instant receivedAt,
            Fingerprints fingerprints) {
        return merge(project, origin, states, receivedAt, fingerprints, Optional.empty());
    }

    /** Merges, and keeps what was pushed. */
    List<Merged> merge(
            Project project,
            Call.Origin origin,
            List<CallState> states,
            Instant receivedAt,
            Fingerprints fingerprints,
            Optional<RawEvent> event) {
        if (states.isEmpty()) {
            return List.of();
        }
        return merges.submit(
                new Common(project.id(), project.version(), origin, fingerprints),
                new CallMerge.Received(states, receivedAt.truncatedTo(ChronoUnit.MICROS), event),
                requests -> transactions.write(
                        "merge calls", tx -> new CallMerge(sql, tx, project, origin, fingerprints).merge(requests)));
    }

    @Override
    public Optional<Call> find(ProjectId project, CallId id) {
        return transactions.read(
                "read a call",
                tx -> tx.first(find, Params.of(project).with("call", id.value()), row -> CallRows.read(project, row)));
    }

    @Override
    public Optional<CustomerId> customer(ProjectId project, CustomerKey key) {
        if (!key.joins()) {
            return Optional.empty();
        }
        return transactions.read(
                "find a customer",
                tx -> tx.first(
                        customer,
                        Params.of(project).with("kind", key.kind().name()).with("key", key.value()),
                        row -> new CustomerId(row.uuid("customer_id"))));
    }

    @Override
    public boolean hasCall(ProjectId project, CustomerId id, String agentId) {
        return transactions.read(
                "look for a call",
                tx -> tx.exists(
                        hasCall, Params.of(project).with("customer", id.value()).with("agent", agentId)));
    }

    /** What requests have in common that are merged together. */
    private record Common(ProjectId project, long version, Call.Origin origin, Fingerprints fingerprints) {}
}
