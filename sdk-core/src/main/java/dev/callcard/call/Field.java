package dev.callcard.call;

import java.time.Instant;
import java.util.Comparator;

/**
 * What a report can tell about a leg of a call. Values are kept as canonical text; {@link #preference} is the fixed total
 * order that decides where two reports of equal standing differ: the greater value wins.
 */
enum Field {
    TYPE(Comparator.naturalOrder()),
    // The earliest start and answer and the latest end: a contradiction then never shortens a call.
    STARTED_AT(Comparator.comparing((String text) -> Instant.parse(text)).reversed()),
    ANSWERED_AT(Comparator.comparing((String text) -> Instant.parse(text)).reversed()),
    ENDED_AT(Comparator.comparing((String text) -> Instant.parse(text))),
    CALLER(Comparator.naturalOrder()),
    DESTINATION(Comparator.naturalOrder()),
    TRACKING_NUMBER(Comparator.naturalOrder()),
    CUSTOMER_NUMBER(Comparator.naturalOrder()),
    AGENT_ID(Comparator.naturalOrder()),
    AGENT_NAME(Comparator.naturalOrder()),
    AGENT_NUMBER(Comparator.naturalOrder()),
    OUTCOME(Comparator.comparing((String text) -> Outcome.valueOf(text)).reversed()),
    RAW_STATUS(Comparator.naturalOrder()),
    DEPARTMENT(Comparator.naturalOrder()),
    SCHEME(Comparator.naturalOrder()),
    VISITOR_ID(Comparator.naturalOrder()),
    RECORDING_URL(Comparator.naturalOrder()),
    RECORDING_PATH(Comparator.naturalOrder()),
    RECORDING_TYPE(Comparator.naturalOrder()),
    RECORDING_LOSS(Comparator.naturalOrder());

    @SuppressWarnings("ImmutableEnumChecker") // these comparators have no state
    private final Comparator<String> preference;

    Field(Comparator<String> preference) {
        this.preference = preference;
    }

    Comparator<String> preference() {
        return preference;
    }
}
