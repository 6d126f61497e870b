package dev.callcard.memory;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.internal.EntryRules;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryCatalog implements RecordingCatalog {
    private static final ListName LIST = new ListName("recordings");

    private final Memory memory;
    private final Clock clock;

    MemoryCatalog(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public Optional<Entry> find(ProjectId project, CallId call) {
        return memory.read(project, known -> known.recording(call));
    }

    @Override
    public Optional<Entry> change(ProjectId project, CallId call, Change change, Optional<AuditRecord> audit) {
        return memory.write(project, known -> {
            KnownCall ofCall = known.known(call).orElseThrow(() -> new NotFoundException("call"));
            Optional<Entry> before = known.recording(call);
            Optional<Entry> after = change.apply(new Known(before, known.holds.containsKey(known.customer(ofCall))));
            if (!after.equals(before)) {
                put(known, before, EntryRules.checked(project, call, before, after));
                audit.ifPresent(known.audit::add);
            }
            return after;
        });
    }

    @Override
    public void expect(ProjectId project, List<CallId> calls, Instant dueAt) {
        memory.write(project, known -> {
            calls.stream().filter(call -> known.known(call).isPresent()).forEach(call -> {
                Entry expected = Entry.expected(project, call, Optional.of(dueAt));
                Optional<Entry> before = known.recording(call);
                if (before.isEmpty()) {
                    known.recordings.put(call, expected);
                } else if (EntryRules.isGivenUp(before.get())) {
                    put(known, before, expected);
                }
            });
            return calls;
        });
    }

    @Override
    public List<Entry> claim(Instant now, Instant until, int limit) {
        EntryRules.checkClaim(now, until);
        return memory.writeAll(all -> {
            List<Entry> due = all.values().stream()
                    .flatMap(known -> known.recordings.values().stream())
                    .filter(entry ->
                            entry.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                    .sorted(Comparator.comparing(entry -> entry.dueAt().orElse(now)))
                    .limit(limit)
                    .map(entry -> entry.due(Optional.of(until)))
                    .toList();
            due.forEach(entry -> of(all, entry.project()).forEach(known -> known.recordings.put(entry.call(), entry)));
            return due;
        });
    }

    @Override
    public void lookAgain(ProjectId project, Optional<CustomerId> customer, Instant dueAt) {
        memory.write(project, known -> {
            lookAgain(known, customer, dueAt);
            return known;
        });
    }

    static void lookAgain(ProjectMemory known, Optional<CustomerId> customer, Instant dueAt) {
        known.recordings.replaceAll((call, entry) -> {
            boolean meant =
                    customer.isEmpty() || known.known(call).map(known::customer).equals(customer);
            boolean later = entry.dueAt().isEmpty() || entry.dueAt().get().isAfter(dueAt);
            return meant && later && entry.audio().isPresent() ? entry.due(Optional.of(dueAt)) : entry;
        });
    }

    @Override
    public Page<Entry> list(ProjectId project, PageRequest page) {
        String after = LIST.after(page).map(Object::toString).orElse("");
        List<Entry> rest = memory.read(
                        project,
                        known -> Optional.of(known.recordings.values().stream()
                                .filter(entry -> entry.audio().isPresent())
                                .filter(entry -> entry.call().toString().compareTo(after) > 0)
                                .sorted(Comparator.comparing(
                                        entry -> entry.call().toString()))
                                .limit(page.limit() + 1L)
                                .toList()))
                .orElseGet(List::of);
        if (rest.size() <= page.limit()) {
            return new Page<>(rest, Optional.empty());
        }
        List<Entry> items = rest.subList(0, page.limit());
        return LIST.close(
                new Page<>(items, Optional.of(items.get(items.size() - 1).call().toString())));
    }

    @Override
    public Set<RecordingStore.Key> known(Collection<RecordingStore.Key> keys) {
        return memory.readAll(all -> keys.stream()
                .filter(key -> of(all, key.project())
                        .anyMatch(known -> named(known, key).isPresent() || known.discarded.containsKey(key)))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Optional<ProjectId> claimReconciliation(Instant now, Instant until) {
        EntryRules.checkClaim(now, until);
        return memory.writeAll(all -> {
            Optional<ProjectMemory> due = all.values().stream()
                    .filter(known -> !known.reconcileAt.isAfter(now))
                    .min(Comparator.comparing(known -> known.reconcileAt));
            due.ifPresent(known -> known.reconcileAt = until.truncatedTo(ChronoUnit.MICROS));
            return due.map(known -> known.project.id());
        });
    }

    @Override
    public void reconcileAt(ProjectId project, Instant at) {
        memory.writeAll(all -> {
            of(all, project).forEach(known -> known.reconcileAt = at.truncatedTo(ChronoUnit.MICROS));
            return project;
        });
    }

    @Override
    public List<RecordingStore.Key> discarded(int limit) {
        return memory.readAll(all -> all.values().stream()
                .flatMap(known -> known.discarded.entrySet().stream())
                .sorted(Map.Entry.comparingByValue())
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList());
    }

    @Override
    public void forget(RecordingStore.Key key) {
        memory.writeAll(all -> {
            of(all, key.project()).forEach(known -> known.discarded.remove(key));
            return key;
        });
    }

    @Override
    public Optional<AudioAnalyzer.Analysis> analysis(RecordingStore.Key key) {
        return memory.read(key.project(), known -> Optional.ofNullable(known.analyses.get(key)));
    }

    @Override
    public void saveAnalysis(RecordingStore.Key key, AudioAnalyzer.Analysis analysis) {
        memory.writeAll(all -> {
            of(all, key.project())
                    .forEach(known -> named(known, key).ifPresent(entry -> {
                        known.analyses.put(key, analysis);
                        known.recordings.put(entry.call(), entry.heard());
                    }));
            return key;
        });
    }

    /** Puts an entry in the place of another, with all that follows. */
    private void put(ProjectMemory known, Optional<Entry> before, Entry after) {
        known.recordings.put(after.call(), after);
        EntryRules.dropped(before, after).ifPresent(key -> {
            known.discarded.putIfAbsent(key, clock.instant());
            known.analyses.remove(key);
        });
        if (EntryRules.goes(before, after)) {
            known.links.values().removeIf(kept -> kept.link().call().equals(after.call()));
        }
        if (EntryRules.isSeen(before, after)) {
            known.changed(clock, after.call(), LogStore.Kind.RECORDING);
        }
    }

    private static Optional<Entry> named(ProjectMemory known, RecordingStore.Key key) {
        return known.recording(key.call())
                .filter(entry -> entry.audio().map(Recording.Audio::key).equals(Optional.of(key)));
    }

    private static Stream<ProjectMemory> of(Map<String, ProjectMemory> all, ProjectId project) {
        return Stream.ofNullable(all.get(project.value()));
    }
}
