package dev.callcard.memory;

import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.Project;
import dev.callcard.visit.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class MemoryCards implements CardStore {
    private final Memory memory;

    MemoryCards(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<CardFacts> load(CardStore.Request request) {
        return memory.read(request.project(), known -> atHand(known, request).map(call -> facts(known, call, request)));
    }

    @Override
    public Page<Call> calls(
            Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page) {
        return memory.read(
                        project.id(),
                        known -> Optional.of(new History(known, customer, asOf, onlyAgent).callPage(page)))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    }

    @Override
    public Page<CallCard.SessionEntry> sessions(
            Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page) {
        return memory.read(
                        project.id(),
                        known -> Optional.of(new History(known, customer, asOf, onlyAgent).sessionPage(page)))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    }

    static TimeCursor cursor(Session session) {
        return new TimeCursor(session.startedAt(), session.id().value());
    }

    private static Optional<Call> atHand(ProjectMemory known, CardStore.Request request) {
        return request.call()
                .flatMap(known::call)
                .or(() -> request.customer()
                        .flatMap(customer ->
                                new History(known, customer, request.asOf(), request.onlyAgent()).newestCall()));
    }

    private static CardFacts facts(ProjectMemory known, Call call, CardStore.Request request) {
        History history = new History(known, call.customer(), request.asOf(), request.onlyAgent());
        PageRequest first = PageRequest.first(request.limit());
        return new CardFacts(
                known.project,
                call,
                history.agentHasCall(),
                history.totals(),
                history.visits(call),
                history.topPages(),
                history.sessionPage(first),
                history.callPage(first),
                MemoryAnnotations.annotation(known, call.id()),
                MemoryAnnotations.page(known, call.id(), first),
                known.recording(call.id()));
    }
}
