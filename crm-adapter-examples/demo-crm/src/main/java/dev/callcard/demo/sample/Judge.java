package dev.callcard.demo.sample;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.demo.crm.User;
import dev.callcard.paging.PageRequest;
import dev.callcard.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the supervisor said of the sample's calls, two hours after each, or just now. Safe to be repeated. */
final class Judge {
    private static final Duration LATER = Duration.ofHours(2);
    private static final List<String> COMMON =
            List.of("order", "delivery", "product", "order", "opening-hours", "refund");

    private final Viewer supervisor = new User("supervisor", "Helen Marchbank", Viewer.Role.SUPERVISOR).viewer();
    private final Storage storage;
    private final Instant now;

    Judge(Storage storage, Instant now) {
        this.storage = storage;
        this.now = now;
    }

    void recorded(RecordedCall recording, CallId call) {
        CallCards later = afterThe(call);
        change(later, call, recording.category(), rating(recording.managerRating()), rating(recording.callRating()));
        boolean commented = !later.annotations()
                .comments(supervisor, User.PROJECT, call, PageRequest.first(1))
                .items()
                .isEmpty();
        if (!commented) {
            recording
                    .comment()
                    .ifPresent(text -> later.annotations()
                            .comment(supervisor, User.PROJECT, call, new Comment.Content(text, Optional.empty())));
        }
    }

    void category(CallId call, int number) {
        change(afterThe(call), call, COMMON.get(number % COMMON.size()), Optional.empty(), Optional.empty());
    }

    /** Nothing is changed again that is there: the history of ratings would grow. */
    private void change(
            CallCards later,
            CallId call,
            String category,
            Optional<OptionalInt> managerRating,
            Optional<OptionalInt> callRating) {
        if (later.annotations().get(supervisor, User.PROJECT, call).version() == 0) {
            later.annotations()
                    .change(
                            supervisor,
                            User.PROJECT,
                            call,
                            new Annotation.Change(Optional.of(List.of(category)), managerRating, callRating),
                            OptionalLong.empty());
        }
    }

    /** The same storage, seen at another time. */
    private CallCards afterThe(CallId id) {
        CallCards today = CallCards.builder(storage).build();
        Call call = today.calls().get(supervisor, User.PROJECT, id);
        Instant later = call.facts().times().startedAt().plus(LATER);
        return CallCards.builder(storage)
                .clock(Clock.fixed(later.isBefore(now) ? later : now, ZoneOffset.UTC))
                .build();
    }

    private static Optional<OptionalInt> rating(OptionalInt value) {
        return value.isPresent() ? Optional.of(value) : Optional.empty();
    }
}
