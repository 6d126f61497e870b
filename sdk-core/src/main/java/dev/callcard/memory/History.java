package dev.callcard.memory;

import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import dev.callcard.visit.TopPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A customer's calls and sessions up to an instant. All lists are newest first. */
final class History {
    private final Instant asOf;
    private final Optional<String> onlyAgent;
    private final Duration timeout;
    /** All calls, those after the instant too. */
    private final List<Call> allCalls;

    private final List<Call> calls;
    private final List<Session> sessions;

    History(ProjectMemory known, CustomerId customer, Instant asOf, Optional<String> onlyAgent) {
        this.asOf = asOf;
        this.onlyAgent = onlyAgent;
        this.timeout = known.project.settings().sessionTimeout();
        this.allCalls = known.calls(customer);
        this.calls =
                allCalls.stream().filter(call -> !startedAt(call).isAfter(asOf)).toList();
        this.sessions = allCalls.stream()
                .map(call -> call.facts().visitor())
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(visitor -> known.sessions(visitor).stream())
                .filter(session -> !session.startedAt().isAfter(asOf))
                .sorted(Newest.first(MemoryCards::cursor))
                .toList();
    }

    boolean agentHasCall() {
        return onlyAgent
                .map(agent -> allCalls.stream().anyMatch(call -> MemoryCalls.isOf(call, agent)))
                .orElse(false);
    }

    Optional<Call> newestCall() {
        return shownCalls().findFirst();
    }

    Page<Call> callPage(PageRequest page) {
        return Newest.page(shownCalls(), MemoryCalls::cursor, page);
    }

    Page<CallCard.SessionEntry> sessionPage(PageRequest page) {
        Page<Session> shown = Newest.page(sessions.stream(), MemoryCards::cursor, page);
        return new Page<>(shown.items().stream().map(this::entry).toList(), shown.next());
    }

    CardFacts.Totals totals() {
        return new CardFacts.Totals(
                calls.size(),
                calls.stream().filter(call -> isInPeriod(startedAt(call))).count(),
                sessions.size(),
                pageViewsInPeriod().count(),
                last(sessions).map(Session::startedAt),
                sessions.stream().findFirst().map(Session::startedAt));
    }

    List<TopPage> topPages() {
        return TopPage.of(pageViewsInPeriod().toList(), CardStore.TOP_PAGES);
    }

    CardFacts.Visits visits(Call call) {
        Instant start = startedAt(call);
        List<Session> touches = sessions.stream()
                .filter(session -> !session.startedAt().isAfter(start))
                .toList();
        Optional<Session> ofCaller = touches.stream()
                .filter(session -> call.facts().visitor().equals(Optional.of(session.visitor())))
                .findFirst();
        Optional<Session> beforeThat = ofCaller.flatMap(
                joined -> touches.stream().skip(touches.indexOf(joined) + 1L).findFirst());
        return new CardFacts.Visits(
                ofCaller.map(History::shown),
                beforeThat.map(History::shown),
                sessions.stream().findFirst().map(History::shown),
                last(touches).map(Session::source),
                touches.stream().findFirst().map(Session::source),
                touches.stream()
                        .filter(session -> session.source().channel() != Source.Channel.DIRECT
                                && session.startedAt().isAfter(start.minus(CardStore.LOOK_BACK)))
                        .findFirst()
                        .map(Session::source));
    }

    private Stream<Call> shownCalls() {
        return calls.stream()
                .filter(call ->
                        onlyAgent.map(agent -> MemoryCalls.isOf(call, agent)).orElse(true));
    }

    private CallCard.SessionEntry entry(Session session) {
        List<Call> during = shownCalls()
                .filter(call -> session.isAliveAt(startedAt(call), timeout))
                .sorted(Newest.first(MemoryCalls::cursor).reversed())
                .limit(CallCard.SessionEntry.MAX_CALLS)
                .toList();
        return new CallCard.SessionEntry(shown(session), during);
    }

    private Stream<Session.PageView> pageViewsInPeriod() {
        return sessions.stream().flatMap(session -> session.pages().stream()).filter(view -> isInPeriod(view.at()));
    }

    private boolean isInPeriod(Instant at) {
        return at.isAfter(asOf.minus(CardStore.PERIOD)) && !at.isAfter(asOf);
    }

    private static Session shown(Session session) {
        return session.withFirstPages(CallCard.SessionEntry.MAX_PAGES);
    }

    private static Instant startedAt(Call call) {
        return call.facts().times().startedAt();
    }

    private static <T> Optional<T> last(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }
}
