package dev.callcard.log;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.Outcome;
import dev.callcard.error.InvalidInputException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which calls of the log are wanted: those that meet every condition. Immutable. */
public final class LogFilter {
    private final Builder values;

    private LogFilter(Builder values) {
        this.values = values;
    }

    /**
     * Starts with no condition: all calls.
     *
     * @return a builder, never null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Calls that started at or after this instant.
     *
     * @return the instant, if it is a condition
     */
    public Optional<Instant> from() {
        return Optional.ofNullable(values.from);
    }

    /**
     * Calls that started before this instant.
     *
     * @return the instant, if it is a condition
     */
    public Optional<Instant> to() {
        return Optional.ofNullable(values.to);
    }

    /**
     * These calls.
     *
     * @return the calls; empty for any
     */
    public Set<CallId> calls() {
        return values.calls;
    }

    /**
     * Calls of one of these types.
     *
     * @return the types; empty for any
     */
    public Set<Call.Type> types() {
        return values.types;
    }

    /**
     * Calls with one of these outcomes.
     *
     * @return the outcomes; empty for any
     */
    public Set<Outcome> outcomes() {
        return values.outcomes;
    }

    /**
     * Calls with one of these qualifications.
     *
     * @return the qualifications; empty for any
     */
    public Set<Call.Qualification> qualifications() {
        return values.qualifications;
    }

    /**
     * Calls that came in one of these ways.
     *
     * @return the origins; empty for any
     */
    public Set<Call.Origin> origins() {
        return values.origins;
    }

    /**
     * Calls of this agent.
     *
     * @return the agent's id as reports name it
     */
    public Optional<String> agent() {
        return Optional.ofNullable(values.agent);
    }

    /**
     * Calls of this customer number, matched exactly after it was read the project's way.
     *
     * @return the number in any spelling
     */
    public Optional<String> number() {
        return Optional.ofNullable(values.number);
    }

    /**
     * Calls with this category.
     *
     * @return the category's id
     */
    public Optional<String> category() {
        return Optional.ofNullable(values.category);
    }

    /**
     * Calls whose call rating or manager rating is this.
     *
     * @return 1 to 5
     */
    public OptionalInt rating() {
        return values.rating;
    }

    /**
     * Calls with, or without, audio that can be played.
     *
     * @return the wanted answer, if it is a condition
     */
    public Optional<Boolean> hasRecording() {
        return Optional.ofNullable(values.hasRecording);
    }

    /**
     * Calls joined to a visit from this source, compared without case.
     *
     * @return the name of the source, for example {@code google}
     */
    public Optional<String> source() {
        return Optional.ofNullable(values.source);
    }

    /**
     * Calls of this provider.
     *
     * @return the provider as reports name it
     */
    public Optional<String> provider() {
        return Optional.ofNullable(values.provider);
    }

    /**
     * Calls with a comment that contains this text, compared without case.
     *
     * @return the text, taken literally
     */
    public Optional<String> comment() {
        return Optional.ofNullable(values.comment);
    }

    /**
     * Starts from this filter.
     *
     * @return a builder with a copy
     */
    public Builder toBuilder() {
        return values.copy();
    }

    /** Collects conditions. Not thread-safe. */
    public static final class Builder {
        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        private @Nullable Instant from;
        private @Nullable Instant to;
        private Set<CallId> calls = Set.of();
        private Set<Call.Type> types = Set.of();
        private Set<Outcome> outcomes = Set.of();
        private Set<Call.Qualification> qualifications = Set.of();
        private Set<Call.Origin> origins = Set.of();
        private @Nullable String agent;
        private @Nullable String number;
        private @Nullable String category;
        private OptionalInt rating = OptionalInt.empty();
        private @Nullable Boolean hasRecording;
        private @Nullable String source;
        private @Nullable String provider;
        private @Nullable String comment;

        private Builder() {}

        /**
         * Wants calls that started at or after an instant.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder from(Instant value) {
            from = value;
            return this;
        }

        /**
         * Wants calls that started before an instant.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder to(Instant value) {
            to = value;
            return this;
        }

        /**
         * Wants these calls.
         *
         * @param value the calls; empty for any
         * @return this builder
         */
        public Builder calls(Set<CallId> value) {
            calls = Set.copyOf(value);
            return this;
        }

        /**
         * Wants one of these types.
         *
         * @param value the types; empty for any
         * @return this builder
         */
        public Builder types(Set<Call.Type> value) {
            types = Set.copyOf(value);
            return this;
        }

        /**
         * Wants one of these outcomes.
         *
         * @param value the outcomes; empty for any
         * @return this builder
         */
        public Builder outcomes(Set<Outcome> value) {
            outcomes = Set.copyOf(value);
            return this;
        }

        /**
         * Wants one of these qualifications.
         *
         * @param value the qualifications; empty for any
         * @return this builder
         */
        public Builder qualifications(Set<Call.Qualification> value) {
            qualifications = Set.copyOf(value);
            return this;
        }

        /**
         * Wants calls that came in one of these ways.
         *
         * @param value the origins; empty for any
         * @return this builder
         */
        public Builder origins(Set<Call.Origin> value) {
            origins = Set.copyOf(value);
            return this;
        }

        /**
         * Wants the calls of an agent.
         *
         * @param value the agent's id
         * @return this builder
         */
        public Builder agent(String value) {
            agent = value;
            return this;
        }

        /**
         * Wants the calls of a customer number.
         *
         * @param value the number in any spelling
         * @return this builder
         */
        public Builder number(String value) {
            number = value;
            return this;
        }

        /**
         * Wants the calls with a category.
         *
         * @param value the category's id
         * @return this builder
         */
        public Builder category(String value) {
            category = value;
            return this;
        }

        /**
         * Wants the calls with a rating.
         *
         * @param value 1 to 5
         * @return this builder
         */
        public Builder rating(int value) {
            rating = OptionalInt.of(value);
            return this;
        }

        /**
         * Wants the calls with, or without, audio.
         *
         * @param value the wanted answer
         * @return this builder
         */
        public Builder hasRecording(boolean value) {
            hasRecording = value;
            return this;
        }

        /**
         * Wants the calls from a source.
         *
         * @param value the name of the source
         * @return this builder
         */
        public Builder source(String value) {
            source = value;
            return this;
        }

        /**
         * Wants the calls of a provider.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(String value) {
            provider = value;
            return this;
        }

        /**
         * Wants the calls with a text in a comment.
         *
         * @param value the text
         * @return this builder
         */
        public Builder comment(String value) {
            comment = value;
            return this;
        }

        /**
         * Checks and makes the filter.
         *
         * @return the filter, never null
         * @throws InvalidInputException if the period ends before it begins or is out of range, or the rating is
         */
        public LogFilter build() {
            checkYear("/from", from);
            checkYear("/to", to);
            if (from != null && to != null && to.isBefore(from)) {
                throw new InvalidInputException("/to", "must not be before from");
            }
            if (rating.isPresent() && (rating.getAsInt() < 1 || rating.getAsInt() > 5)) {
                throw new InvalidInputException("/rating", "must be 1 to 5");
            }
            return new LogFilter(copy());
        }

        /** No database holds what lies outside. */
        private static void checkYear(String pointer, @Nullable Instant time) {
            if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
                throw new InvalidInputException(pointer, "must be between the years 1 and 9999");
            }
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.from = from;
            copy.to = to;
            copy.calls = calls;
            copy.types = types;
            copy.outcomes = outcomes;
            copy.qualifications = qualifications;
            copy.origins = origins;
            copy.agent = agent;
            copy.number = number;
            copy.category = category;
            copy.rating = rating;
            copy.hasRecording = hasRecording;
            copy.source = source;
            copy.provider = provider;
            copy.comment = comment;
            return copy;
        }
    }
}
