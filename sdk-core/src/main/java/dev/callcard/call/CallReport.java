package dev.callcard.call;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reports about a call: the neutral form that every provider's own form is turned into. Only the provider
 * and its id of the call are needed; whatever else is told later is added, in any order. Immutable.
 */
public final class CallReport {
    private static final List<Field> TIMES = List.of(Field.STARTED_AT, Field.ANSWERED_AT, Field.ENDED_AT);

    private final Call.Key key;
    private final String legId;
    private final boolean isFinal;
    private final Instant reportedAt;
    private final Map<Field, String> values;
    private final Map<String, String> attributes;

    private CallReport(Builder builder) {
        this.legId = builder.providerCallId;
        this.key = new Call.Key(
                builder.provider, builder.account, builder.legOf == null ? builder.providerCallId : builder.legOf);
        this.values = new EnumMap<>(builder.values);
        this.attributes = Map.copyOf(builder.attributes);
        this.reportedAt = builder.reportedAt;
        String outcome = values.get(Field.OUTCOME);
        this.isFinal = (outcome != null && Outcome.valueOf(outcome).isFinal())
                || (values.containsKey(Field.ENDED_AT)
                        && !Outcome.IN_PROGRESS.name().equals(outcome));
    }

    /**
     * Starts a report.
     *
     * @param provider who reports, 1 to 64 characters, for example {@code asterisk}
     * @param providerCallId the provider's id of the call or leg, 1 to 255 characters
     * @return a builder, never null
     */
    public static Builder builder(String provider, String providerCallId) {
        return new Builder(provider, providerCallId);
    }

    /**
     * Which call the report is about.
     *
     * @return the key of the whole call
     */
    public Call.Key key() {
        return key;
    }

    /**
     * What is wrong with the report's times if nothing can have happened after some instant.
     *
     * @param limit the instant
     * @return an error for every time after it
     */
    public List<FieldError> timesAfter(Instant limit) {
        List<FieldError> errors = new ArrayList<>();
        TIMES.stream()
                .filter(field -> values.containsKey(field)
                        && Instant.parse(values.get(field)).isAfter(limit))
                .forEach(field -> errors.add(new FieldError(Builder.pointer(field), "lies in the future")));
        if (reportedAt.isAfter(limit)) {
            // It would win over every later report for ever.
            errors.add(new FieldError("/reportedAt", "lies in the future"));
        }
        return errors;
    }

    /**
     * What the report alone tells about its call, ready to be merged.
     *
     * @return the state, never null
     */
    public CallState toState() {
        Map<Field, Fact> facts = new EnumMap<>(Field.class);
        values.forEach((field, value) -> facts.put(field, new Fact(value, isFinal, reportedAt)));
        Map<String, Fact> attributeFacts = new TreeMap<>();
        attributes.forEach((name, value) -> attributeFacts.put(name, new Fact(value, isFinal, reportedAt)));
        return new CallState(key, Map.of(legId, facts), attributeFacts);
    }

    /** Names the provider only: a report holds numbers. */
    @Override
    public String toString() {
        return "report of " + key.provider();
    }

    /** Collects a report. What is not set is unknown. Not thread-safe. */
    public static final class Builder {
        /** The most characters of most texts. */
        public static final int MAX_TEXT = 1_024;

        private static final int MAX_ID = 255;
        private static final int MAX_PROVIDER = 64;
        private static final int MAX_URL = 4_096;
        private static final int MAX_ATTRIBUTES = 50;
        private static final Instant LATEST = Instant.parse("9998-12-31T23:59:59Z");

        private final Map<Field, String> values = new EnumMap<>(Field.class);
        private final Map<String, String> attributes = new TreeMap<>();
        private final String provider;
        private final String providerCallId;
        private String account = "";
        private @Nullable String legOf;
        private Instant reportedAt = Fact.UNDATED;

        private Builder(String provider, String providerCallId) {
            this.provider = provider;
            this.providerCallId = providerCallId;
        }

        /**
         * Tells the provider's account.
         *
         * @param value at most 255 characters
         * @return this builder
         */
        public Builder account(String value) {
            account = value;
            return this;
        }

        /**
         * Says that the report is about a leg of another call.
         *
         * @param value the provider's id of the whole call
         * @return this builder
         */
        public Builder legOf(String value) {
            legOf = value;
            return this;
        }

        /**
         * Tells when the provider made the report; the later of two reports wins.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder reportedAt(Instant value) {
            reportedAt = value.truncatedTo(ChronoUnit.MICROS);
            return this;
        }

        /**
         * Tells who called whom.
         *
         * @param value the type
         * @return this builder
         */
        public Builder type(Call.Type value) {
            return put(Field.TYPE, value.name());
        }

        /**
         * Tells when the call began.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder startedAt(Instant value) {
            return put(Field.STARTED_AT, value);
        }

        /**
         * Tells when the call was answered.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder answeredAt(Instant value) {
            return put(Field.ANSWERED_AT, value);
        }

        /**
         * Tells when the call ended.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder endedAt(Instant value) {
            return put(Field.ENDED_AT, value);
        }

        /**
         * Tells who called.
         *
         * @param value a number in any spelling
         * @return this builder
         */
        public Builder caller(String value) {
            return put(Field.CALLER, value);
        }

        /**
         * Tells what was dialled, or where the call went.
         *
         * @param value a number in any spelling
         * @return this builder
         */
        public Builder destination(String value) {
            return put(Field.DESTINATION, value);
        }

        /**
         * Tells the tracking number that was dialled.
         *
         * @param value a number in any spelling
         * @return this builder
         */
        public Builder trackingNumber(String value) {
            return put(Field.TRACKING_NUMBER, value);
        }

        /**
         * Tells which side the customer is.
         *
         * @param value a number in any spelling
         * @return this builder
         */
        public Builder customerNumber(String value) {
            return put(Field.CUSTOMER_NUMBER, value);
        }

        /**
         * Tells the employee of this leg.
         *
         * @param value what is known of the employee
         * @return this builder
         */
        public Builder agent(Call.Agent value) {
            value.id().ifPresent(id -> put(Field.AGENT_ID, id));
            value.name().ifPresent(name -> put(Field.AGENT_NAME, name));
            value.number().ifPresent(number -> put(Field.AGENT_NUMBER, number));
            return this;
        }

        /**
         * Tells what the network did.
         *
         * @param value the outcome
         * @return this builder
         */
        public Builder outcome(Outcome value) {
            return put(Field.OUTCOME, value.name());
        }

        /**
         * Tells the provider's own word for the outcome.
         *
         * @param value the word as sent
         * @return this builder
         */
        public Builder rawStatus(String value) {
            return put(Field.RAW_STATUS, value);
        }

        /**
         * Tells the outcome in somebody's words: one of ours is understood, any other is kept as it is under {@link
         * Outcome#UNKNOWN}.
         *
         * @param value the word as sent
         * @return this builder
         */
        public Builder status(String value) {
            Optional<Outcome> known = Outcome.parse(value);
            if (known.isEmpty() && !values.containsKey(Field.RAW_STATUS)) {
                put(Field.RAW_STATUS, value);
            }
            return outcome(known.orElse(Outcome.UNKNOWN));
        }

        /**
         * Tells the department.
         *
         * @param value its name
         * @return this builder
         */
        public Builder department(String value) {
            return put(Field.DEPARTMENT, value);
        }

        /**
         * Tells the routing scheme.
         *
         * @param value its name
         * @return this builder
         */
        public Builder scheme(String value) {
            return put(Field.SCHEME, value);
        }

        /**
         * Tells which visitor called.
         *
         * @param value the visitor's first-party id, 1 to 255 characters
         * @return this builder
         */
        public Builder visitorId(String value) {
            return put(Field.VISITOR_ID, value);
        }

        /**
         * Tells where the recording is.
         *
         * @param value the reference
         * @return this builder
         */
        public Builder recording(Call.RecordingReference value) {
            value.contentType().ifPresent(type -> put(Field.RECORDING_TYPE, type));
            return put(value.isUrl() ? Field.RECORDING_URL : Field.RECORDING_PATH, value.location());
        }

        /**
         * Tells that the provider has no recording, and never will. It stands against reports of where the recording is, whenever they
         * come: those are older, or mistaken.
         *
         * @param value why there is none
         * @return this builder
         */
        public Builder recordingLost(Call.RecordingLoss value) {
            return put(Field.RECORDING_LOSS, value.name());
        }

        /**
         * Adds something that the host wants to remember.
         *
         * @param name 1 to 255 characters; at most 50 names
         * @param value at most 1,024 characters
         * @return this builder
         */
        public Builder attribute(String name, String value) {
            attributes.put(name, value);
            return this;
        }

        /**
         * Checks everything and makes the report.
         *
         * @return the report, never null
         * @throws InvalidInputException if something is wrong; names every wrong field by its JSON name
         */
        public CallReport build() {
            List<FieldError> errors = new ArrayList<>();
            checkText(errors, "/provider", provider, 1, MAX_PROVIDER);
            checkText(errors, "/providerCallId", providerCallId, 1, MAX_ID);
            checkText(errors, "/account", account, 0, MAX_ID);
            if (legOf != null) {
                checkText(errors, "/legOf", legOf, 1, MAX_ID);
            }
            values.forEach((field, value) -> checkText(errors, pointer(field), value, least(field), most(field)));
            if (!reportedAt.equals(Fact.UNDATED)) {
                checkYear(errors, "/reportedAt", reportedAt);
            }
            TIMES.forEach(field -> {
                if (values.containsKey(field)) {
                    checkYear(errors, pointer(field), Instant.parse(values.get(field)));
                }
            });
            checkOrder(errors, Field.STARTED_AT, Field.ANSWERED_AT);
            checkOrder(errors, Field.STARTED_AT, Field.ENDED_AT);
            checkOrder(errors, Field.ANSWERED_AT, Field.ENDED_AT);
            if (attributes.size() > MAX_ATTRIBUTES) {
                errors.add(new FieldError("/attributes", "has more than " + MAX_ATTRIBUTES + " members"));
            }
            attributes.forEach((name, value) -> {
                checkText(errors, "/attributes", name, 1, MAX_ID);
                checkText(errors, "/attributes", value, 0, MAX_TEXT);
            });
            if (!errors.isEmpty()) {
                throw new InvalidInputException(errors);
            }
            return new CallReport(this);
        }

        private Builder put(Field field, Instant value) {
            return put(field, value.truncatedTo(ChronoUnit.MICROS).toString());
        }

        private Builder put(Field field, String value) {
            values.put(field, value);
            return this;
        }

        private static void checkYear(List<FieldError> errors, String pointer, Instant time) {
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                errors.add(new FieldError(pointer, "must be between the years 1970 and 9998"));
            }
        }

        private void checkOrder(List<FieldError> errors, Field first, Field second) {
            String from = values.get(first);
            String to = values.get(second);
            if (from != null && to != null && Instant.parse(to).isBefore(Instant.parse(from))) {
                String name = pointer(first).substring(1);
                errors.add(new FieldError(pointer(second), "must not be before " + name));
            }
        }

        private static int least(Field field) {
            return field == Field.VISITOR_ID ? 1 : 0;
        }

        private static int most(Field field) {
            return switch (field) {
                case VISITOR_ID -> VisitorId.MAX_LENGTH;
                case CALLER, DESTINATION, TRACKING_NUMBER, CUSTOMER_NUMBER, AGENT_ID, AGENT_NUMBER -> MAX_ID;
                case RECORDING_URL, RECORDING_PATH -> MAX_URL;
                default -> MAX_TEXT;
            };
        }

        private static String pointer(Field field) {
            return switch (field) {
                case TYPE -> "/type";
                case STARTED_AT -> "/startedAt";
                case ANSWERED_AT -> "/answeredAt";
                case ENDED_AT -> "/endedAt";
                case CALLER -> "/caller";
                case DESTINATION -> "/destination";
                case TRACKING_NUMBER -> "/trackingNumber";
                case CUSTOMER_NUMBER -> "/customerNumber";
                case AGENT_ID -> "/agent/id";
                case AGENT_NAME -> "/agent/name";
                case AGENT_NUMBER -> "/agent/number";
                case OUTCOME -> "/outcome";
                case RAW_STATUS -> "/rawStatus";
                case DEPARTMENT -> "/department";
                case SCHEME -> "/scheme";
                case VISITOR_ID -> "/visitorId";
                case RECORDING_URL -> "/recording/url";
                case RECORDING_PATH -> "/recording/path";
                case RECORDING_TYPE -> "/recording/contentType";
                case RECORDING_LOSS -> "/recording/loss";
            };
        }

        private static void checkText(List<FieldError> errors, String pointer, String text, int least, int most) {
            Texts.check(errors, pointer, text, least, most);
        }
    }
}
