package dev.callcard.call;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One attempt or part of a call: an employee's phone that rang, a transfer.
 *
 * @param id the provider's id of the leg
 * @param startedAt when it began, if told
 * @param answeredAt when it was answered, if it was
 * @param endedAt when it ended, if told
 * @param outcome what became of it
 * @param agent whose phone it was, if told
 */
public record Leg(
        String id,
        Optional<Instant> startedAt,
        Optional<Instant> answeredAt,
        Optional<Instant> endedAt,
        Outcome outcome,
        Optional<Agent> agent) {
    /** Checks that all parts are there. */
    public Leg {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(answeredAt, "answeredAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(agent, "agent");
    }
}
