package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How every {@link RecordingCatalog} keeps and changes entries. */
public interface RecordingCatalogContract extends StorageFixture {
    @Test
    default void findRecordingShouldBeEmptyForACallWithoutOne() {
        Tenant tenant = Tenant.of(storage());

        assertThat(tenant.entry(tenant.add(report("c1")))).isEmpty();
        assertThat(tenant.entry(new CallId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void changeShouldKeepEveryFieldOfAReadyRecordingAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(tenant.id(), call, new UUID(-1L, -1L)),
                "audio/ogg; codecs=opus",
                Long.MAX_VALUE,
                "f".repeat(64),
                Optional.of(Duration.ofDays(365).plusNanos(1_000)));
        Entry entry = new Entry(
                tenant.id(),
                call,
                Recording.State.READY,
                Optional.of(audio),
                Optional.of(Entries.LONG_NAME.repeat(20)),
                Integer.MAX_VALUE,
                Optional.of(Entries.LAST),
                Optional.empty(),
                Optional.of(new Recording.Mark(Entries.LONG_NAME, Entries.LAST)),
                Optional.of(Entries.LAST),
                true);

        assertThat(tenant.change(call, entry)).contains(entry);

        assertThat(tenant.entry(call)).contains(entry);
        assertThat(tenant.card(call).recording()).contains(entry);
        assertThat(tenant.log(filter -> filter))
                .singleElement()
                .satisfies(line -> assertThat(line.recording()).contains(entry));
    }

    @ParameterizedTest
    @EnumSource(
            value = Recording.State.class,
            names = {"EXPECTED", "FETCHING", "ABSENT", "FAILED"})
    default void changeShouldKeepEveryFieldOfARecordingThatIsNotThere(Recording.State state) {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Entry full = Entry.waiting(
                tenant.id(),
                call,
                state,
                Optional.of(Entries.LONG_NAME.repeat(20)),
                Integer.MAX_VALUE,
                Optional.of(Entries.LAST));
        Entry bare = Entry.waiting(tenant.id(), call, state, Optional.empty(), 0, Optional.empty());

        tenant.change(call, full);
        assertThat(tenant.entry(call)).contains(full);
        tenant.change(call, bare);
        assertThat(tenant.entry(call)).contains(bare);
    }

    @ParameterizedTest
    @EnumSource(
            value = Recording.State.class,
            names = {"DELETED", "EXPIRED"})
    default void changeShouldKeepWhoRemovedARecording(Recording.State state) {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Entry entry = Entry.gone(tenant.id(), call, state, new Recording.Mark(Entries.LONG_NAME, Entries.LAST));

        tenant.change(call, entry);

        assertThat(tenant.entry(call)).contains(entry);
    }

    @Test
    default void changeShouldKeepAnUnknownDuration() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(tenant.id(), call, UUID.randomUUID()),
                "audio/mpeg",
                1,
                "0".repeat(64),
                Optional.empty());

        Entry entry = tenant.ready(call, audio);

        assertThat(tenant.entry(call)).contains(entry);
    }

    @Test
    default void entryThatIsReadShouldEqualTheOneThatWasWritten() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Instant finer = Tenant.NOON.plusNanos(123_456_789);
        Entry entry = Entry.ready(tenant.id(), call, tenant.audio(call, 1), Optional.of(finer))
                .available(finer);

        tenant.change(call, entry);

        assertThat(tenant.entry(call)).contains(entry);
    }

    @Test
    default void changeShouldBeToldWhatIsKept() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        List<RecordingCatalog.Known> seen = new ArrayList<>();
        Entry first = tenant.ready(call);
        Entry second = Entries.gone(tenant, call, Recording.State.DELETED);

        storage()
                .recordingCatalog()
                .change(
                        tenant.id(),
                        call,
                        known -> {
                            seen.add(known);
                            return Optional.of(second);
                        },
                        Optional.empty());

        assertThat(seen).isNotEmpty().containsOnly(new RecordingCatalog.Known(Optional.of(first), false));
    }

    @Test
    default void anEntryThatStaysShouldLeaveNoTrace() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Entry entry = tenant.ready(call);
        long told = Entries.told(tenant);

        assertThat(storage()
                        .recordingCatalog()
                        .change(tenant.id(), call, RecordingCatalog.Known::entry, Optional.of(Entries.deleted(call))))
                .contains(entry);

        assertThat(Entries.audit(tenant)).isEmpty();
        assertThat(Entries.told(tenant)).isEqualTo(told);
        assertThat(tenant.entry(call)).contains(entry);
    }

    @Test
    default void noEntryShouldComeOfNone() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        assertThat(storage()
                        .recordingCatalog()
                        .change(tenant.id(), call, RecordingCatalog.Known::entry, Optional.of(Entries.deleted(call))))
                .isEmpty();

        assertThat(tenant.entry(call)).isEmpty();
        assertThat(Entries.audit(tenant)).isEmpty();
    }

    @Test
    default void changeThatLosesOrMovesAnEntryShouldBeRefused() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId other = tenant.add(report("c2"));
        Entry entry = tenant.ready(call);
        RecordingCatalog catalog = storage().recordingCatalog();
        List<Optional<Entry>> wrong = List.of(
                Optional.empty(),
                Optional.of(Entry.expected(tenant.id(), other, Optional.empty())),
                Optional.of(Entry.expected(Tenant.newId(), call, Optional.empty())),
                Optional.of(Entry.ready(tenant.id(), call, tenant.audio(other, 1), Optional.empty())));

        assertThat(wrong)
                .allSatisfy(after -> assertThatThrownBy(() ->
                                catalog.change(tenant.id(), call, known -> after, Optional.of(Entries.deleted(call))))
                        .isInstanceOf(IllegalStateException.class));

        assertThat(tenant.entry(call)).contains(entry);
        assertThat(tenant.entry(other)).isEmpty();
        assertThat(Entries.audit(tenant)).isEmpty();
    }

    @Test
    default void whatAChangeThrowsShouldBeThrownAndChangeNothing() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Entry entry = tenant.ready(call);
        RefusedException refused = new RefusedException("no");

        assertThatThrownBy(() -> storage()
                        .recordingCatalog()
                        .change(
                                tenant.id(),
                                call,
                                known -> {
                                    throw refused;
                                },
                                Optional.of(Entries.deleted(call))))
                .isSameAs(refused);

        assertThat(tenant.entry(call)).contains(entry);
        assertThat(Entries.audit(tenant)).isEmpty();
    }

    @Test
    default void changeShouldThrowForAnUnknownCall() {
        Tenant tenant = Tenant.of(storage());
        CallId call = new CallId(UUID.randomUUID());

        assertThatThrownBy(() -> tenant.ready(call)).isInstanceOf(NotFoundException.class);
        assertThat(tenant.entry(call)).isEmpty();
    }

    @Test
    default void changesOfOneCallShouldComeOneAfterTheOther() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        Race.run(8, i -> {
            for (int n = 0; n < 4; n++) {
                storage()
                        .recordingCatalog()
                        .change(tenant.id(), call, known -> next(tenant, call, known), record(call));
            }
            return i;
        });

        assertThat(tenant.entry(call).map(Entry::tries)).contains(31);
        assertThat(Entries.audit(tenant)).hasSize(32);
        assertThat(Entries.told(tenant)).isEqualTo(32);
    }

    @Test
    default void everyAudioThatEightThreadsReplaceShouldBeDiscardedOnce() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        List<Recording.Audio> audio =
                Stream.generate(() -> tenant.audio(call, 1)).limit(8).toList();

        Race.run(8, i -> tenant.ready(call, audio.get(i)));

        Recording.Audio last = tenant.entry(call).flatMap(Entry::audio).orElseThrow();
        List<RecordingStore.Key> rest = storage().recordingCatalog().discarded(100_000).stream()
                .filter(key -> key.project().equals(tenant.id()))
                .toList();
        assertThat(Stream.concat(rest.stream(), Stream.of(last.key())))
                .as("every audio is either the last one or discarded once, so that its bytes can be deleted")
                .containsExactlyInAnyOrderElementsOf(
                        audio.stream().map(Recording.Audio::key).toList());
    }

    @Test
    default void recordingsShouldNotBeSeenInAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.ready(call);
        Tenant other = Tenant.of(storage());

        assertThat(other.entry(call)).isEmpty();
        assertThat(storage().recordingCatalog().find(Tenant.newId(), call)).isEmpty();
        assertThatThrownBy(() -> other.ready(call)).isInstanceOf(NotFoundException.class);
    }

    @Test
    default void recordingShouldStayWhenTheCallMovesToAnotherCustomer() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1").customerNumber("+442079460958"));
        Entry entry = tenant.ready(call);

        tenant.add(report("c1").customerNumber("+442079460111").reportedAt(Tenant.NOON));

        assertThat(tenant.entry(call)).contains(entry);
        assertThat(tenant.card(call).recording()).contains(entry);
    }

    @Test
    default void thoseWhoFollowTheLogShouldBeToldOfWhatPeopleSee() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Entry first = Entry.ready(tenant.id(), call, tenant.audio(call, 1), Optional.empty());
        List<Entry> seen = List.of(
                Entries.waiting(tenant, call, Recording.State.FAILED, Optional.empty()),
                Entry.waiting(tenant.id(), call, Recording.State.FAILED, Optional.of("because"), 4, Optional.empty()),
                first,
                first.requested(Entries.ANN),
                first.available(Entries.LAST));
        List<Entry> unseen = List.of(
                first.available(Entries.LAST).due(Optional.of(Entries.LAST)),
                first.available(Entries.LAST).heard(),
                first.available(Entries.LAST).due(Optional.of(Tenant.NOON)));

        seen.forEach(entry -> tenant.change(call, entry));
        assertThat(Entries.told(tenant)).isEqualTo(seen.size());
        unseen.forEach(entry -> tenant.change(call, entry));
        assertThat(Entries.told(tenant)).isEqualTo(seen.size());
        assertThat(tenant.entry(call)).contains(unseen.get(2));
    }

    private static Optional<AuditRecord> record(CallId call) {
        return Optional.of(Entries.deleted(call));
    }

    private static Optional<Entry> next(Tenant tenant, CallId call, RecordingCatalog.Known known) {
        int tries = known.entry().map(entry -> entry.tries() + 1).orElse(0);
        return Optional.of(
                Entry.waiting(tenant.id(), call, Recording.State.FAILED, Optional.empty(), tries, Optional.empty()));
    }
}
