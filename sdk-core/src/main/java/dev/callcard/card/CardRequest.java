package dev.callcard.card;

import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which facts a card needs. Exactly one of {@code call} and {@code customer} is given.
 *
 * @param project the project
 * @param call the call at hand
 * @param customer the customer whose newest call by {@code asOf} is the call at hand; limited to the agent's, if one is
 *     given
 * @param asOf calls and visits after it are left out, the call at hand apart
 * @param onlyAgent lists calls of this agent only; totals count all
 * @param limit the most sessions, calls and comments, each
 */
public record CardRequest(
        ProjectId project,
        Optional<CallId> call,
        Optional<CustomerId> customer,
        Instant asOf,
        Optional<String> onlyAgent,
        int limit) {
    /** Checks that it names one thing. */
    public CardRequest {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(onlyAgent, "onlyAgent");
        if (call.isPresent() == customer.isPresent()) {
            throw new IllegalArgumentException("a card is asked for by its call or by its customer");
        }
    }
}
