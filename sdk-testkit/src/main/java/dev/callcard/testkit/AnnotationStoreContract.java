package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.AnnotationStore;
import dev.callcard.annotation.Comment;
import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.ConflictException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link AnnotationStore} does. */
public interface AnnotationStoreContract extends StorageFixture {
    // ---- categories and ratings

    @Test
    default void findAnnotationShouldBeNoneForACallThatNobodyJudged() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(Annotation.NONE);
    }

    @Test
    default void changeAnnotationShouldSetEveryPart() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Instant at = Instant.parse("2026-10-25T01:30:00.123456Z");
        String name = "Анна 😀 " + "x".repeat(200);

        Annotation changed = storage()
                .annotations()
                .change(
                        tenant.id(),
                        call,
                        new Annotation.Change(
                                Optional.of(List.of("z", "a", "💡")),
                                Optional.of(OptionalInt.of(1)),
                                Optional.of(OptionalInt.of(5))),
                        OptionalLong.of(0),
                        name,
                        at);

        assertThat(changed)
                .isEqualTo(new Annotation(
                        1,
                        List.of("z", "a", "💡"),
                        Optional.of(new Annotation.Rating(1, name, at)),
                        Optional.of(new Annotation.Rating(5, name, at))));
        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(changed);
    }

    @Test
    default void changeAnnotationShouldLeaveOtherPartsAsTheyAre() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.categorise(call, "sale", "vip");
        Annotation before = tenant.rateManager(call, OptionalInt.of(3));

        Annotation after = tenant.rateCall(call, OptionalInt.of(4));

        assertThat(after.version()).isEqualTo(3);
        assertThat(after.categories()).containsExactly("sale", "vip");
        assertThat(after.managerRating()).isEqualTo(before.managerRating());
        assertThat(after.callRating().map(Annotation.Rating::value)).contains(4);
        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(after);
    }

    @Test
    default void changeAnnotationShouldClearAPart() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.categorise(call, "sale");
        tenant.rateManager(call, OptionalInt.of(3));
        tenant.rateCall(call, OptionalInt.of(3));

        tenant.categorise(call);
        tenant.rateManager(call, OptionalInt.empty());
        Annotation after = tenant.rateCall(call, OptionalInt.empty());

        assertThat(after).isEqualTo(new Annotation(6, List.of(), Optional.empty(), Optional.empty()));
        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(after);
    }

    @Test
    default void changeAnnotationShouldKeepTheOrderOfTheCategories() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.categorise(call, "a", "b", "c");

        assertThat(tenant.categorise(call, "c", "A", "a").categories()).containsExactly("c", "A", "a");
        assertThat(storage().annotations().find(tenant.id(), call).categories()).containsExactly("c", "A", "a");
    }

    @Test
    default void changeAnnotationShouldTakeOneVersionMoreEvenIfNothingChanges() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        assertThat(tenant.categorise(call).version()).isEqualTo(1);
        assertThat(tenant.categorise(call).version()).isEqualTo(2);
    }

    @Test
    default void changeAnnotationShouldRefuseAVersionThatIsNotStored() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Annotation before = tenant.rateCall(call, OptionalInt.of(3));

        assertConflict(1, () -> rate(tenant, call, 5, OptionalLong.of(0)));
        assertConflict(1, () -> rate(tenant, call, 5, OptionalLong.of(2)));

        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(before);
        assertThat(rate(tenant, call, 5, OptionalLong.of(1)).version()).isEqualTo(2);
    }

    @Test
    default void changeAnnotationShouldRefuseAVersionOfACallThatNobodyJudged() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        assertConflict(0, () -> rate(tenant, call, 5, OptionalLong.of(1)));

        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(Annotation.NONE);
    }

    @Test
    default void changeAnnotationShouldLetOneOfEightThreadsWinAVersion() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        for (int version = 0; version < 5; version++) {
            OptionalLong expected = OptionalLong.of(version);

            List<Boolean> won = Race.run(8, i -> {
                try {
                    rate(tenant, call, 1 + i % 5, expected);
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            });

            assertThat(won).containsOnlyOnce(true);
            assertThat(storage().annotations().find(tenant.id(), call).version())
                    .isEqualTo(version + 1);
        }
    }

    @Test
    default void changeAnnotationShouldCountEveryOneOfEightThreads() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        Race.run(8, i -> rate(tenant, call, 1 + i % 5, OptionalLong.empty()));

        assertThat(storage().annotations().find(tenant.id(), call).version()).isEqualTo(8);
    }

    @Test
    default void annotationShouldStayWhenTheCallMovesToAnotherCustomer() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1").customerNumber("+442079460958"));
        Annotation annotation = tenant.rateCall(call, OptionalInt.of(3));
        Comment comment = tenant.comment(call, "hello", NOON);

        tenant.add(report("c1").customerNumber("+442079460111").reportedAt(NOON));

        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(annotation);
        assertThat(comments(tenant, call)).containsExactly(comment);
    }

    // ---- comments

    @Test
    default void addCommentShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment comment = new Comment(
                newCommentId(),
                1,
                new Comment.Content("😀".repeat(4_999) + "\n\t", Optional.of(Duration.ofDays(2))),
                "ä".repeat(255),
                "漢".repeat(255),
                Instant.parse("2026-03-29T01:00:00.000001Z"),
                Optional.of(Instant.parse("2026-10-25T01:00:00.999999Z")));
        Comment blanks = new Comment(
                newCommentId(),
                1,
                new Comment.Content("  e\u0301 \u00e9  ", Optional.of(Duration.ofMillis(1))),
                "ann",
                "Ann",
                NOON,
                Optional.empty());

        storage().annotations().add(tenant.id(), call, comment);
        storage().annotations().add(tenant.id(), call, blanks);

        assertThat(storage().annotations().comment(tenant.id(), call, comment.id()))
                .contains(comment);
        assertThat(storage().annotations().comment(tenant.id(), call, blanks.id()))
                .contains(blanks);
    }

    @Test
    default void commentShouldBeEmptyForUnknownId() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment ofOther = tenant.comment(tenant.add(report("c2")), "hello", NOON);

        assertThat(storage().annotations().comment(tenant.id(), call, newCommentId()))
                .isEmpty();
        assertThat(storage().annotations().comment(tenant.id(), call, ofOther.id()))
                .as("a comment of another call")
                .isEmpty();
    }

    @Test
    default void editCommentShouldReplaceWhatItSays() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment before = tenant.comment(call, "before", NOON);
        Comment.Content content = new Comment.Content("after", Optional.of(Duration.ofSeconds(3)));
        Instant at = Instant.parse("2026-10-25T00:30:00.123456Z");

        Comment after = storage().annotations().edit(tenant.id(), call, before.id(), content, OptionalLong.of(1), at);

        assertThat(after)
                .isEqualTo(new Comment(
                        before.id(), 2, content, before.authorId(), before.author(), NOON, Optional.of(at)));
        assertThat(comments(tenant, call)).containsExactly(after);
    }

    @Test
    default void editCommentShouldRefuseAVersionThatIsNotStored() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment before = tenant.comment(call, "before", NOON);

        assertConflict(1, () -> edit(tenant, call, before.id(), OptionalLong.of(2)));

        assertThat(comments(tenant, call)).containsExactly(before);
    }

    @Test
    default void editCommentShouldThrowForUnknownComment() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment ofOther = tenant.comment(tenant.add(report("c2")), "hello", NOON);

        assertNotFound(() -> edit(tenant, call, newCommentId(), OptionalLong.empty()));
        assertNotFound(() -> edit(tenant, call, ofOther.id(), OptionalLong.empty()));
    }

    @Test
    default void editCommentShouldLetOneOfEightThreadsWinAVersion() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment comment = tenant.comment(call, "before", NOON);

        List<Boolean> won = Race.run(8, i -> {
            try {
                edit(tenant, call, comment.id(), OptionalLong.of(1));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(comments(tenant, call)).extracting(Comment::version).containsExactly(2L);
    }

    @Test
    default void deleteCommentShouldBeIdempotent() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment gone = tenant.comment(call, "gone", NOON);
        Comment stays = tenant.comment(call, "stays", NOON);

        storage().annotations().delete(tenant.id(), call, gone.id(), OptionalLong.of(1));
        storage().annotations().delete(tenant.id(), call, gone.id(), OptionalLong.of(1));
        storage().annotations().delete(tenant.id(), call, gone.id(), OptionalLong.empty());

        assertThat(comments(tenant, call)).containsExactly(stays);
        assertThat(storage().annotations().comment(tenant.id(), call, gone.id()))
                .isEmpty();
    }

    @Test
    default void deleteCommentShouldRefuseAVersionThatIsNotStored() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Comment comment = tenant.comment(call, "stays", NOON);

        assertConflict(1, () -> storage().annotations().delete(tenant.id(), call, comment.id(), OptionalLong.of(2)));

        assertThat(comments(tenant, call)).containsExactly(comment);
    }

    @Test
    default void deleteCommentShouldNotTouchACommentOfAnotherCall() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId other = tenant.add(report("c2"));
        Comment comment = tenant.comment(other, "stays", NOON);

        storage().annotations().delete(tenant.id(), call, comment.id(), OptionalLong.empty());

        assertThat(comments(tenant, other)).containsExactly(comment);
    }

    @Test
    default void commentsShouldBeNewestFirstAndTheGreaterIdFirstAtOneInstant() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        IntStream.range(0, 25).forEach(i -> tenant.comment(call, "comment " + i, NOON.plusSeconds(i % 4)));
        tenant.comment(tenant.add(report("c2")), "of another call", NOON);

        List<Comment> comments = comments(tenant, call);

        assertThat(comments).hasSize(25).doesNotHaveDuplicates();
        assertThat(comments)
                .isSortedAccordingTo(Comparator.comparing(Comment::createdAt)
                        .thenComparing(comment -> comment.id().toString())
                        .reversed());
    }

    @Test
    default void commentsShouldRefuseACursorThatIsNone() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        assertThatThrownBy(() -> storage()
                        .annotations()
                        .comments(tenant.id(), call, new PageRequest(Optional.of("nonsense"), 10)))
                .isInstanceOf(InvalidInputException.class);
    }

    // ---- calls that are not there

    @Test
    default void annotationsShouldThrowForAnUnknownCall() {
        Tenant tenant = Tenant.of(storage());

        assertNothingFound(tenant.id(), new CallId(UUID.randomUUID()), newCommentId());
    }

    @Test
    default void annotationsShouldThrowForACallOfAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Annotation annotation = tenant.categorise(call, "sale");
        Comment comment = tenant.comment(call, "hello", NOON);

        assertNothingFound(Tenant.of(storage()).id(), call, comment.id());

        assertThat(storage().annotations().find(tenant.id(), call)).isEqualTo(annotation);
        assertThat(comments(tenant, call)).containsExactly(comment);
    }

    @Test
    default void annotationsShouldThrowInAProjectThatDoesNotExist() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        assertNothingFound(Tenant.newId(), call, newCommentId());
    }

    private void assertNothingFound(ProjectId project, CallId call, Comment.Id comment) {
        AnnotationStore annotations = storage().annotations();
        Annotation.Change change = new Annotation.Change(Optional.of(List.of("x")), Optional.empty(), Optional.empty());
        Comment.Content content = new Comment.Content("hello", Optional.empty());
        Comment added = new Comment(newCommentId(), 1, content, "ann", "Ann", NOON, Optional.empty());
        assertNotFound(() -> annotations.find(project, call));
        assertNotFound(() -> annotations.change(project, call, change, OptionalLong.empty(), "Ann", NOON));
        assertNotFound(() -> annotations.change(project, call, change, OptionalLong.of(7), "Ann", NOON));
        assertNotFound(() -> annotations.add(project, call, added));
        assertNotFound(() -> annotations.comment(project, call, comment));
        assertNotFound(() -> annotations.edit(project, call, comment, content, OptionalLong.empty(), NOON));
        assertNotFound(() -> annotations.delete(project, call, comment, OptionalLong.empty()));
        assertNotFound(() -> annotations.comments(project, call, PageRequest.first()));
    }

    private static void assertNotFound(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(NotFoundException.class);
    }

    private static void assertConflict(long actualVersion, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.actualVersion()).isEqualTo(actualVersion));
    }

    private static Comment.Id newCommentId() {
        return new Comment.Id(TimeOrderedId.next(Clock.systemUTC()));
    }

    private static List<Comment> comments(Tenant tenant, CallId call) {
        return Tenant.all(3, page -> tenant.storage.annotations().comments(tenant.id(), call, page));
    }

    private static Annotation rate(Tenant tenant, CallId call, int value, OptionalLong expected) {
        Annotation.Change change =
                new Annotation.Change(Optional.empty(), Optional.empty(), Optional.of(OptionalInt.of(value)));
        return tenant.storage.annotations().change(tenant.id(), call, change, expected, "Ann", NOON);
    }

    private static Comment edit(Tenant tenant, CallId call, Comment.Id comment, OptionalLong expected) {
        Comment.Content content = new Comment.Content("after", Optional.empty());
        return tenant.storage.annotations().edit(tenant.id(), call, comment, content, expected, NOON);
    }
}
