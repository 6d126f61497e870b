package dev.callcard.memory;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.inbox.InboxStore;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class MemoryInbox implements InboxStore {
    private static final ListName LIST = new ListName("quarantine");
    private static final Comparator<RawEvent> OLDEST_FIRST =
            Comparator.comparing(RawEvent::receivedAt).thenComparing(RawEvent::id);

    private final Memory memory;
    private final MemoryCalls calls;

    MemoryInbox(Memory memory, MemoryCalls calls) {
        this.memory = memory;
        this.calls = calls;
    }

    @Override
    public List<Merged> settle(Project project, RawEvent event, List<CallState> states, Fingerprints fingerprints) {
        return memory.write(project.id(), known -> {
            List<Merged> results =
                    calls.merge(known, project, Call.Origin.WEBHOOK, states, event.receivedAt(), fingerprints);
            results.stream()
                    .filter(result -> result.status() != ItemResult.Status.REJECTED)
                    .forEach(result -> known.pushed
                            .computeIfAbsent(result.id(), id -> new HashMap<>())
                            .putIfAbsent(event.id(), event));
            return results;
        });
    }

    @Override
    public List<RawEvent> ofCall(ProjectId project, CallId call, int limit) {
        return memory.read(project, known -> Optional.ofNullable(known.pushed.get(call)))
                .map(Map::values)
                .map(events -> events.stream().sorted(OLDEST_FIRST).limit(limit).toList())
                .orElseGet(List::of);
    }

    @Override
    public void quarantine(ProjectId project, QuarantinedEvent event) {
        memory.write(
                project,
                known -> known.quarantine.merge(
                        event.id(),
                        event,
                        (before, now) -> new QuarantinedEvent(
                                before.id(),
                                before.provider(),
                                before.account(),
                                before.receivedAt(),
                                now.reason(),
                                before.content())));
    }

    @Override
    public Page<QuarantinedEvent> quarantined(ProjectId project, PageRequest page) {
        PageRequest request = LIST.open(page);
        return memory.read(
                        project,
                        known -> Optional.of(LIST.close(Newest.page(
                                known.quarantine.values().stream(),
                                event -> new TimeCursor(event.receivedAt(), event.id()),
                                request))))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    }

    @Override
    public Optional<QuarantinedEvent> find(ProjectId project, UUID id) {
        return memory.read(project, known -> Optional.ofNullable(known.quarantine.get(id)));
    }

    @Override
    public boolean release(ProjectId project, UUID id, AuditRecord audit) {
        return memory.write(project, known -> {
            boolean wasThere = known.quarantine.remove(id) != null;
            if (wasThere) {
                known.audit.add(audit);
            }
            return wasThere;
        });
    }

    @Override
    public int forget(Instant mergedBefore, Instant quarantinedBefore, int limit) {
        return memory.writeAll(all -> all.values().stream()
                .mapToInt(known -> forget(known, mergedBefore, quarantinedBefore))
                .sum());
    }

    /** In memory it costs nothing to go over the limit. */
    private static int forget(ProjectMemory known, Instant mergedBefore, Instant quarantinedBefore) {
        int before = count(known);
        known.pushed
                .values()
                .forEach(events ->
                        events.values().removeIf(event -> event.receivedAt().isBefore(mergedBefore)));
        known.pushed.values().removeIf(Map::isEmpty);
        known.quarantine.values().removeIf(event -> event.receivedAt().isBefore(quarantinedBefore));
        return before - count(known);
    }

    private static int count(ProjectMemory known) {
        return known.quarantine.size()
                + known.pushed.values().stream().mapToInt(Map::size).sum();
    }
}
