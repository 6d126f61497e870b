package dev.callcard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Tombstone;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One project of a storage, without what differs between storages: the ids of calls and customers are replaced by ids that
 * follow from the call's key and the customer's number, and cursors by the fact that there is one.
 */
final class View {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    final Storage storage;
    private final ProjectId project;
    private final Map<Call.Key, CallId> ids = new HashMap<>();

    View(Storage storage, ProjectId project) {
        this.storage = storage;
        this.project = project;
    }

    CallId id(Call.Key key) {
        return Objects.requireNonNull(ids.get(key));
    }

    Instant start(Call.Key key) {
        return call(key).facts().times().startedAt();
    }

    List<Merged> merge(Call.Origin origin, List<CallState> states, Instant receivedAt) {
        List<Merged> merged = storage.calls().merge(project(), origin, states, receivedAt, Tenant.PRINTS);
        for (int i = 0; i < states.size(); i++) {
            if (merged.get(i).status() == Status.REJECTED) {
                continue;
            }
            CallId before = ids.put(states.get(i).key(), merged.get(i).id());
            if (before != null && !before.equals(merged.get(i).id())) {
                throw new AssertionError("a call got a second id");
            }
        }
        return merged;
    }

    List<Status> append(List<VisitEvent> events) {
        return storage.visits().append(project(), events, Tenant.PRINTS);
    }

    /** Changes the entry of a recording, made of the project and the call's id here. */
    Optional<RecordingCatalog.Entry> record(Call.Key key, BiFunction<ProjectId, CallId, RecordingCatalog.Entry> entry) {
        CallId call = id(key);
        return storage.recordingCatalog()
                .change(project, call, known -> Optional.of(entry.apply(project, call)), Optional.empty())
                .map(kept -> plain(call(key), kept));
    }

    void expect(List<Call.Key> keys, Instant dueAt) {
        storage.recordingCatalog().expect(project, keys.stream().map(this::id).toList(), dueAt);
    }

    /** Erases the customer of a call. */
    Receipt erase(Call.Key key, Instant at) {
        CustomerId customer = call(key).customer();
        Receipt receipt = storage.erasure()
                .erase(project(), customer, at, Tenant.PRINTS, Entries.erased(customer))
                .receipt();
        forgetErased();
        return new Receipt(Optional.empty(), receipt.at(), receipt.erased(), receipt.kept());
    }

    /** Adds to the ledger, as if from before a restore, and erases again. The order in which things stayed is left out. */
    Receipt replay(List<Tombstone> ledger, Instant at) {
        storage.erasure().remember(project, ledger);
        Receipt receipt = storage.erasure()
                .replay(project(), Tenant.PRINTS, at, Entries::erased)
                .receipt();
        forgetErased();
        Comparator<Receipt.Kept> order = Comparator.comparing(Receipt.Kept::part)
                .thenComparing(Receipt.Kept::why)
                .thenComparing(Receipt.Kept::count);
        return new Receipt(
                Optional.empty(),
                at,
                receipt.erased(),
                receipt.kept().stream().sorted(order).toList());
    }

    /** The calls that are still there. */
    Set<Call.Key> keys() {
        return Set.copyOf(ids.keySet());
    }

    /** Places a legal hold on the customer of a call, or lifts it. */
    boolean hold(Call.Key key, boolean held, Instant at) {
        CustomerId customer = call(key).customer();
        AuditRecord record = Entries.erased(customer);
        if (held) {
            storage.erasure().place(project, new LegalHold(customer, "Ann", at, Optional.empty()), record);
        } else {
            storage.erasure().release(project, customer, at, record);
        }
        return storage.erasure().hold(project, customer).isPresent();
    }

    List<Tombstone> ledger() {
        return Tenant.all(7, page -> storage.erasure().ledger(project, page));
    }

    private void forgetErased() {
        ids.values().removeIf(id -> storage.calls().find(project, id).isEmpty());
    }

    /** Looks at the recordings of the call's customer again. */
    void lookAgain(Call.Key key, Instant dueAt) {
        storage.recordingCatalog().lookAgain(project, Optional.of(call(key).customer()), dueAt);
    }

    CardFacts card(Call.Key key, Instant asOf, Optional<String> agent, int limit) {
        return storage.cards()
                .load(new CardStore.Request(project, Optional.of(id(key)), Optional.empty(), asOf, agent, limit))
                .map(View::plain)
                .orElseThrow();
    }

    Optional<CardFacts> cardOfCustomer(Call.Key key, Instant asOf, Optional<String> agent, int limit) {
        CustomerId customer = call(key).customer();
        return storage.cards()
                .load(new CardStore.Request(project, Optional.empty(), Optional.of(customer), asOf, agent, limit))
                .map(View::plain);
    }

    List<Call> calls(Call.Key key, Instant asOf, Optional<String> agent, int limit) {
        CustomerId customer = call(key).customer();
        Project known = project();
        return Tenant.all(limit, page -> storage.cards().calls(known, customer, agent, asOf, page)).stream()
                .map(View::plain)
                .toList();
    }

    List<CallCard.SessionEntry> sessions(Call.Key key, Instant asOf, Optional<String> agent, int limit) {
        CustomerId customer = call(key).customer();
        Project known = project();
        return Tenant.all(limit, page -> storage.cards().sessions(known, customer, agent, asOf, page)).stream()
                .map(View::plain)
                .toList();
    }

    List<LogStore.Line> log(LogFilter filter, int limit) {
        Project known = project();
        return Tenant.all(limit, (PageRequest page) -> storage.log().read(known, filter, page)).stream()
                .map(View::plain)
                .toList();
    }

    /** The calls of a number; empty if it has no customer. */
    Optional<List<Call>> customer(String number) {
        return customerId(number)
                .map(customer ->
                        Tenant.all(10, page -> storage.cards().calls(project(), customer, Optional.empty(), FAR, page))
                                .stream()
                                .map(View::plain)
                                .toList());
    }

    boolean hasCall(String number, String agent) {
        return customerId(number)
                .map(customer -> storage.calls().hasCall(project, customer, agent))
                .orElse(false);
    }

    private Optional<CustomerId> customerId(String number) {
        CustomerKey key = project().settings().phoneParser().parse(number).key();
        return storage.calls().customer(project, key);
    }

    private Call call(Call.Key key) {
        return storage.calls().find(project, id(key)).orElseThrow();
    }

    private Project project() {
        return storage.projects().find(project).orElseThrow();
    }

    private static CardFacts plain(CardFacts facts) {
        return new CardFacts(
                facts.project(),
                plain(facts.call()),
                facts.agentHasCall(),
                facts.totals(),
                facts.visits(),
                facts.topPages(),
                plain(facts.sessions(), View::plain),
                plain(facts.calls(), View::plain),
                facts.annotation(),
                plain(facts.comments(), comment -> comment),
                facts.recording().map(entry -> plain(facts.call(), entry)));
    }

    private static LogStore.Line plain(LogStore.Line line) {
        return new LogStore.Line(
                plain(line.call()),
                line.source(),
                line.annotation(),
                line.recording().map(entry -> plain(line.call(), entry)));
    }

    private static RecordingCatalog.Entry plain(Call call, RecordingCatalog.Entry entry) {
        return new RecordingCatalog.Entry(
                entry.project(),
                plain(call).id(),
                entry.state(),
                entry.audio().map(audio -> plain(call, audio)),
                entry.reason(),
                entry.tries(),
                entry.dueAt(),
                entry.removed(),
                entry.requested(),
                entry.availableUntil(),
                entry.analysed());
    }

    private static CallCard.SessionEntry plain(CallCard.SessionEntry entry) {
        return new CallCard.SessionEntry(
                entry.session(), entry.calls().stream().map(View::plain).toList());
    }

    private static Recording.Audio plain(Call call, Recording.Audio audio) {
        RecordingStore.Key key = new RecordingStore.Key(
                audio.key().project(), plain(call).id(), audio.key().version());
        return new Recording.Audio(key, audio.contentType(), audio.sizeBytes(), audio.sha256(), audio.duration());
    }

    private static Call plain(Call call) {
        String name = call.key().provider() + "|" + call.key().account() + "|"
                + call.key().providerCallId();
        CustomerKey number = call.facts().customerNumber().key();
        String customer = number.joins() ? number.kind() + "|" + number.value() : name;
        return new Call(
                new CallId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8))),
                call.project(),
                new CustomerId(UUID.nameUUIDFromBytes(customer.getBytes(UTF_8))),
                call.key(),
                call.origin(),
                call.facts(),
                call.qualification());
    }

    private static <T> Page<T> plain(Page<T> page, Function<T, T> item) {
        return new Page<>(page.items().stream().map(item).toList(), page.next().map(cursor -> "there is one"));
    }
}
