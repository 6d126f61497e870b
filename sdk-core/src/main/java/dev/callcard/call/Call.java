package dev.callcard.call;

import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitorId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A call as far as all reports about it tell. Made by {@link CallState} only.
 *
 * @param id our id
 * @param project whose call it is
 * @param customer whose card it is on
 * @param key what the reports call it
 * @param origin how it first became known
 * @param facts what the reports say
 * @param qualification what it is worth
 */
public record Call(
        CallId id,
        ProjectId project,
        CustomerId customer,
        CallKey key,
        Origin origin,
        Facts facts,
        Qualification qualification) {
    /** Checks that all parts are there. */
    public Call {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(qualification, "qualification");
    }

    /**
     * What the reports say about a call.
     *
     * @param type who called whom, if told
     * @param times its times
     * @param outcome what the network did
     * @param rawStatus the provider's own word for the outcome
     * @param customerNumber the customer's side; anonymous if withheld or not told
     * @param caller who called
     * @param destination what was dialled, or where it went
     * @param trackingNumber the tracking number that was dialled
     * @param agent the employee, the one who answered if anybody did
     * @param department the department
     * @param scheme the routing scheme
     * @param visitor the visitor that called, where the provider or host knows
     * @param recording where the recording is to be had
     * @param legs its legs by start; empty for a call that was reported as one
     * @param attributes what the host wants to remember about it
     */
    public record Facts(
            Optional<CallType> type,
            CallTimes times,
            Outcome outcome,
            Optional<String> rawStatus,
            PhoneNumber customerNumber,
            Optional<PhoneNumber> caller,
            Optional<PhoneNumber> destination,
            Optional<PhoneNumber> trackingNumber,
            Optional<Agent> agent,
            Optional<String> department,
            Optional<String> scheme,
            Optional<VisitorId> visitor,
            Optional<RecordingReference> recording,
            List<Leg> legs,
            Map<String, String> attributes) {
        /** Copies the collections. */
        public Facts {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(times, "times");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(rawStatus, "rawStatus");
            Objects.requireNonNull(customerNumber, "customerNumber");
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(destination, "destination");
            Objects.requireNonNull(trackingNumber, "trackingNumber");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(scheme, "scheme");
            Objects.requireNonNull(visitor, "visitor");
            Objects.requireNonNull(recording, "recording");
            legs = List.copyOf(legs);
            attributes = Map.copyOf(attributes);
        }

        /**
         * Whether the call looks at qualification at all.
         *
         * @return true for a finished incoming or callback call of a known number
         */
        public boolean isEvaluated() {
            boolean over = outcome.isFinal() || (times.endedAt().isPresent() && outcome != Outcome.IN_PROGRESS);
            boolean incoming = type.map(t -> t == CallType.INBOUND || t == CallType.CALLBACK)
                    .orElse(false);
            return over && incoming && customerNumber.key().joins();
        }
    }
}
