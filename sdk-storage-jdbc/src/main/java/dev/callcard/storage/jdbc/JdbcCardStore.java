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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Cards. */
final class JdbcCardStore implements CardStore {
    private final Transactions transactions;
    private final KnownProjects projects = new KnownProjects();
    private final Map<Kind, CardSql> cards = new HashMap<>();
    private final Map<Boolean, CardSql> lists = new HashMap<>();

    JdbcCardStore(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        for (boolean ofAgent : new boolean[] {true, false}) {
            for (boolean byCall : new boolean[] {true, false}) {
                cards.put(new Kind(byCall, ofAgent), CardSql.of(dialect, tables, byCall, ofAgent));
            }
            lists.put(ofAgent, CardSql.lookedUp(tables, false, ofAgent));
        }
    }

    @Override
    public Optional<CardFacts> load(CardStore.Request request) {
        CardSql statements = get(
                cards, new Kind(request.call().isPresent(), request.onlyAgent().isPresent()));
        Params params = params(request);
        return transactions.read("load a card", tx -> new CardLoad(statements, tx, projects, request, params).load());
    }

    @Override
    public Page<Call> calls(
            Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page) {
        CardSql statements = get(lists, onlyAgent.isPresent());
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
        CardSql statements = get(lists, onlyAgent.isPresent());
        Params params = params(project, customer, onlyAgent, asOf);
        Pages.bind(params, Pages.cursor(page), page.limit());
        return transactions.read("list sessions", tx -> {
            CustomerSessions sessions = new CustomerSessions(statements, tx, project.id(), params, page.limit());
            sessions.readPage(Reads.oneByOne(tx, params), project.settings().sessionTimeout());
            return sessions.page();
        });
    }

    /** Everything that the statements of a card need before the call is read. */
    static Params params(CardStore.Request request) {
        Params params = Params.of(request.project())
                .with("asOf", request.asOf())
                .with("firstDay", DayActivity.dayOf(request.asOf().minus(PERIOD)))
                .with("lastDay", DayActivity.dayOf(request.asOf()))
                .with("endOfTime", Pages.START.at());
        request.call().map(CallId::value).ifPresent(id -> params.with("call", id));
        request.customer().map(CustomerId::value).ifPresent(id -> params.with("customer", id));
        request.onlyAgent().ifPresent(agent -> params.with("agent", agent));
        return Pages.bind(params, Pages.START, request.limit());
    }

    private static <K> CardSql get(Map<K, CardSql> known, K kind) {
        CardSql statements = known.get(kind);
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
