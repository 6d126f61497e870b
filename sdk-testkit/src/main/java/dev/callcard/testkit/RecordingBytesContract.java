package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.AudioAnalyzer.Analysis;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.sharing.ShareLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link RecordingCatalog} knows of the bytes of recordings. */
public interface RecordingBytesContract extends StorageFixture {
    @Test
    default void bytesThatAreReplacedShouldBeDiscardedWithTheirAnalysis() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        RecordingStore.Key first = key(tenant.ready(call));
        storage().recordingCatalog().saveAnalysis(first, Entries.analysis(1));
        assertThat(discarded(tenant)).isEmpty();

        RecordingStore.Key second = key(tenant.ready(call));

        assertThat(discarded(tenant)).containsExactly(first);
        assertThat(storage().recordingCatalog().analysis(first)).isEmpty();
        assertThat(tenant.entry(call).map(Entry::analysed)).contains(false);
        assertThat(storage().recordingCatalog().known(List.of(first, second))).containsExactlyInAnyOrder(first, second);
    }

    @ParameterizedTest
    @EnumSource(
            value = Recording.State.class,
            names = {"DELETED", "EXPIRED"})
    default void recordingThatGoesShouldTakeEverythingWithIt(Recording.State state) {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId other = tenant.add(report("c2"));
        RecordingStore.Key bytes = key(tenant.ready(call));
        RecordingStore.Key bytesOfOther = key(tenant.ready(other));
        for (RecordingStore.Key key : List.of(bytes, bytesOfOther)) {
            storage().recordingCatalog().saveAnalysis(key, Entries.analysis(1));
        }
        ShareLink link = Entries.share(tenant, call, "a");
        ShareLink linkOfOther = Entries.share(tenant, other, "b");
        long told = Entries.told(tenant);
        AuditRecord record = Entries.deleted(call);

        storage()
                .recordingCatalog()
                .change(
                        tenant.id(),
                        call,
                        known -> Optional.of(Entries.gone(tenant, call, state)),
                        Optional.of(record));

        assertThat(discarded(tenant)).containsExactly(bytes);
        assertThat(storage().recordingCatalog().analysis(bytes)).isEmpty();
        assertThat(storage().recordingCatalog().analysis(bytesOfOther)).isPresent();
        assertThat(storage().shareLinks().list(tenant.id(), call, 10))
                .as("links like " + link)
                .isEmpty();
        assertThat(storage().shareLinks().list(tenant.id(), other, 10)).containsExactly(linkOfOther);
        assertThat(Entries.audit(tenant)).contains(record);
        assertThat(Entries.told(tenant)).isEqualTo(told + 1);
    }

    @Test
    default void discardedBytesShouldBeListedOldestFirstUntilTheyAreForgotten() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        List<RecordingStore.Key> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            keys.add(key(tenant.ready(call)));
        }
        RecordingCatalog catalog = storage().recordingCatalog();

        assertThat(discarded(tenant)).isEqualTo(keys.subList(0, 3));
        assertThat(catalog.discarded(2))
                .hasSize(2)
                .isEqualTo(catalog.discarded(3).subList(0, 2));
        catalog.forget(keys.get(1));
        catalog.forget(keys.get(1));
        catalog.forget(keys.get(3));

        assertThat(discarded(tenant)).containsExactly(keys.get(0), keys.get(2));
        assertThat(tenant.entry(call).map(RecordingBytesContract::key)).contains(keys.get(3));
    }

    @Test
    default void bytesShouldBeKnownAsLongAsSomethingNamesThem() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId ofOther = other.add(report("c1"));
        RecordingStore.Key replaced = key(tenant.ready(call));
        RecordingStore.Key forgotten = key(tenant.ready(call));
        RecordingStore.Key named = key(tenant.ready(call));
        RecordingStore.Key namedByOther = key(other.ready(ofOther));
        RecordingCatalog catalog = storage().recordingCatalog();
        catalog.forget(forgotten);
        List<RecordingStore.Key> asked = new ArrayList<>(List.of(
                replaced,
                forgotten,
                named,
                namedByOther,
                new RecordingStore.Key(other.id(), call, named.version()),
                new RecordingStore.Key(tenant.id(), ofOther, named.version())));
        for (int i = 0; i < 300; i++) {
            asked.add(new RecordingStore.Key(tenant.id(), call, UUID.randomUUID()));
        }

        assertThat(catalog.known(asked)).containsExactlyInAnyOrder(replaced, named, namedByOther);
        assertThat(catalog.known(Set.of())).isEmpty();
    }

    @Test
    default void recordingsShouldBeListedByCallPageAfterPage() {
        Tenant tenant = Tenant.of(storage());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            entries.add(tenant.ready(tenant.add(report("c" + i))));
        }
        CallId waiting = tenant.add(report("w"));
        tenant.change(waiting, Entry.expected(tenant.id(), waiting, Optional.of(NOON)));
        CallId deleted = tenant.add(report("d"));
        tenant.change(deleted, Entries.gone(tenant, deleted, Recording.State.DELETED));
        Tenant other = Tenant.of(storage());
        other.ready(other.add(report("c1")));
        entries.sort(Comparator.comparing(entry -> entry.call().toString()));

        for (int limit : new int[] {1, 3, 7, 500}) {
            assertThat(Tenant.all(limit, page -> storage().recordingCatalog().list(tenant.id(), page)))
                    .isEqualTo(entries);
        }
        assertThat(storage()
                        .recordingCatalog()
                        .list(Tenant.newId(), PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    default void listOfRecordingsShouldRefuseCursorsOfOthers() {
        Tenant tenant = Tenant.of(storage());
        for (int i = 0; i < 2; i++) {
            tenant.ready(tenant.add(answered("c" + i, "+442079460958", NOON)));
        }
        PageRequest first = PageRequest.first(1);
        Page<Entry> page = storage().recordingCatalog().list(tenant.id(), first);
        LogFilter all = LogFilter.builder().build();
        String ofLog = storage().log().read(tenant.project(), all, first).next().orElseThrow();

        for (String cursor : List.of(ofLog, "", "x", page.next().orElseThrow() + "0", "recordings.", "audit.x")) {
            assertThatThrownBy(() ->
                            storage().recordingCatalog().list(tenant.id(), new PageRequest(Optional.of(cursor), 1)))
                    .as(cursor)
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> storage().log().read(tenant.project(), all, new PageRequest(page.next(), 1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void analysisShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Entry entry = tenant.change(
                        call,
                        Entry.ready(tenant.id(), call, tenant.audio(call, 1), Optional.of(NOON))
                                .requested(Entries.ANN))
                .orElseThrow();
        List<Integer> up =
                IntStream.range(0, Analysis.MOST_PEAKS).mapToObj(i -> i % 256).toList();
        List<Integer> down = IntStream.range(0, Analysis.MOST_PEAKS)
                .mapToObj(i -> 255 - i % 256)
                .toList();
        Analysis most = new Analysis(
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                1.0 / 3,
                true,
                List.of(new Analysis.Channel(up, 0), new Analysis.Channel(down, 1)));
        Analysis least = new Analysis(1, 0, 1, 0, false, List.of(new Analysis.Channel(List.of(), Double.MIN_VALUE)));
        RecordingCatalog catalog = storage().recordingCatalog();
        long told = Entries.told(tenant);

        assertThat(catalog.analysis(key(entry))).isEmpty();
        catalog.saveAnalysis(key(entry), most);
        assertThat(catalog.analysis(key(entry))).contains(most);
        assertThat(tenant.entry(call)).contains(entry.heard());
        catalog.saveAnalysis(key(entry), least);
        assertThat(catalog.analysis(key(entry))).contains(least);
        assertThat(Entries.told(tenant)).isEqualTo(told);
    }

    @Test
    default void analysisOfBytesThatNothingNamesShouldNotBeKept() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        RecordingStore.Key replaced = key(tenant.ready(call));
        Entry entry = tenant.ready(call);
        Tenant other = Tenant.of(storage());
        List<RecordingStore.Key> unknown = List.of(
                replaced,
                new RecordingStore.Key(other.id(), call, key(entry).version()),
                new RecordingStore.Key(Tenant.newId(), call, key(entry).version()),
                new RecordingStore.Key(tenant.id(), new CallId(UUID.randomUUID()), UUID.randomUUID()));
        RecordingCatalog catalog = storage().recordingCatalog();

        for (RecordingStore.Key key : unknown) {
            catalog.saveAnalysis(key, Entries.analysis(1));
            assertThat(catalog.analysis(key)).as(key.path()).isEmpty();
        }

        assertThat(tenant.entry(call)).contains(entry);
        assertThat(catalog.analysis(key(entry))).isEmpty();
    }

    private List<RecordingStore.Key> discarded(Tenant tenant) {
        return storage().recordingCatalog().discarded(100_000).stream()
                .filter(key -> key.project().equals(tenant.id()))
                .toList();
    }

    private static RecordingStore.Key key(Entry entry) {
        return entry.audio().orElseThrow().key();
    }
}
