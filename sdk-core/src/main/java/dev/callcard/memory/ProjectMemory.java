package dev.callcard.memory;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.call.SaleCycle;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.erasure.LegalHold;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.log.LogStore;
import dev.callcard.phone.CustomerKey;
import dev.callcard.poll.PollState;
import dev.callcard.project.Project;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionFold;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Everything that is kept of a project: what was handed in. What follows from that is computed when it is read. */
final class ProjectMemory {
    final Map<Call.Key, KnownCall> calls = new HashMap<>();
    final Map<CallId, Call.Key> keys = new HashMap<>();
    final Map<CustomerKey, CustomerId> customers = new HashMap<>();
    final Map<VisitorId, TreeSet<VisitEvent>> events = new HashMap<>();
    final Set<String> eventIds = new HashSet<>();
    final Map<CallId, Annotation> annotations = new HashMap<>();
    final Map<CallId, Map<Comment.Id, Comment>> comments = new HashMap<>();
    final Map<CallId, RecordingCatalog.Entry> recordings = new HashMap<>();
    final Map<RecordingStore.Key, AudioAnalyzer.Analysis> analyses = new HashMap<>();
    /** In the order in which they were discarded. */
    final Map<RecordingStore.Key, Instant> discarded = new LinkedHashMap<>();

    final Map<UUID, MemoryShareLinks.Kept> links = new HashMap<>();
    final List<AuditRecord> audit = new ArrayList<>();
    /** What was pushed, by call and event. */
    final Map<CallId, Map<UUID, RawEvent>> pushed = new HashMap<>();

    final Map<UUID, QuarantinedEvent> quarantine = new HashMap<>();
    /** By provider and account. */
    final Map<List<String>, PollState> polls = new HashMap<>();

    final Map<CustomerId, LegalHold> holds = new HashMap<>();
    /** The ledger: when something was erased. */
    final Map<Fingerprint, Instant> erased = new HashMap<>();

    final NavigableMap<LogStore.Position, LogStore.Change> changes = new TreeMap<>();
    Project project;
    /** When recordings are to be held against their bytes. */
    Instant reconcileAt = Instant.EPOCH;

    /** What was folded since the last write of any kind, so that one fold does for many reads. */
    private final Map<VisitorId, List<Session>> folded = new ConcurrentHashMap<>();

    ProjectMemory(Project project) {
        this.project = project;
    }

    Optional<KnownCall> known(CallId id) {
        return Optional.ofNullable(keys.get(id)).map(calls::get);
    }

    Optional<Call> call(CallId id) {
        return known(id)
                .flatMap(known -> calls(customer(known)).stream()
                        .filter(call -> call.id().equals(id))
                        .findFirst());
    }

    Optional<RecordingCatalog.Entry> recording(CallId id) {
        return Optional.ofNullable(recordings.get(id));
    }

    CustomerId customer(KnownCall call) {
        CustomerKey key = call.customerKey();
        return key.joins() ? Objects.requireNonNull(customers.get(key)) : call.alone();
    }

    /** All calls of a customer, newest first. */
    List<Call> calls(CustomerId customer) {
        return judged(calls.values().stream().filter(call -> customer(call).equals(customer))).stream()
                .sorted(Newest.first(MemoryCalls::cursor))
                .toList();
    }

    /** All calls of all customers, in no order. */
    List<Call> allCalls() {
        Map<CustomerId, List<KnownCall>> byCustomer = new HashMap<>();
        calls.values()
                .forEach(call -> byCustomer
                        .computeIfAbsent(customer(call), customer -> new ArrayList<>())
                        .add(call));
        return byCustomer.values().stream()
                .flatMap(ofCustomer -> judged(ofCustomer.stream()).stream())
                .toList();
    }

    /** All sessions of a visitor, oldest first. */
    List<Session> sessions(VisitorId visitor) {
        return folded.computeIfAbsent(
                visitor,
                id -> SessionFold.sessions(
                        SessionFold.Rules.of(project.settings()),
                        events.getOrDefault(id, new TreeSet<>(VisitEvent.ORDER))));
    }

    /** Whether something was erased at an instant or after. */
    boolean isErased(Optional<Fingerprint> fingerprint, Instant at) {
        return fingerprint
                .map(erased::get)
                .filter(erasedAt -> !at.isAfter(erasedAt))
                .isPresent();
    }

    void changed(Clock clock, CallId call, LogStore.Kind kind) {
        LogStore.Position position = new LogStore.Position(clock.instant(), TimeOrderedId.next(clock));
        changes.put(position, new LogStore.Change(position, call, kind));
    }

    void forgetFolded() {
        folded.clear();
    }

    /** Judges all calls of one customer. */
    private List<Call> judged(Stream<KnownCall> ofCustomer) {
        SaleCycle cycle = new SaleCycle(Optional.empty(), project.settings().callRules());
        List<Call> judged = new ArrayList<>();
        ofCustomer.sorted(KnownCall.BY_START).forEachOrdered(call -> {
            Project.CallRules rules = project.rulesAt(call.startedAt());
            Call.Qualification alone = SaleCycle.alone(call.facts(), rules);
            judged.add(new Call(
                    call.id(),
                    project.id(),
                    customer(call),
                    call.state().key(),
                    call.origin(),
                    call.facts(),
                    alone == Call.Qualification.TARGET ? cycle.judge(call.startedAt(), rules) : alone));
        });
        return judged;
    }
}
