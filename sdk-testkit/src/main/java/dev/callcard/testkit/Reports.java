package dev.callcard.testkit;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reports about calls, as short as a test can say them. */
final class Reports {
    static final String OUR_NUMBER = "+442079460000";
    static final Duration WAITING = Duration.ofSeconds(10);

    private Reports() {}

    static CallReport.Builder report(String providerCallId) {
        return CallReport.builder("acme", providerCallId);
    }

    /** An incoming call of which the end is not known yet. */
    static CallReport.Builder incoming(String providerCallId, String number, Instant start) {
        return report(providerCallId)
                .type(Call.Type.INBOUND)
                .caller(number)
                .destination(OUR_NUMBER)
                .startedAt(start);
    }

    /** An incoming call that was answered after {@link #WAITING}. */
    static CallReport.Builder answered(String providerCallId, String number, Instant start, Duration talk) {
        return incoming(providerCallId, number, start)
                .answeredAt(start.plus(WAITING))
                .endedAt(start.plus(WAITING).plus(talk))
                .outcome(Outcome.ANSWERED);
    }

    /** An incoming call with a talk long enough for any sample project. */
    static CallReport.Builder answered(String providerCallId, String number, Instant start) {
        return answered(providerCallId, number, start, Duration.ofMinutes(5));
    }

    static CallReport.Builder missed(String providerCallId, String number, Instant start) {
        return incoming(providerCallId, number, start)
                .endedAt(start.plusSeconds(20))
                .outcome(Outcome.NO_ANSWER);
    }

    static Call.Agent agent(String id) {
        return new Call.Agent(Optional.of(id), Optional.empty(), Optional.empty());
    }
}
