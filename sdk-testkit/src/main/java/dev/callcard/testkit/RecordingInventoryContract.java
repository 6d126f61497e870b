package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingInventory;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RecordingInventory} does. */
public interface RecordingInventoryContract {
    /**
     * The store under test, whose clock is right; its {@link RecordingInventory} is what is tested.
     *
     * @return an open store, the same one as long as a test runs; it may hold recordings of other tests
     */
    RecordingStore recordingStore();

    /**
     * The ability under test.
     *
     * @return the store itself, unless overridden
     */
    default RecordingInventory inventory() {
        return (RecordingInventory) recordingStore();
    }

    @Test
    default void listShouldTellWhatIsStored() {
        RecordingStore.Key key = store(Tenant.newId(), 3);

        Page<RecordingInventory.Entry> page = inventory().list(key.project(), PageRequest.first());

        assertThat(page.next()).isEmpty();
        assertThat(page.items()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(key);
            assertThat(entry.sizeBytes()).isEqualTo(3);
            assertThat(entry.storedAt()).isCloseTo(Clock.systemUTC().instant(), within(2, ChronoUnit.MINUTES));
        });
    }

    @Test
    default void listShouldBeEmptyForAProjectWithoutRecordings() {
        assertThat(inventory().list(Tenant.newId(), PageRequest.first()))
                .isEqualTo(new Page<RecordingInventory.Entry>(List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7, 8})
    default void listShouldTellEverythingOncePageByPage(int limit) {
        ProjectId project = Tenant.newId();
        List<RecordingStore.Key> stored = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            stored.add(store(project, 1 + i));
        }

        assertThat(keys(project, limit)).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    default void listShouldTellVersionsOfOneCallApart() {
        RecordingStore.Key first = store(Tenant.newId(), 1);
        RecordingStore.Key second = new RecordingStore.Key(first.project(), first.call(), UUID.randomUUID());
        put(second, 2);

        assertThat(keys(first.project(), 1)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    default void listShouldKeepProjectsApart() {
        ProjectId project = Tenant.newId();
        ProjectId longer = ProjectId.of(project + "-2");
        RecordingStore.Key own = store(project, 1);
        RecordingStore.Key other = store(longer, 2);

        assertThat(keys(project, 10)).containsExactly(own);
        assertThat(keys(longer, 10)).containsExactly(other);
    }

    @Test
    default void listShouldNotTellWhatWasDeleted() {
        ProjectId project = Tenant.newId();
        RecordingStore.Key kept = store(project, 1);
        recordingStore().delete(store(project, 1));

        assertThat(keys(project, 10)).containsExactly(kept);
    }

    @Test
    default void listShouldGoOnAfterARecordingThatWasDeleted() {
        ProjectId project = Tenant.newId();
        for (int i = 0; i < 6; i++) {
            store(project, 1);
        }
        Page<RecordingInventory.Entry> first = inventory().list(project, PageRequest.first(3));

        first.items().forEach(entry -> recordingStore().delete(entry.key()));

        assertThat(inventory().list(project, new PageRequest(first.next(), 10)).items())
                .hasSize(3)
                .doesNotContainAnyElementsOf(first.items());
    }

    @Test
    default void listShouldNotTellWhatFailedHalfWay() {
        ProjectId project = Tenant.newId();

        assertThatThrownBy(() -> recordingStore()
                        .put(newKey(project), new Failing(200_000, new IOException("the line went dead")), 1 << 20))
                .isInstanceOf(IOException.class);

        assertThat(keys(project, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc/passwd", "p-/", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    default void listShouldRefuseACursorOfNobody(String cursor) {
        assertThatThrownBy(() -> inventory().list(Tenant.newId(), new PageRequest(Optional.of(cursor), 5)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void listShouldRefuseTheCursorOfAnotherProject() {
        ProjectId project = Tenant.newId();
        store(project, 1);
        store(project, 1);
        Optional<String> cursor =
                inventory().list(project, PageRequest.first(1)).next();

        assertThat(cursor).isPresent();
        assertThatThrownBy(() -> inventory().list(Tenant.newId(), new PageRequest(cursor, 5)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void discardUnfinishedShouldLeaveWhatIsStored() {
        RecordingStore.Key key = store(Tenant.newId(), 3);

        int discarded = inventory().discardUnfinished(key.project(), Instant.parse("2999-01-01T00:00:00Z"));

        assertThat(discarded).isZero();
        assertThat(keys(key.project(), 10)).containsExactly(key);
    }

    private List<RecordingStore.Key> keys(ProjectId project, int limit) {
        return Tenant.all(limit, page -> inventory().list(project, page)).stream()
                .map(RecordingInventory.Entry::key)
                .toList();
    }

    private RecordingStore.Key store(ProjectId project, int bytes) {
        RecordingStore.Key key = newKey(project);
        put(key, bytes);
        return key;
    }

    private void put(RecordingStore.Key key, int bytes) {
        try {
            recordingStore().put(key, new ByteArrayInputStream(new byte[bytes]), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordingStore.Key newKey(ProjectId project) {
        return new RecordingStore.Key(project, new CallId(TimeOrderedId.next(Clock.systemUTC())), UUID.randomUUID());
    }
}
