package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.annotation.Comment;
import dev.callcard.call.CallId;
import dev.callcard.log.LogStore.Change;
import dev.callcard.log.LogStore.Kind;
import dev.callcard.log.LogStore.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link dev.callcard.log.LogStore} tells of changes. */
public interface ChangesContract extends StorageFixture {
    @Test
    default void changesShouldTellOfCallsThatAreNewOrLookDifferent() {
        Tenant tenant = Tenant.of(storage());
        CallId first = tenant.add(report("c1"));
        CallId second = tenant.add(answered("c2", "+442079460958", NOON));
        List<Change> seen = changes(tenant, start());
        tenant.add(answered("c1", "+442079460111", NOON));
        tenant.add(answered("c2", "+442079460958", NOON));

        assertThat(kinds(changes(tenant, start()))).containsOnly(Kind.CALL);
        assertThat(calls(changes(tenant, start()))).contains(first, second);
        assertThat(calls(changesSince(tenant, seen))).containsExactly(first);
    }

    @Test
    default void changesShouldTellOfRecordings() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        List<Change> seen = changes(tenant, start());
        tenant.ready(call);

        assertThat(kinds(changesSince(tenant, seen))).containsExactly(Kind.RECORDING);
        assertThat(calls(changesSince(tenant, seen))).containsExactly(call);
    }

    @Test
    default void changesShouldTellOfEverythingThatPeopleWrite() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        List<Change> seen = changes(tenant, start());
        tenant.categorise(call, "sale");
        tenant.rateCall(call, OptionalInt.of(4));
        Comment comment = tenant.comment(call, "hello", NOON);
        storage()
                .annotations()
                .edit(
                        tenant.id(),
                        call,
                        comment.id(),
                        new Comment.Content("bye", Optional.empty()),
                        OptionalLong.empty(),
                        NOON);
        storage().annotations().delete(tenant.id(), call, comment.id(), OptionalLong.empty());

        assertThat(kinds(changesSince(tenant, seen))).hasSize(5).containsOnly(Kind.ANNOTATION);
        assertThat(calls(changesSince(tenant, seen))).containsOnly(call);
    }

    @Test
    default void changesShouldBeReadInStepsWithoutALoss() {
        Tenant tenant = Tenant.of(storage());
        List<CallId> added = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            added.add(tenant.add(report("c" + i)));
        }
        List<Change> read = new ArrayList<>();
        List<Change> step = storage().log().changes(tenant.id(), start(), 3);
        while (!step.isEmpty()) {
            assertThat(step).hasSizeLessThanOrEqualTo(3);
            read.addAll(step);
            step = storage()
                    .log()
                    .changes(tenant.id(), read.get(read.size() - 1).position(), 3);
        }

        assertThat(calls(read)).containsExactlyInAnyOrderElementsOf(added);
        assertThat(read).isSortedAccordingTo(Comparator.comparing(Change::position));
    }

    @Test
    default void changesShouldBeOfOneProject() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        tenant.add(report("c1"));

        assertThat(changes(other, start())).isEmpty();
        assertThat(storage().log().changes(Tenant.newId(), start(), 10)).isEmpty();
    }

    @Test
    default void oldChangesShouldBeForgottenInSteps() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        for (int i = 0; i < 5; i++) {
            tenant.add(report("c" + i));
        }
        other.add(report("c1"));
        List<Change> known = changes(tenant, start());
        Instant later = known.get(4).position().at().plusSeconds(1);

        storage().log().forgetChanges(known.get(0).position().at().minusSeconds(3_600), 100);
        assertThat(changes(tenant, start())).isEqualTo(known);
        storage().log().forgetChanges(later, 3);
        assertThat(changes(tenant, start())).isEqualTo(known.subList(3, 5));
        while (storage().log().forgetChanges(later, 3) > 0) {
            assertThat(changes(tenant, start())).hasSizeLessThan(2);
        }
        assertThat(changes(tenant, start())).isEmpty();
        assertThat(tenant.log(filter -> filter)).hasSize(5);
    }

    @Test
    default void logShouldGiveCertainCalls() {
        Tenant tenant = Tenant.of(storage());
        CallId first = tenant.add(answered("c1", "+442079460958", NOON));
        tenant.add(answered("c2", "+442079460958", NOON.plusSeconds(1)));
        CallId third = tenant.add(answered("c3", "+442079460958", NOON.plusSeconds(2)));

        assertThat(tenant.logged(filter -> filter.calls(Set.of(first, third)))).containsExactly(third, first);
        assertThat(tenant.logged(filter -> filter.calls(Set.of(first)).agent("nobody")))
                .isEmpty();
    }

    private static Position start() {
        return Position.before(Instant.parse("2000-01-01T00:00:00Z"));
    }

    /** Ids tell new from known: two writes may have the same time, and then any order. */
    private static List<Change> changesSince(Tenant tenant, List<Change> known) {
        return changes(tenant, start()).stream()
                .filter(change -> !known.contains(change))
                .toList();
    }

    private static List<Change> changes(Tenant tenant, Position after) {
        return tenant.storage.log().changes(tenant.id(), after, 100);
    }

    private static List<CallId> calls(List<Change> changes) {
        return changes.stream().map(Change::call).toList();
    }

    private static List<Kind> kinds(List<Change> changes) {
        return changes.stream().map(Change::kind).toList();
    }
}
