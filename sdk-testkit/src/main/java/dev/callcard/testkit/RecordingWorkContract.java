package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingCatalog.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How every {@link RecordingCatalog} hands out what is to be done. */
public interface RecordingWorkContract extends StorageFixture {
    @Test
    default void expectShouldMakeEntriesForCallsThatHaveNone() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(tenant.add(report("c" + i)));
        }
        List<CallId> asked = new ArrayList<>(calls);
        CallId unknown = new CallId(UUID.randomUUID());
        CallId ofOther = other.add(report("c1"));
        asked.addAll(List.of(calls.get(0), unknown, ofOther));

        storage().recordingCatalog().expect(tenant.id(), asked, NOON.plusNanos(999));
        storage().recordingCatalog().expect(tenant.id(), List.of(), NOON);

        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(tenant.entry(call)).contains(Entry.expected(tenant.id(), call, Optional.of(NOON))));
        assertThat(tenant.entry(unknown)).isEmpty();
        assertThat(tenant.entry(ofOther)).isEmpty();
        assertThat(other.entry(ofOther)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Recording.State.class,
            names = {"ABSENT", "FAILED"})
    default void expectShouldReviveWhatWasGivenUp(Recording.State state) {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.change(call, Entries.waiting(tenant, call, state, Optional.empty()));
        long told = Entries.told(tenant);

        storage().recordingCatalog().expect(tenant.id(), List.of(call), NOON);

        assertThat(tenant.entry(call)).contains(Entry.expected(tenant.id(), call, Optional.of(NOON)));
        assertThat(Entries.told(tenant)).isEqualTo(told + 1);
    }

    @Test
    default void expectShouldReviveAnAbsentOneThatIsDue() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.change(call, Entries.waiting(tenant, call, Recording.State.ABSENT, Optional.of(Tenant.LATER)));

        storage().recordingCatalog().expect(tenant.id(), List.of(call), NOON);

        assertThat(tenant.entry(call)).contains(Entry.expected(tenant.id(), call, Optional.of(NOON)));
    }

    @Test
    default void expectShouldLeaveEveryOtherEntryAsItIs() {
        Tenant tenant = Tenant.of(storage());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            CallId call = tenant.add(report("c" + i));
            Optional<Instant> later = Optional.of(Tenant.LATER);
            Entry entry = switch (i) {
                case 0 -> Entry.ready(tenant.id(), call, tenant.audio(call, 1), Optional.empty());
                case 1 -> Entries.gone(tenant, call, Recording.State.DELETED);
                case 2 -> Entries.gone(tenant, call, Recording.State.EXPIRED);
                case 3 -> Entry.expected(tenant.id(), call, Optional.empty());
                case 4 -> Entries.waiting(tenant, call, Recording.State.EXPECTED, later);
                case 5 -> Entries.waiting(tenant, call, Recording.State.FETCHING, Optional.empty());
                default -> Entries.waiting(tenant, call, Recording.State.FAILED, later);
            };
            entries.add(tenant.change(call, entry).orElseThrow());
        }
        long told = Entries.told(tenant);

        storage()
                .recordingCatalog()
                .expect(tenant.id(), entries.stream().map(Entry::call).toList(), NOON);

        assertThat(entries)
                .allSatisfy(entry -> assertThat(tenant.entry(entry.call())).contains(entry));
        assertThat(Entries.told(tenant)).isEqualTo(told);
    }

    @Test
    default void expectAndChangeShouldNotBeInEachOthersWay() {
        Tenant tenant = Tenant.of(storage());
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(tenant.add(report("c" + i)));
        }

        Race.run(8, i -> {
            List<CallId> own = new ArrayList<>(calls);
            Collections.shuffle(own, new Random(i));
            if (i % 2 == 0) {
                storage().recordingCatalog().expect(tenant.id(), own, NOON);
            } else {
                own.forEach(tenant::ready);
            }
            return i;
        });

        assertThat(calls)
                .allSatisfy(call -> assertThat(tenant.entry(call).map(Entry::state))
                        .as("whoever expects never undoes what has arrived")
                        .contains(Recording.State.READY));
    }

    @Test
    default void claimShouldGiveWhatIsDueTheLongestDueFirst() {
        Tenant tenant = Tenant.of(storage());
        List<Entry> due = new ArrayList<>();
        for (int second : new int[] {3, 1, 2, 0}) {
            due.add(dueAt(tenant, "c" + second, NOON.plusSeconds(second)));
        }
        Entry later = dueAt(tenant, "later", NOON.plusSeconds(3).plusNanos(1_000));
        CallId never = tenant.add(report("never"));
        Entry idle = tenant.ready(never);
        long told = Entries.told(tenant);
        Instant until = NOON.plusSeconds(60);

        List<Entry> claimed = claim(tenant, NOON.plusSeconds(3), until);

        assertThat(claimed)
                .containsExactly(
                        due.get(3).due(Optional.of(until)),
                        due.get(1).due(Optional.of(until)),
                        due.get(2).due(Optional.of(until)),
                        due.get(0).due(Optional.of(until)));
        assertThat(claimed)
                .allSatisfy(entry -> assertThat(tenant.entry(entry.call())).contains(entry));
        assertThat(tenant.entry(later.call())).contains(later);
        assertThat(tenant.entry(never)).contains(idle);
        assertThat(Entries.told(tenant)).isEqualTo(told);
    }

    @Test
    default void claimShouldGiveNoMoreThanAskedFor() {
        Tenant tenant = Tenant.of(storage());
        Instant old = Instant.parse("1990-01-01T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            dueAt(tenant, "c" + i, old.plusSeconds(i));
        }

        List<Entry> first = storage().recordingCatalog().claim(old.plusSeconds(10), NOON, 3);

        assertThat(first).extracting(Entry::call).containsExactly(id(tenant, "c0"), id(tenant, "c1"), id(tenant, "c2"));
        assertThat(storage().recordingCatalog().claim(old.plusSeconds(10), NOON, 3))
                .extracting(Entry::call)
                .containsExactly(id(tenant, "c3"), id(tenant, "c4"));
    }

    @Test
    default void whatWasClaimedShouldBeDueAgainUnlessSomebodyChangesThat() {
        Tenant tenant = Tenant.of(storage());
        Entry done = dueAt(tenant, "done", NOON);
        Entry killed = dueAt(tenant, "killed", NOON);
        Instant until = NOON.plusSeconds(60);
        assertThat(claim(tenant, NOON, until)).hasSize(2);

        tenant.change(done.call(), done.due(Optional.empty()));

        assertThat(claim(tenant, until.minusNanos(1_000), Tenant.LATER)).isEmpty();
        assertThat(claim(tenant, until, Tenant.LATER)).containsExactly(killed.due(Optional.of(Tenant.LATER)));
    }

    @Test
    default void claimShouldGiveEachEntryToOneOfEightThreads() {
        Tenant tenant = Tenant.of(storage());
        for (int i = 0; i < 40; i++) {
            dueAt(tenant, "c" + i, NOON.plusMillis(i / 4));
        }
        Instant until = NOON.plusSeconds(60);

        for (Instant now : List.of(NOON.plusSeconds(1), until)) {
            List<CallId> claimed = Race.run(8, i -> claim(tenant, now, now.plusSeconds(59))).stream()
                    .flatMap(List::stream)
                    .map(Entry::call)
                    .toList();
            assertThat(claimed).hasSize(40).doesNotHaveDuplicates();
        }
    }

    @Test
    default void claimThatPutsNothingOffShouldBeRefused() {
        RecordingCatalog catalog = storage().recordingCatalog();

        assertThatThrownBy(() -> catalog.claim(NOON, NOON, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> catalog.claim(NOON, NOON.plusNanos(999), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void lookAgainShouldMakeAllThatHasAudioDue() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        Entry idle = tenant.ready(tenant.add(report("c1")));
        Entry later = tenant.change(
                        idle(tenant, "c2").call(), idle(tenant, "c2").due(Optional.of(Tenant.LATER)))
                .orElseThrow();
        Entry sooner = tenant.change(
                        idle(tenant, "c3").call(), idle(tenant, "c3").due(Optional.of(NOON.minusSeconds(1))))
                .orElseThrow();
        CallId deleted = tenant.add(report("c4"));
        tenant.change(deleted, Entries.gone(tenant, deleted, Recording.State.DELETED));
        CallId failed = tenant.add(report("c5"));
        tenant.change(failed, Entries.waiting(tenant, failed, Recording.State.FAILED, Optional.empty()));
        Entry ofOther = other.ready(other.add(report("c1")));
        long told = Entries.told(tenant);

        storage().recordingCatalog().lookAgain(tenant.id(), Optional.empty(), NOON);

        assertThat(tenant.entry(idle.call())).contains(idle.due(Optional.of(NOON)));
        assertThat(tenant.entry(later.call())).contains(later.due(Optional.of(NOON)));
        assertThat(tenant.entry(sooner.call())).contains(sooner);
        assertThat(tenant.entry(deleted).flatMap(Entry::dueAt)).isEmpty();
        assertThat(tenant.entry(failed).flatMap(Entry::dueAt)).isEmpty();
        assertThat(other.entry(ofOther.call())).contains(ofOther);
        assertThat(Entries.told(tenant)).isEqualTo(told);
    }

    @Test
    default void lookAgainShouldMakeWhatACustomerHasDue() {
        Tenant tenant = Tenant.of(storage());
        Entry first = tenant.ready(tenant.add(report("c1").customerNumber("+442079460958")));
        Entry second = tenant.ready(tenant.add(report("c2").customerNumber("+442079460958")));
        CallId waiting = tenant.add(report("c3").customerNumber("+442079460958"));
        tenant.change(waiting, Entry.expected(tenant.id(), waiting, Optional.empty()));
        Entry ofOther = tenant.ready(tenant.add(report("c4").customerNumber("+442079460111")));

        storage()
                .recordingCatalog()
                .lookAgain(tenant.id(), Optional.of(tenant.call(first.call()).customer()), NOON);

        assertThat(tenant.entry(first.call())).contains(first.due(Optional.of(NOON)));
        assertThat(tenant.entry(second.call())).contains(second.due(Optional.of(NOON)));
        assertThat(tenant.entry(waiting).flatMap(Entry::dueAt)).isEmpty();
        assertThat(tenant.entry(ofOther.call())).contains(ofOther);
    }

    @Test
    default void reconciliationShouldBeDueAtOnceAndThenWhenSaid() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        RecordingCatalog catalog = storage().recordingCatalog();
        Instant until = NOON.plusSeconds(60);

        assertThat(reconciliations(NOON, until))
                .contains(tenant.id(), other.id())
                .doesNotHaveDuplicates();
        assertThat(reconciliations(until.minusNanos(1_000), Tenant.LATER)).isEmpty();
        catalog.reconcileAt(tenant.id(), Tenant.LATER.plusSeconds(1));
        catalog.reconcileAt(Tenant.newId(), NOON);

        assertThat(reconciliations(Tenant.LATER, Tenant.LATER.plusSeconds(2)))
                .contains(other.id())
                .doesNotContain(tenant.id());
        assertThat(reconciliations(Tenant.LATER.plusSeconds(1), Tenant.LATER.plusSeconds(2)))
                .containsExactly(tenant.id());
    }

    @Test
    default void reconciliationShouldBeGivenToOneOfEightThreads() {
        List<ProjectId> created = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            created.add(Tenant.of(storage()).id());
        }
        Instant until = NOON.plusSeconds(60);
        for (Instant now : List.of(NOON, until)) {
            List<ProjectId> claimed = Race.run(8, i -> reconciliations(now, now.plusSeconds(60))).stream()
                    .flatMap(List::stream)
                    .toList();
            List<ProjectId> all = new ArrayList<>(claimed);
            all.addAll(reconciliations(now, now.plusSeconds(60)));
            assertThat(all).doesNotHaveDuplicates().containsAll(created);
        }
    }

    @Test
    default void claimOfAProjectThatPutsNothingOffShouldBeRefused() {
        assertThatThrownBy(() -> storage().recordingCatalog().claimReconciliation(NOON, NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** All projects that are due, those of other tests too. */
    private List<ProjectId> reconciliations(Instant now, Instant until) {
        List<ProjectId> due = new ArrayList<>();
        Optional<ProjectId> next = storage().recordingCatalog().claimReconciliation(now, until);
        while (next.isPresent()) {
            due.add(next.get());
            next = storage().recordingCatalog().claimReconciliation(now, until);
        }
        return due;
    }

    private static CallId id(Tenant tenant, String name) {
        return tenant.add(report(name));
    }

    private static Entry idle(Tenant tenant, String name) {
        CallId call = id(tenant, name);
        return tenant.entry(call).orElseGet(() -> tenant.ready(call));
    }

    private static Entry dueAt(Tenant tenant, String name, Instant at) {
        CallId call = id(tenant, name);
        return tenant.change(call, Entry.expected(tenant.id(), call, Optional.of(at)))
                .orElseThrow();
    }

    /** All that is due of a project; what other projects have goes to nobody. */
    private List<Entry> claim(Tenant tenant, Instant now, Instant until) {
        List<Entry> own = new ArrayList<>();
        List<Entry> claimed;
        do {
            claimed = storage().recordingCatalog().claim(now, until, 10);
            claimed.stream()
                    .filter(entry -> entry.project().equals(tenant.id()))
                    .forEach(own::add);
        } while (!claimed.isEmpty());
        return own;
    }
}
