package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cards. */
final class JdbcCardStore implements CardStore {
    private final Transactions transactions;
    private final Map<Kind, CardSql> sql = new HashMap<>();

    JdbcCardStore(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        for (boolean byCall : new boolean[] {true, false}) {
            for (boolean ofAgent : new boolean[] {true, false}) {
                sql.put(new Kind(byCall, ofAgent), CardSql.of(dialect, tables, byCall, ofAgent));
            }
        }
    }

    @Override
    public Optional<CardFacts> load(CardStore.Request request) {
        CardSql statements = sql(request.call().isPresent(), request.onlyAgent());
        Params params = params(request);
        return transactions.read("load a card", tx -> new CardLoad(statements, tx, request, params).load());
    }

    @Override
    public Page<Call> calls(
            Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page) {
        CardSql statements = sql(false, onlyAgent);
        Params params = params(project, customer, onlyAgent, asOf);
        return transactions.read(
                "list calls",
                tx -> Pages.read(
                        tx,
                        statements.calls(),
                        params,
                        page,
                        row -> CallRows.read(project.id(), row),
                        CallRows::cursor));
    }

    @Override
    public Page<CallCard.SessionEntry> sessions(
            Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page) {
        CardSql statements = sql(false, onlyAgent);
        Params params = params(project, customer, onlyAgent, asOf).with("mostCalls", CallCard.SessionEntry.MAX_CALLS);
        Pages.bind(params, Pages.cursor(page), page.limit());
        return transactions.read("list sessions", tx -> {
            Reads reads = reads(tx, List.of(statements.sessions(), statements.sessionCalls()), params);
            return new SessionPage(statements, tx, project.id(), params, page.limit())
                    .read(reads, project.settings().sessionTimeout());
        });
    }

    /** Everything that the statements of a card need before the call is read. */
    static Params params(CardStore.Request request) {
        Params params = Params.of(request.project())
                .with("asOf", request.asOf())
                .with("firstDay", DayActivity.dayOf(request.asOf().minus(PERIOD)))
                .with("lastDay", DayActivity.dayOf(request.asOf()))
                .with("endOfTime", Pages.START.at())
                .with("mostCalls", CallCard.SessionEntry.MAX_CALLS);
        request.call().map(CallId::value).ifPresent(id -> params.with("call", id));
        request.customer().map(CustomerId::value).ifPresent(id -> params.with("customer", id));
        request.onlyAgent().ifPresent(agent -> params.with("agent", agent));
        return Pages.bind(params, Pages.START, request.limit());
    }

    static Reads reads(Tx tx, List<Sql> statements, Params params) throws SQLException {
        return tx.dialect().pipelines() ? Reads.pipelined(tx, statements, params) : Reads.oneByOne(tx, params);
    }

    private CardSql sql(boolean byCall, Optional<String> agent) {
        CardSql statements = sql.get(new Kind(byCall, agent.isPresent()));
        if (statements == null) {
            throw new IllegalStateException("all kinds of cards are made at the start");
        }
        return statements;
    }

    private static Params params(Project project, CustomerId customer, Optional<String> agent, Instant asOf) {
        Params params =
                Params.of(project.id()).with("customer", customer.value()).with("asOf", asOf);
        agent.ifPresent(id -> params.with("agent", id));
        return params;
    }

    private record Kind(boolean byCall, boolean ofAgent) {}
}
