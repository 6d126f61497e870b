package dev.callcard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.CustomerId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.erasure.ErasureStore;
import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.ledger.Tombstone;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.visit.Session;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A project of its own for one test, and short words for what the test does in it. */
final class Tenant {
    /** When everything is received, and the time around which samples happen. */
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    /** After everything that samples tell. */
    static final Instant LATER = Instant.parse("2026-03-20T12:00:00Z");

    /** What every test merges and appends with: a host's key. */
    static final Fingerprints PRINTS = Fingerprints.with(ErasureKey.of(new byte[ErasureKey.MIN_BYTES]));

    final Storage storage;
    private Project project;

    private Tenant(Storage storage, Project project) {
        this.storage = storage;
        this.project = project;
    }

    /** A new British project that tracks sessions and wants 30 s of talk. */
    static Tenant of(Storage storage) {
        return of(storage, settings -> settings);
    }

    static Tenant of(Storage storage, UnaryOperator<ProjectSettings.Builder> change) {
        ProjectId id = newId();
        ProjectSettings settings = change.apply(ProjectSettings.builder("GB")
                        .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                        .targetTalk(Duration.ofSeconds(30))
                        .saleCycle(Duration.ofDays(30)))
                .build();
        assertThat(storage.projects().create(id, settings)).isTrue();
        return new Tenant(storage, storage.projects().find(id).orElseThrow());
    }

    static ProjectId newId() {
        return ProjectId.of("test-" + UUID.randomUUID());
    }

    static VisitorId visitor(String id) {
        return new VisitorId(id);
    }

    static VisitEvent view(String eventId, String visitor, Instant at, String url) {
        return VisitEvent.pageView(eventId, visitor(visitor), at, url);
    }

    static VisitEvent heartbeat(String eventId, String visitor, Instant at) {
        return VisitEvent.heartbeat(eventId, visitor(visitor), at);
    }

    /** Reads page after page. */
    static <T> List<T> all(int limit, Function<PageRequest, Page<T>> read) {
        List<T> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = read.apply(new PageRequest(cursor, limit));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.items().isEmpty() && page.next().isPresent())
                    .as("an empty page has no next one")
                    .isFalse();
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return items;
    }

    Project project() {
        return project;
    }

    ProjectId id() {
        return project.id();
    }

    void change(Instant now, UnaryOperator<ProjectSettings.Builder> change) {
        ProjectSettings settings = change.apply(project.settings().toBuilder()).build();
        project = storage.projects().save(project.id(), settings, OptionalLong.empty(), now);
    }

    List<Merged> merge(List<CallReport.Builder> reports) {
        return merge(Call.Origin.WEBHOOK, NOON, reports);
    }

    List<Merged> merge(Call.Origin origin, Instant receivedAt, List<CallReport.Builder> reports) {
        List<CallState> states =
                reports.stream().map(report -> report.build().toState()).toList();
        return storage.calls().merge(project, origin, states, receivedAt, PRINTS);
    }

    Merged merge(CallReport.Builder report) {
        List<Merged> merged = merge(List.of(report));
        assertThat(merged).hasSize(1);
        return merged.get(0);
    }

    Status status(CallReport.Builder report) {
        return merge(report).status();
    }

    /** Merges a report and gives the id of its call. */
    CallId add(CallReport.Builder report) {
        return merge(report).id();
    }

    Call call(CallId id) {
        return storage.calls().find(id(), id).orElseThrow();
    }

    /** Merges a report and gives what its call is then. */
    Call call(CallReport.Builder report) {
        return call(add(report));
    }

    Call.Qualification worth(CallId id) {
        return call(id).qualification();
    }

    Optional<CustomerId> customer(String number) {
        return storage.calls().customer(id(), key(number));
    }

    CustomerKey key(String number) {
        return project.settings().phoneParser().parse(number).key();
    }

    List<Status> append(VisitEvent... events) {
        return append(List.of(events));
    }

    List<Status> append(List<VisitEvent> events) {
        return storage.visits().append(project, events, PRINTS);
    }

    /** A call that names a visitor, so that the visitor's sessions are on its card. */
    CallId callOf(String visitor, Instant start) {
        return add(Reports.answered("of " + UUID.nameUUIDFromBytes(visitor.getBytes(UTF_8)), "+442079460958", start)
                .visitorId(visitor));
    }

    Optional<CardFacts> load(CallId call, Instant asOf, Optional<String> agent, int limit) {
        return storage.cards()
                .load(new CardStore.Request(id(), Optional.of(call), Optional.empty(), asOf, agent, limit));
    }

    Optional<CardFacts> load(CustomerId customer, Instant asOf, Optional<String> agent) {
        return storage.cards()
                .load(new CardStore.Request(id(), Optional.empty(), Optional.of(customer), asOf, agent, 50));
    }

    CardFacts card(CallId call, Instant asOf) {
        return load(call, asOf, Optional.empty(), 50).orElseThrow();
    }

    CardFacts card(CallId call) {
        return card(call, LATER);
    }

    /** All sessions on the card of a call, newest first. */
    List<Session> sessions(CallId call) {
        return all(7, page -> sessionPage(call(call).customer(), Optional.empty(), LATER, page)).stream()
                .map(CallCard.SessionEntry::session)
                .toList();
    }

    Page<CallCard.SessionEntry> sessionPage(
            CustomerId customer, Optional<String> agent, Instant asOf, PageRequest page) {
        return storage.cards().sessions(project, customer, agent, asOf, page);
    }

    Page<Call> callPage(CustomerId customer, Optional<String> agent, Instant asOf, PageRequest page) {
        return storage.cards().calls(project, customer, agent, asOf, page);
    }

    List<LogStore.Line> log(UnaryOperator<LogFilter.Builder> filter) {
        LogFilter built = filter.apply(LogFilter.builder()).build();
        return all(3, page -> storage.log().read(project, built, page));
    }

    List<CallId> logged(UnaryOperator<LogFilter.Builder> filter) {
        return log(filter).stream().map(line -> line.call().id()).toList();
    }

    Annotation categorise(CallId call, String... categories) {
        Annotation.Change change =
                new Annotation.Change(Optional.of(List.of(categories)), Optional.empty(), Optional.empty());
        return storage.annotations().change(id(), call, change, OptionalLong.empty(), "Ann", NOON);
    }

    Annotation rateCall(CallId call, OptionalInt value) {
        Annotation.Change change = new Annotation.Change(Optional.empty(), Optional.empty(), Optional.of(value));
        return storage.annotations().change(id(), call, change, OptionalLong.empty(), "Ann", NOON);
    }

    Annotation rateManager(CallId call, OptionalInt value) {
        Annotation.Change change = new Annotation.Change(Optional.empty(), Optional.of(value), Optional.empty());
        return storage.annotations().change(id(), call, change, OptionalLong.empty(), "Ann", NOON);
    }

    Comment comment(CallId call, String text, Instant at) {
        Comment comment = new Comment(
                new Comment.Id(TimeOrderedId.next(Clock.systemUTC())),
                1,
                new Comment.Content(text, Optional.empty()),
                "ann",
                "Ann",
                at,
                Optional.empty());
        storage.annotations().add(id(), call, comment);
        return comment;
    }

    /** What the catalog has of a recording. */
    Optional<RecordingCatalog.Entry> entry(CallId call) {
        return storage.recordingCatalog().find(id(), call);
    }

    /** Changes an entry without an audit record. */
    Optional<RecordingCatalog.Entry> change(CallId call, RecordingCatalog.Entry entry) {
        return storage.recordingCatalog().change(id(), call, known -> Optional.of(entry), Optional.empty());
    }

    /** Gives a call a recording that is ready, and that nobody has to look after. */
    RecordingCatalog.Entry ready(CallId call, Recording.Audio audio) {
        return change(call, RecordingCatalog.Entry.ready(id(), call, audio, Optional.empty()))
                .orElseThrow();
    }

    RecordingCatalog.Entry ready(CallId call) {
        return ready(call, audio(call, 1));
    }

    Recording.Audio audio(CallId call, long sizeBytes) {
        return new Recording.Audio(
                new RecordingStore.Key(id(), call, UUID.randomUUID()),
                "audio/ogg",
                sizeBytes,
                "0123456789abcdef".repeat(4),
                Optional.of(Duration.ofMillis(61_234)));
    }

    /** Erases a customer at an instant. */
    ErasureStore.Erased erase(CustomerId customer, Instant at) {
        return storage.erasure().erase(project, customer, at, PRINTS, Entries.erased(customer));
    }

    /** Puts back what a backup holds, without regard to what was erased since. */
    void restore(List<CallReport.Builder> reports, List<VisitEvent> events) {
        List<CallState> states =
                reports.stream().map(report -> report.build().toState()).toList();
        storage.calls().merge(project, Call.Origin.WEBHOOK, states, NOON, Fingerprints.NONE);
        storage.visits().append(project, events, Fingerprints.NONE);
    }

    Receipt replay(Instant at) {
        return storage.erasure().replay(project, PRINTS, at, Entries::erased).receipt();
    }

    List<Tombstone> ledger() {
        return all(3, page -> storage.erasure().ledger(id(), page));
    }

    LegalHold hold(CustomerId customer) {
        return storage.erasure()
                .place(id(), new LegalHold(customer, "Ann", NOON, Optional.empty()), Entries.erased(customer));
    }
}
