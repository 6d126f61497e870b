package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.error.CallCardException;
import dev.callcard.error.ForbiddenException;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.AudioFetcher;
import dev.callcard.recording.AudioTools;
import dev.callcard.recording.Reconciliation;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingInventory;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How {@link Reconciliation} mends every storage whose recordings are a {@link RecordingInventory}. Does what is due of all
 * projects, so this needs a storage of its own, unlike the other contracts.
 */
public interface ReconciliationContract extends StorageFixture {
    @Test
    default void bytesThatNothingNamesShouldGoWhenTheyAreOldEnough() {
        Tenant tenant = Tenant.of(storage());
        Entry named = stored(tenant, tenant.add(Reports.report("c1")));
        RecordingStore.Key orphan = put(tenant, tenant.add(Reports.report("c2")));
        RecordingStore.Key ofNoCall = put(tenant, new CallId(UUID.randomUUID()));

        assertThat(run(tenant, Duration.ofHours(23))).isEqualTo(new Reconciliation.Report(3, 1, 0, 0, 0, 0, 0));
        assertThat(run(tenant, Duration.ofHours(25))).isEqualTo(new Reconciliation.Report(3, 1, 2, 0, 0, 0, 0));

        assertThat(objects(tenant)).containsExactly(key(named)).doesNotContain(orphan, ofNoCall);
        assertThat(run(tenant, Duration.ofHours(25))).isEqualTo(new Reconciliation.Report(1, 1, 0, 0, 0, 0, 0));
        assertThat(tenant.entry(named.call())).contains(named);
    }

    @Test
    default void recordingWithoutBytesShouldBeFetchedAgainWhereThatIsPossible(@TempDir Path folder) {
        Tenant tenant = Tenant.of(storage());
        CallId withAddress = tenant.add(Reports.report("c1").recording(address("c1")));
        CallId withNone = tenant.add(Reports.report("c2"));
        CallId whole = tenant.add(Reports.report("c3"));
        Entry kept = stored(tenant, whole);
        stored(tenant, tenant.add(Reports.report("c4")));
        List.of(withAddress, withNone).forEach(call -> storage().recordings().delete(key(stored(tenant, call))));
        CallCards callCards =
                callCards(storage(), Clock.systemUTC(), folder, (source, into) -> Files.write(into, Entries.WAV));

        Reconciliation.Report report = callCards.reconciliation().run(admin(tenant), tenant.id());

        assertThat(report).isEqualTo(new Reconciliation.Report(2, 4, 0, 1, 1, 0, 0));
        assertThat(tenant.entry(withAddress).orElseThrow().state()).isEqualTo(Recording.State.EXPECTED);
        assertThat(tenant.entry(withNone).orElseThrow())
                .satisfies(entry -> assertThat(entry.state()).isEqualTo(Recording.State.ABSENT))
                .satisfies(entry -> assertThat(entry.reason().orElseThrow()).contains("missing from the store"));
        assertThat(tenant.entry(whole)).contains(kept);
        assertThat(Entries.audit(tenant))
                .extracting(AuditRecord::action)
                .containsExactly(AuditRecord.Action.RECORDING_LOST, AuditRecord.Action.RECORDING_LOST);
        callCards.recordingWork().runAll();
        assertThat(tenant.entry(withAddress).orElseThrow().state()).isEqualTo(Recording.State.READY);
        assertAgree(tenant);
    }

    @Test
    default void recordingWithoutBytesShouldBeAbsentWhereNobodyFetches() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(Reports.report("c1").recording(address("c1")));
        storage().recordings().delete(key(stored(tenant, call)));
        stored(tenant, tenant.add(Reports.report("c2")));

        assertThat(run(tenant, Duration.ZERO)).isEqualTo(new Reconciliation.Report(1, 2, 0, 0, 1, 0, 0));
        assertThat(tenant.entry(call).map(Entry::state)).contains(Recording.State.ABSENT);
    }

    @Test
    default void whatLooksLikeTheWrongStoreShouldBeLeftAlone() {
        Tenant tenant = Tenant.of(storage());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            entries.add(stored(tenant, tenant.add(Reports.report("c" + i))));
            storage().recordings().delete(key(entries.get(i)));
            put(tenant, new CallId(UUID.randomUUID()));
        }

        assertThat(run(tenant, Duration.ofDays(2))).isEqualTo(new Reconciliation.Report(11, 11, 0, 0, 0, 0, 22));
        assertThat(entries)
                .allSatisfy(entry -> assertThat(tenant.entry(entry.call())).contains(entry));
        assertThat(reconciliation(Duration.ofDays(2)).runWhatever(admin(tenant), tenant.id()))
                .isEqualTo(new Reconciliation.Report(11, 11, 11, 0, 11, 0, 0));
        assertAgree(tenant);
    }

    @Test
    default void aStoreThatHasNothingShouldBeTakenForTheWrongOne() {
        Tenant tenant = Tenant.of(storage());
        Entry entry = stored(tenant, tenant.add(Reports.report("c1")));
        storage().recordings().delete(key(entry));

        assertThat(run(tenant, Duration.ofDays(2))).isEqualTo(new Reconciliation.Report(0, 1, 0, 0, 0, 0, 1));
        assertThat(tenant.entry(entry.call())).contains(entry);
    }

    @Test
    default void reconciliationShouldBeForThoseWhoManageTheProject() {
        Tenant tenant = Tenant.of(storage());
        Reconciliation reconciliation = CallCards.builder(storage()).build().reconciliation();

        assertThatThrownBy(() -> reconciliation.run(Viewer.of("bob", tenant.id(), Viewer.Role.AGENT), tenant.id()))
                .isInstanceOf(ForbiddenException.class);
    }

    @Test
    default void everyProjectShouldBeReconciledOnceADay(@TempDir Path folder) {
        Tenant tenant = Tenant.of(storage());
        Instant start = Clock.systemUTC().instant();
        callCards(storage(), ahead(Duration.ZERO), folder, (source, into) -> {})
                .recordingWork()
                .runAll();
        put(tenant, new CallId(UUID.randomUUID()));

        callCards(storage(), ahead(Duration.ofHours(23)), folder, (source, into) -> {})
                .recordingWork()
                .runAll();
        assertThat(objects(tenant)).as("looked at since %s", start).hasSize(1);
        callCards(storage(), ahead(Duration.ofHours(25)), folder, (source, into) -> {})
                .recordingWork()
                .runAll();
        assertThat(objects(tenant)).isEmpty();
    }

    @Test
    default void reconciliationShouldNotBeInTheWayOfThoseWhoStoreAndDelete() {
        Tenant tenant = Tenant.of(storage());
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(tenant.add(Reports.report("c" + i)));
        }
        CallCards callCards = CallCards.builder(storage()).build();

        Race.run(4, i -> {
            for (int round = 0; round < 10; round++) {
                for (CallId call : calls) {
                    switch (i) {
                        case 0 -> attach(callCards, tenant, call);
                        case 1 -> storage().recordings().delete(key(stored(tenant, call)));
                        default -> callCards.reconciliation().run(admin(tenant), tenant.id());
                    }
                }
            }
            return i;
        });

        reconciliation(Duration.ofDays(2)).runWhatever(admin(tenant), tenant.id());
        callCards.recordingWork().runAll();
        assertAgree(tenant);
    }

    /**
     * A process fetches, hands in, replaces, deletes, expires and retrieves recordings, and is killed between any two steps, 300
     * times. {@code -Dcallcard.crashes} for another number.
     *
     * @param folder for what is fetched in part
     */
    @Test
    default void noKillShouldLeaveBytesWithoutARecordingOrARecordingWithoutBytes(@TempDir Path folder) {
        Tenant tenant = Tenant.of(storage(), settings -> settings.archive(Optional.of(Duration.ofDays(30))));
        Random random = Seed.random("noKillShouldLeaveBytesWithoutARecordingOrARecordingWithoutBytes");
        List<CallId> calls = new ArrayList<>();
        Duration ahead = Duration.ZERO;
        int kills = 0;
        for (int i = 0; kills < Integer.getInteger("callcard.crashes", 300); i++) {
            ahead = ahead.plusSeconds(10); // by far not a day in all: what is left stays until the end
            Killed process = new Killed(random.nextInt(24));
            CallCards callCards = callCards(process.storage(storage()), ahead(ahead), folder, (source, into) -> {
                try (OutputStream out = Files.newOutputStream(into)) {
                    out.write(Entries.WAV, 0, 20);
                    process.step();
                    out.write(Entries.WAV, 20, Entries.WAV.length - 20);
                }
            });
            try {
                live(callCards, tenant, calls, "c" + i, random);
            } catch (Killed.Kill e) {
                kills++;
            } catch (CallCardException e) {
                // It was deleted before, say. What was left by kills goes on all the same.
                assertThat(e).isNotNull();
            }
        }
        CallCards callCards = callCards(
                storage(), ahead(ahead.plusDays(2)), folder, (source, into) -> Files.write(into, Entries.WAV));

        Reconciliation.Report report = callCards.reconciliation().runWhatever(admin(tenant), tenant.id());
        callCards.recordingWork().runAll();

        System.out.println(kills + " kills: " + report);
        assertThat(report.deleted()).as("this found something").isPositive();
        assertThat(report.left()).isZero();
        assertThat(report.absent() + report.expectedAgain())
                .as("bytes go after their names")
                .isZero();
        assertAgree(tenant);
        assertThat(storage().recordingCatalog().discarded(1)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private static void live(CallCards callCards, Tenant tenant, List<CallId> calls, String name, Random random) {
        Instant now = callCards.clock().instant();
        CallId any = calls.isEmpty() ? new CallId(UUID.randomUUID()) : calls.get(random.nextInt(calls.size()));
        switch (random.nextInt(7)) {
            case 0 ->
                report(
                        callCards,
                        tenant,
                        calls,
                        Reports.answered(name, "+442079460958", now.minusSeconds(600))
                                .recording(address(name)));
            case 1 -> attach(callCards, tenant, report(callCards, tenant, calls, Reports.report(name)));
            case 2 -> attach(callCards, tenant, any);
            case 3 -> callCards.recordings().delete(admin(tenant), tenant.id(), any);
            case 4 -> {
                Instant old = now.minus(Duration.ofDays(800));
                attach(
                        callCards,
                        tenant,
                        report(callCards, tenant, calls, Reports.report(name).startedAt(old)));
            }
            case 5 -> {
                Instant archived = now.minus(Duration.ofDays(380));
                CallId call =
                        report(callCards, tenant, calls, Reports.report(name).startedAt(archived));
                attach(callCards, tenant, call);
                callCards.recordings().requestRetrieval(admin(tenant), tenant.id(), call);
                callCards.recordings().approveRetrieval(admin(tenant), tenant.id(), call);
            }
            default -> callCards.reconciliation().run(admin(tenant), tenant.id());
        }
        callCards.recordingWork().runAll();
    }

    private static CallId report(CallCards callCards, Tenant tenant, List<CallId> calls, CallReport.Builder report) {
        CallId call = tenant.add(report);
        calls.add(call);
        callCards.recordingWork().expect(tenant.id(), List.of(call));
        return call;
    }

    private static void attach(CallCards callCards, Tenant tenant, CallId call) {
        try {
            callCards.recordings().attach(admin(tenant), tenant.id(), call, new ByteArrayInputStream(Entries.WAV));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bytes are named, and all that is named has its bytes. */
    private void assertAgree(Tenant tenant) {
        List<Entry> entries =
                Tenant.all(100, page -> storage().recordingCatalog().list(tenant.id(), page));
        assertThat(objects(tenant))
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(ReconciliationContract::key).collect(Collectors.toSet()));
        for (Entry entry : entries) {
            Recording.Audio audio = entry.audio().orElseThrow();
            try (InputStream in =
                    storage().recordings().open(audio.key(), new RecordingStore.Range(0, audio.sizeBytes()))) {
                assertThat(in.readAllBytes()).hasSize((int) audio.sizeBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Reconciliation.Report run(Tenant tenant, Duration later) {
        return reconciliation(later).run(admin(tenant), tenant.id());
    }

    private Reconciliation reconciliation(Duration later) {
        return CallCards.builder(storage()).clock(ahead(later)).build().reconciliation();
    }

    private List<RecordingStore.Key> objects(Tenant tenant) {
        RecordingInventory inventory = (RecordingInventory) storage().recordings();
        return Tenant.all(PageRequest.MAX_LIMIT, page -> inventory.list(tenant.id(), page)).stream()
                .map(RecordingInventory.Entry::key)
                .toList();
    }

    /** A recording that is ready, with its bytes. */
    private Entry stored(Tenant tenant, CallId call) {
        return tenant.ready(
                call,
                new Recording.Audio(
                        put(tenant, call), "audio/wav", Entries.WAV.length, "0".repeat(64), Optional.empty()));
    }

    private RecordingStore.Key put(Tenant tenant, CallId call) {
        RecordingStore.Key key = new RecordingStore.Key(tenant.id(), call, UUID.randomUUID());
        try {
            storage().recordings().put(key, new ByteArrayInputStream(Entries.WAV), Entries.WAV.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return key;
    }

    private static CallCards callCards(Storage storage, Clock clock, Path folder, AudioFetcher fetcher) {
        return CallCards.builder(storage)
                .clock(clock)
                .audio(new AudioTools(Optional.empty(), Optional.empty(), Optional.of(fetcher), Optional.of(folder)))
                .build();
    }

    private static Call.RecordingReference address(String name) {
        return new Call.RecordingReference("https://pbx.example/" + name, true, Optional.empty());
    }

    private static RecordingStore.Key key(Entry entry) {
        return entry.audio().orElseThrow().key();
    }

    private static Viewer admin(Tenant tenant) {
        return Viewer.of("ann", tenant.id(), Viewer.Role.ADMIN);
    }

    /** A clock that is ahead of the one of the stores. */
    private static Clock ahead(Duration time) {
        return Clock.offset(Clock.systemUTC(), time);
    }
}
