package dev.callcard.memory;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.erasure.ErasureStore;
import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.error.NotFoundException;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.ledger.Tombstone;
import dev.callcard.ledger.internal.LedgerPages;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

final class MemoryErasure implements ErasureStore {
    private final Memory memory;

    MemoryErasure(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<LegalHold> hold(ProjectId project, CustomerId customer) {
        return memory.read(project, known -> Optional.ofNullable(known.holds.get(customer)));
    }

    @Override
    public LegalHold place(ProjectId project, LegalHold hold, AuditRecord audit) {
        return memory.write(project, known -> {
            require(known, hold.customer());
            LegalHold before = known.holds.putIfAbsent(hold.customer(), hold);
            if (before != null) {
                return before;
            }
            known.audit.add(audit);
            return hold;
        });
    }

    @Override
    public boolean release(ProjectId project, CustomerId customer, Instant dueAt, AuditRecord audit) {
        return memory.write(project, known -> {
            boolean held = known.holds.remove(customer) != null;
            if (held) {
                MemoryCatalog.lookAgain(known, Optional.of(customer), dueAt);
                known.audit.add(audit);
            }
            return held;
        });
    }

    @Override
    public Erased erase(
            Project project, CustomerId customer, Instant at, Fingerprints fingerprints, AuditRecord audit) {
        return memory.write(project.id(), known -> {
            require(known, customer);
            Forgetting forgetting = new Forgetting(known, project.id(), at, Optional.of(fingerprints));
            if (forgetting.forget(customer, call -> true)) {
                known.audit.add(audit);
            }
            return forgetting.erased(Optional.of(customer));
        });
    }

    @Override
    public Page<Tombstone> ledger(ProjectId project, PageRequest page) {
        Optional<Fingerprint> after = LedgerPages.after(page);
        List<Tombstone> read = memory.read(
                        project,
                        known -> Optional.of(known.erased.entrySet().stream()
                                .filter(line ->
                                        after.isEmpty() || LedgerPages.ORDER.compare(line.getKey(), after.get()) > 0)
                                .sorted(Map.Entry.comparingByKey(LedgerPages.ORDER))
                                .limit(page.limit() + 1L)
                                .map(line -> new Tombstone(line.getKey(), line.getValue()))
                                .toList()))
                .orElseGet(List::of);
        return LedgerPages.page(read, page);
    }

    @Override
    public void remember(ProjectId project, List<Tombstone> tombstones) {
        memory.write(project, known -> {
            tombstones.forEach(line -> remember(known, line.fingerprint(), line.erasedAt()));
            return tombstones;
        });
    }

    @Override
    public Erased replay(
            Project project, Fingerprints fingerprints, Instant at, Function<CustomerId, AuditRecord> audit) {
        return memory.write(project.id(), known -> {
            Forgetting forgetting = new Forgetting(known, project.id(), at, Optional.empty());
            Predicate<KnownCall> isErased = call -> MemoryCalls.isErased(known, project, call, fingerprints);
            Set<CustomerId> customers = known.calls.values().stream()
                    .filter(isErased)
                    .map(known::customer)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            for (CustomerId customer : customers) {
                if (forgetting.forget(customer, isErased)) {
                    known.audit.add(audit.apply(customer));
                }
            }
            for (VisitorId visitor : List.copyOf(known.events.keySet())) {
                Optional.ofNullable(fingerprints
                                .ofVisitor(project.id(), visitor.value())
                                .map(known.erased::get)
                                .orElse(null))
                        .ifPresent(erasedAt -> forgetting.forget(visitor, erasedAt));
            }
            return forgetting.erased(Optional.empty());
        });
    }

    private static void require(ProjectMemory known, CustomerId customer) {
        if (known.calls(customer).isEmpty()) {
            throw new NotFoundException("customer");
        }
    }

    private static void remember(ProjectMemory known, Fingerprint print, Instant at) {
        known.erased.merge(print, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** One erasure, under the lock of all. */
    private static final class Forgetting {
        private final ProjectMemory known;
        private final ProjectId project;
        private final Instant at;
        private final Optional<Fingerprints> ledger;
        private final Map<Receipt.Part, Long> erased = new EnumMap<>(Receipt.Part.class);
        private final List<Receipt.Kept> kept = new ArrayList<>();
        private final List<RecordingStore.Key> audio = new ArrayList<>();

        /**
         * Starts.
         *
         * @param ledger takes the fingerprints that are noted; empty if they are noted already
         */
        Forgetting(ProjectMemory known, ProjectId project, Instant at, Optional<Fingerprints> ledger) {
            this.known = known;
            this.project = project;
            this.at = at;
            this.ledger = ledger;
        }

        Erased erased(Optional<CustomerId> customer) {
            return new Erased(new Receipt(customer, at, erased, kept), audio);
        }

        /** Forgets some calls of a customer, unless there is a legal hold, and tells whether there was none. */
        boolean forget(CustomerId customer, Predicate<KnownCall> which) {
            List<KnownCall> calls = known.calls.values().stream()
                    .filter(call -> known.customer(call).equals(customer))
                    .filter(which)
                    .toList();
            if (known.holds.containsKey(customer)) {
                kept.add(new Receipt.Kept(Receipt.Part.CALLS, calls.size(), Receipt.Why.LEGAL_HOLD));
                return false;
            }
            Set<VisitorId> visitors = new HashSet<>();
            for (KnownCall call : calls) {
                call.facts().visitor().ifPresent(visitors::add);
                note(ledger.flatMap(prints -> MemoryCalls.print(prints, project, call)));
                note(ledger.flatMap(prints -> prints.ofNumber(project, call.customerKey())));
                forget(call);
            }
            long shared = 0;
            for (VisitorId visitor : visitors) {
                List<CustomerId> others = customersOf(visitor);
                if (others.isEmpty()) {
                    note(ledger.flatMap(prints -> prints.ofVisitor(project, visitor.value())));
                    forgetEvents(visitor, Instant.MAX);
                } else if (!others.contains(customer)) {
                    shared++;
                }
            }
            if (shared > 0) {
                kept.add(new Receipt.Kept(Receipt.Part.VISITORS, shared, Receipt.Why.SHARED));
            }
            return true;
        }

        /** Forgets what a visitor did by then, unless a call of a customer under legal hold names it. */
        void forget(VisitorId visitor, Instant until) {
            boolean acted = known.events.containsKey(visitor)
                    && known.events.get(visitor).stream()
                            .anyMatch(event -> !event.at().isAfter(until));
            if (!acted) {
                return;
            }
            if (customersOf(visitor).stream().anyMatch(known.holds::containsKey)) {
                kept.add(new Receipt.Kept(Receipt.Part.VISITORS, 1, Receipt.Why.LEGAL_HOLD));
            } else {
                forgetEvents(visitor, until);
            }
        }

        private List<CustomerId> customersOf(VisitorId visitor) {
            return known.calls.values().stream()
                    .filter(call -> call.facts().visitor().equals(Optional.of(visitor)))
                    .map(known::customer)
                    .toList();
        }

        private void forget(KnownCall call) {
            CallId id = call.id();
            known.calls.remove(call.state().key());
            known.keys.remove(id);
            if (known.calls.values().stream()
                    .noneMatch(other -> other.customerKey().equals(call.customerKey()))) {
                known.customers.remove(call.customerKey());
            }
            count(Receipt.Part.CALLS, 1);
            count(Receipt.Part.ANNOTATIONS, known.annotations.remove(id) == null ? 0 : 1);
            Map<?, ?> comments = known.comments.remove(id);
            count(Receipt.Part.COMMENTS, comments == null ? 0 : comments.size());
            int links = known.links.size();
            known.links.values().removeIf(kept -> kept.link().call().equals(id));
            count(Receipt.Part.SHARE_LINKS, links - known.links.size());
            known.recording(id)
                    .flatMap(RecordingCatalog.Entry::audio)
                    .map(Recording.Audio::key)
                    .ifPresent(key -> {
                        known.discarded.putIfAbsent(key, at);
                        known.analyses.remove(key);
                        count(Receipt.Part.RECORDINGS, 1);
                    });
            known.recordings.remove(id);
            Map<?, ?> pushed = known.pushed.remove(id);
            count(Receipt.Part.PROVIDER_EVENTS, pushed == null ? 0 : pushed.size());
            int aside = known.quarantine.size();
            known.quarantine.values().removeIf(event -> event.mayMention(call.customerKey()));
            count(Receipt.Part.PROVIDER_EVENTS, aside - known.quarantine.size());
            known.discarded.keySet().stream()
                    .filter(key -> key.call().equals(id))
                    .forEach(audio::add);
        }

        private void forgetEvents(VisitorId visitor, Instant until) {
            int sessions = known.sessions(visitor).size();
            List<VisitEvent> gone = known.events.containsKey(visitor)
                    ? known.events.get(visitor).stream()
                            .filter(event -> !event.at().isAfter(until))
                            .toList()
                    : List.of();
            gone.forEach(event -> known.eventIds.remove(event.eventId()));
            known.events.computeIfPresent(visitor, (id, events) -> {
                events.removeAll(new HashSet<>(gone));
                return events.isEmpty() ? null : events;
            });
            known.forgetFolded();
            boolean all = !known.events.containsKey(visitor);
            count(Receipt.Part.VISITORS, all && (until.equals(Instant.MAX) || !gone.isEmpty()) ? 1 : 0);
            count(Receipt.Part.SESSIONS, sessions - known.sessions(visitor).size());
            count(Receipt.Part.VISIT_EVENTS, gone.size());
        }

        private void note(Optional<Fingerprint> print) {
            print.ifPresent(taken -> remember(known, taken, at));
        }

        private void count(Receipt.Part part, long more) {
            erased.merge(part, more, Long::sum);
        }
    }
}
