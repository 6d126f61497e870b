package dev.callcard.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The times of a call. Durations follow from the instants and are never taken from a provider.
 *
 * @param startedAt when it began; the time of receipt as long as nobody told
 * @param startKnown false while {@code startedAt} is the time of receipt
 * @param answeredAt when it was answered, if it was
 * @param endedAt when it ended, if told
 * @param waiting answered - started, or all of it if never answered; 0 or more; empty if unknown
 * @param talk ended - answered; 0 if never answered; empty if unknown
 * @param total ended - started, 0 or more; empty if unknown
 * @param inconsistent whether reports contradict each other, so that a duration had to be set to 0
 */
public record CallTimes(
        Instant startedAt,
        boolean startKnown,
        Optional<Instant> answeredAt,
        Optional<Instant> endedAt,
        Optional<Duration> waiting,
        Optional<Duration> talk,
        Optional<Duration> total,
        boolean inconsistent) {
    /** Checks that all parts are there. */
    public CallTimes {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(answeredAt, "answeredAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(talk, "talk");
        Objects.requireNonNull(total, "total");
    }

    static CallTimes of(
            Optional<Instant> started,
            Optional<Instant> answered,
            Optional<Instant> ended,
            Outcome outcome,
            Instant receivedAt) {
        boolean unanswered = answered.isEmpty() && outcome != Outcome.ANSWERED;
        boolean over = ended.isPresent() || outcome.isFinal();
        Optional<Duration> total = between(started, ended);
        Optional<Duration> waiting = unanswered ? total : between(started, answered);
        Optional<Duration> talk =
                unanswered ? (over ? Optional.of(Duration.ZERO) : Optional.empty()) : between(answered, ended);
        return new CallTimes(
                started.orElse(receivedAt),
                started.isPresent(),
                answered,
                ended,
                waiting.map(CallTimes::clamp),
                talk.map(CallTimes::clamp),
                total.map(CallTimes::clamp),
                isNegative(waiting) || isNegative(talk) || isNegative(total));
    }

    private static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(start -> to.map(end -> Duration.between(start, end)));
    }

    private static Duration clamp(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static boolean isNegative(Optional<Duration> duration) {
        return duration.map(Duration::isNegative).orElse(false);
    }
}
