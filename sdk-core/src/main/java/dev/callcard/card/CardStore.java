package dev.callcard.card;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads what cards show. A customer's sessions are those of all visitors that any of its calls names. Safe for use by
 * many threads and nodes.
 */
public interface CardStore {
    /** The period of "the last 30 days": 720 hours, whatever the clocks of the zone do. */
    Duration PERIOD = Duration.ofDays(30);

    /** How far back the last non-direct source is looked for: half a year, as Matomo's referral cookie lives. */
    Duration LOOK_BACK = Duration.ofHours(4_380);

    /** How many top pages a card has. */
    int TOP_PAGES = 5;

    /**
     * Loads everything for one card. Reads a bounded number of rows for {@code asOf} near now, however long the
     * customer's history is.
     *
     * @param request which card
     * @return the facts; empty if the project, the call, or a call of the customer does not exist
     */
    Optional<CardFacts> load(Request request);

    /**
     * Reads on in a customer's calls.
     *
     * @param project the project with its settings
     * @param customer the customer
     * @param onlyAgent lists calls of this agent only
     * @param asOf leaves out calls that started after it
     * @param page which page
     * @return calls, newest first
     */
    Page<Call> calls(Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page);

    /**
     * Reads on in a customer's sessions.
     *
     * @param project the project with its settings
     * @param customer the customer
     * @param onlyAgent lists calls of this agent only
     * @param asOf leaves out sessions and calls that started after it
     * @param page which page
     * @return sessions, newest first
     */
    Page<CallCard.SessionEntry> sessions(
            Project project, CustomerId customer, Optional<String> onlyAgent, Instant asOf, PageRequest page);

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
    public record Request(
            ProjectId project,
            Optional<CallId> call,
            Optional<CustomerId> customer,
            Instant asOf,
            Optional<String> onlyAgent,
            int limit) {
        /** Checks that it names one thing. */
        public Request {
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(asOf, "asOf");
            Objects.requireNonNull(onlyAgent, "onlyAgent");
            if (call.isPresent() == customer.isPresent()) {
                throw new IllegalArgumentException("a card is asked for by its call or by its customer");
            }
        }
    }
}
