package dev.callcard.call;

import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
        Key key,
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
     * @param recordingLoss why the provider has none and never will, if it said so
     * @param legs its legs by start; empty for a call that was reported as one
     * @param attributes what the host wants to remember about it
     */
    public record Facts(
            Optional<Type> type,
            Times times,
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
            Optional<RecordingLoss> recordingLoss,
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
            Objects.requireNonNull(recordingLoss, "recordingLoss");
            legs = List.copyOf(legs);
            attributes = Map.copyOf(attributes);
        }

        /**
         * The same facts with what a store kept apart.
         *
         * @param loss why the provider has no recording
         * @return facts that say so
         */
        public Facts withRecordingLoss(RecordingLoss loss) {
            return new Facts(
                    type,
                    times,
                    outcome,
                    rawStatus,
                    customerNumber,
                    caller,
                    destination,
                    trackingNumber,
                    agent,
                    department,
                    scheme,
                    visitor,
                    recording,
                    Optional.of(loss),
                    legs,
                    attributes);
        }

        /**
         * Whether the call looks at qualification at all.
         *
         * @return true for a finished incoming or callback call of a known number
         */
        public boolean isEvaluated() {
            boolean over = outcome.isFinal() || (times.endedAt().isPresent() && outcome != Outcome.IN_PROGRESS);
            boolean incoming =
                    type.map(t -> t == Type.INBOUND || t == Type.CALLBACK).orElse(false);
            return over && incoming && customerNumber.key().joins();
        }
    }

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
    public record Times(
            Instant startedAt,
            boolean startKnown,
            Optional<Instant> answeredAt,
            Optional<Instant> endedAt,
            Optional<Duration> waiting,
            Optional<Duration> talk,
            Optional<Duration> total,
            boolean inconsistent) {
        /** Checks that all parts are there. */
        public Times {
            Objects.requireNonNull(startedAt, "startedAt");
            Objects.requireNonNull(answeredAt, "answeredAt");
            Objects.requireNonNull(endedAt, "endedAt");
            Objects.requireNonNull(waiting, "waiting");
            Objects.requireNonNull(talk, "talk");
            Objects.requireNonNull(total, "total");
        }

        static Times of(
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
            return new Times(
                    started.orElse(receivedAt),
                    started.isPresent(),
                    answered,
                    ended,
                    waiting.map(Times::clamp),
                    talk.map(Times::clamp),
                    total.map(Times::clamp),
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

    /**
     * The employee of a call.
     *
     * @param id the provider's or host's id of the employee
     * @param name the employee's name
     * @param number the number or extension that rang
     */
    public record Agent(Optional<String> id, Optional<String> name, Optional<String> number) {
        /** Checks that all parts are there. */
        public Agent {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(number, "number");
        }
    }

    /**
     * Where a report says the recording is. Never shown to a viewer.
     *
     * @param location the provider's URL, or a path below an importer's folder
     * @param isUrl true for a URL, false for a path
     * @param contentType the media type that was reported; a hint only
     */
    public record RecordingReference(String location, boolean isUrl, Optional<String> contentType) {
        /** Checks that all parts are there. */
        public RecordingReference {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(contentType, "contentType");
        }

        /** Hides the location: a provider's URL may carry a token. */
        @Override
        public String toString() {
            return isUrl ? "recording at a URL" : "recording in a file";
        }
    }

    /** Why a provider has no recording of a call, and never will. */
    public enum RecordingLoss {
        /** There was nothing to record, or it went wrong. */
        ABSENT,
        /** It was deleted there. */
        DELETED
    }

    /**
     * What makes reports speak of the same call of a project.
     *
     * @param provider who reports, for example {@code twilio}
     * @param account the provider's account; empty if there is only one
     * @param providerCallId the provider's id of the call; of the whole call, where the report is about a leg
     */
    public record Key(String provider, String account, String providerCallId) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::provider).thenComparing(Key::account).thenComparing(Key::providerCallId);

        /** Checks that all parts are there. */
        public Key {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(providerCallId, "providerCallId");
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Who called whom. */
    public enum Type {
        /** The customer called. */
        INBOUND,
        /** An agent called the customer. */
        OUTBOUND,
        /** The customer asked to be called back, on the site for example. */
        CALLBACK,
        /** Both sides are the project's own. */
        INTERNAL
    }

    /** How a call first became known. */
    public enum Origin {
        /** A provider pushed it. */
        WEBHOOK,
        /** It was found by asking the provider. */
        POLL,
        /** The host reported it through the API. */
        API,
        /** It came with a file. */
        IMPORT,
        /** A person typed it in. */
        MANUAL
    }

    /** What a call is worth to the project. Computed, never reported. */
    public enum Qualification {
        /** Answered, long enough, and the first such call of the number in its sale cycle. */
        TARGET,
        /** Would be a target call but for an earlier one in the same sale cycle. */
        REPEAT,
        /** A finished incoming or callback call that was not answered or too short. */
        NON_TARGET,
        /** An outgoing, internal, anonymous or unfinished call. */
        NOT_EVALUATED
    }
}
