package dev.callcard.call;

import static dev.callcard.call.Reports.agent;
import static dev.callcard.call.Reports.at;
import static dev.callcard.call.Reports.facts;
import static dev.callcard.call.Reports.leg;
import static dev.callcard.call.Reports.merged;
import static dev.callcard.call.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.phone.PhoneNumber.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallFactsTest {
    private static final String ANN = "+442079460958";
    private static final String BOB = "+447700900123";
    private static final String OWN = "+442079460100";

    // --- customer's side

    @Test
    void namedCustomerNumberDecides() {
        assertThat(customer(report().type(Call.Type.INBOUND).caller(ANN).customerNumber(BOB)))
                .isEqualTo(BOB);
        assertThat(customer(report().type(Call.Type.INBOUND).caller(ANN).customerNumber("anonymous")))
                .isEmpty();
    }

    @Test
    void typeDecidesWhereNobodyNamesTheCustomer() {
        assertThat(customer(report().type(Call.Type.INBOUND).caller(ANN).destination(BOB)))
                .isEqualTo(ANN);
        assertThat(customer(report().type(Call.Type.OUTBOUND).caller(ANN).destination(BOB)))
                .isEqualTo(BOB);
        assertThat(customer(report().type(Call.Type.INBOUND).caller("112").destination(OWN)))
                .isEqualTo("112");
    }

    @Test
    void ownNumberIsNeverTheCustomer() {
        assertThat(customer(report().caller("020 7946 0100").destination(ANN))).isEqualTo(ANN);
        assertThat(customer(report().caller(ANN).destination("0044 20 7946 0101")))
                .isEqualTo(ANN);
        assertThat(customer(report().type(Call.Type.INBOUND).caller(OWN).destination(ANN)))
                .isEqualTo(ANN);
        assertThat(customer(report().type(Call.Type.CALLBACK).caller(OWN).destination(ANN)))
                .isEqualTo(ANN);
        assertThat(customer(report().type(Call.Type.INTERNAL).caller(OWN).destination("020 7946 0101")))
                .isEmpty();
    }

    @Test
    void trackingNumberAndExtensionAreNeverTheCustomer() {
        assertThat(customer(report().caller(BOB).destination(ANN).trackingNumber(BOB)))
                .isEqualTo(ANN);
        assertThat(customer(report().destination(BOB).trackingNumber("07700 900123")))
                .isEmpty();
        assertThat(customer(report().caller("101").destination(ANN))).isEqualTo(ANN);
        assertThat(customer(report().type(Call.Type.INTERNAL).caller("101").destination("102")))
                .isEmpty();
        assertThat(customer(report().type(Call.Type.OUTBOUND)
                        .caller(ANN)
                        .destination("101")
                        .agent(agent("a", "101"))))
                .isEqualTo(ANN);
        assertThat(customer(report().caller(BOB).destination(ANN).agent(agent("a", BOB))))
                .isEqualTo(ANN);
    }

    @Test
    void phoneOfAnAgentWhoDidNotAnswerIsNeverTheCustomer() {
        Call.Facts facts = facts(
                leg("ring-1")
                        .type(Call.Type.OUTBOUND)
                        .startedAt(at(0))
                        .endedAt(at(5))
                        .outcome(Outcome.NO_ANSWER)
                        .caller(ANN)
                        .destination(BOB)
                        .agent(agent("1", BOB)),
                leg("ring-2")
                        .startedAt(at(5))
                        .answeredAt(at(7))
                        .endedAt(at(60))
                        .outcome(Outcome.ANSWERED)
                        .agent(agent("2", "+447700900124")));

        assertThat(facts.customerNumber().key().value()).isEqualTo(ANN);
    }

    @Test
    void withheldCallerIsAnonymousWhateverWasDialled() {
        assertThat(customer(report().type(Call.Type.INBOUND).caller("anonymous").destination(BOB)))
                .isEmpty();
        assertThat(customer(report().type(Call.Type.INBOUND).destination(BOB))).isEmpty();
        assertThat(customer(report().caller("Restricted").destination(BOB))).isEmpty();
        assertThat(facts(report()).customerNumber().kind()).isEqualTo(Kind.ANONYMOUS);
    }

    @Test
    void customerIsFoundOnceALaterReportTellsIt() {
        CallReport.Builder first = report().type(Call.Type.INBOUND);
        CallReport.Builder later = report().caller(ANN);

        assertThat(facts(first).customerNumber().key().joins()).isFalse();
        assertThat(facts(first, later).customerNumber().key().value()).isEqualTo(ANN);
        assertThat(facts(later, first)).isEqualTo(facts(first, later));
    }

    // --- times

    @Test
    void unansweredCallWaitsAllTheTime() {
        Call.Times times = facts(report().startedAt(at(0)).endedAt(at(20)).outcome(Outcome.NO_ANSWER))
                .times();

        assertThat(times.waiting()).contains(Duration.ofSeconds(20));
        assertThat(times.talk()).contains(Duration.ZERO);
        assertThat(times.total()).contains(Duration.ofSeconds(20));
    }

    @Test
    void answeredCallKeepsItsMilliseconds() {
        Call.Times times = facts(report().startedAt(at(0))
                        .answeredAt(at(1).plusMillis(250))
                        .endedAt(at(3).plusMillis(500)))
                .times();

        assertThat(times.waiting()).contains(Duration.ofMillis(1_250));
        assertThat(times.talk()).contains(Duration.ofMillis(2_250));
        assertThat(times.total()).contains(Duration.ofMillis(3_500));
    }

    @Test
    void unknownEndLeavesDurationsUnknown() {
        Call.Times running =
                facts(report().startedAt(at(0)).outcome(Outcome.IN_PROGRESS)).times();
        Call.Times answered = facts(report().startedAt(at(0)).answeredAt(at(5)).outcome(Outcome.IN_PROGRESS))
                .times();
        Call.Times unspoken =
                facts(report().startedAt(at(0)).outcome(Outcome.BUSY)).times();
        Call.Times noAnswerTime = facts(report().startedAt(at(0)).endedAt(at(9)).outcome(Outcome.ANSWERED))
                .times();

        assertThat(running.waiting()).isEmpty();
        assertThat(running.talk()).isEmpty();
        assertThat(answered.waiting()).contains(Duration.ofSeconds(5));
        assertThat(answered.talk()).isEmpty();
        assertThat(answered.total()).isEmpty();
        assertThat(unspoken.talk()).contains(Duration.ZERO);
        assertThat(noAnswerTime.talk()).isEmpty();
        assertThat(noAnswerTime.waiting()).isEmpty();
        assertThat(noAnswerTime.total()).contains(Duration.ofSeconds(9));
    }

    @Test
    void receiptStandsInForAnUnknownStart() {
        Call.Times times = facts(report().endedAt(at(9))).times();

        assertThat(times.startedAt()).isEqualTo(Reports.RECEIVED);
        assertThat(times.startKnown()).isFalse();
        assertThat(times.total()).isEmpty();
        assertThat(times.inconsistent()).isFalse();
    }

    @Test
    void contradictionAcrossReportsIsKeptAndFlagged() {
        Call.Facts facts = facts(report().startedAt(at(10)), report().answeredAt(at(5)), report().endedAt(at(30)));

        assertThat(facts.times().inconsistent()).isTrue();
        assertThat(facts.times().waiting()).contains(Duration.ZERO);
        assertThat(facts.times().talk()).contains(Duration.ofSeconds(25));
        assertThat(facts.times().total()).contains(Duration.ofSeconds(20));
        assertThat(facts.times().startedAt()).isEqualTo(at(10));
        assertThat(facts.times().answeredAt()).contains(at(5));

        Call.Times reversed =
                facts(report().startedAt(at(10)), report().endedAt(at(5))).times();
        assertThat(reversed.inconsistent()).isTrue();
        assertThat(reversed.total()).contains(Duration.ZERO);
    }

    // --- outcome

    @Test
    void unknownStatusKeepsItsText() {
        Call.Facts facts = facts(report().status("Vermittelt").startedAt(at(0)));

        assertThat(facts.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(facts.rawStatus()).contains("Vermittelt");
    }

    @Test
    void lateRingingChangesNothing() {
        CallReport.Builder last = report().type(Call.Type.INBOUND)
                .caller(ANN)
                .startedAt(at(0))
                .answeredAt(at(5))
                .endedAt(at(60))
                .outcome(Outcome.ANSWERED)
                .reportedAt(at(61));
        CallReport.Builder ringing = report().caller(BOB)
                .startedAt(at(1))
                .outcome(Outcome.IN_PROGRESS)
                .reportedAt(at(500));

        assertThat(facts(last, ringing)).isEqualTo(facts(last));
        assertThat(facts(ringing, last)).isEqualTo(facts(last));
    }

    @Test
    void laterFinalReportWins() {
        CallReport.Builder busy = report().outcome(Outcome.BUSY).reportedAt(at(10));
        CallReport.Builder failed = report().outcome(Outcome.FAILED).reportedAt(at(20));

        assertThat(facts(busy, failed).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(facts(failed, busy).outcome()).isEqualTo(Outcome.FAILED);
        // An undated report is older than every dated one.
        assertThat(facts(failed, report().outcome(Outcome.ANSWERED)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void missedCallOfARunningOneCanBecomeAnswered() {
        CallReport.Builder sight =
                report().startedAt(at(0)).outcome(Outcome.NO_ANSWER).reportedAt(at(1));
        CallReport.Builder end = report().startedAt(at(0))
                .answeredAt(at(4))
                .endedAt(at(50))
                .outcome(Outcome.ANSWERED)
                .reportedAt(at(51));

        assertThat(facts(sight, end).outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(facts(end, sight).outcome()).isEqualTo(Outcome.ANSWERED);
    }

    // --- legs

    @Test
    void ringGroupIsOneCallOfTheAgentWhoAnswered() {
        CallReport.Builder whole =
                report().type(Call.Type.INBOUND).caller(ANN).destination(OWN).startedAt(at(0));
        CallReport.Builder missed = leg("a").startedAt(at(2))
                .endedAt(at(9))
                .outcome(Outcome.NO_ANSWER)
                .agent(agent("101", "101"));
        CallReport.Builder taken = leg("b").startedAt(at(2))
                .answeredAt(at(9))
                .endedAt(at(60))
                .outcome(Outcome.ANSWERED)
                .agent(agent("102", "102"));
        Call.Facts facts = facts(whole, missed, taken);

        assertThat(facts.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(facts.agent().flatMap(Call.Agent::id)).contains("102");
        assertThat(facts.customerNumber().key().value()).isEqualTo(ANN);
        assertThat(facts.times().waiting()).contains(Duration.ofSeconds(9));
        assertThat(facts.times().talk()).contains(Duration.ofSeconds(51));
        assertThat(facts.times().total()).contains(Duration.ofSeconds(60));
        assertThat(facts.legs()).extracting(Call.Leg::id).containsExactly("call-1", "a", "b");
        assertThat(facts(taken, whole, missed)).isEqualTo(facts);
    }

    @Test
    void transferredCallIsOfTheAgentWhoAnsweredFirstAndEndsWithTheLast() {
        CallReport.Builder first = leg("a").startedAt(at(0))
                .answeredAt(at(3))
                .endedAt(at(20))
                .outcome(Outcome.ANSWERED)
                .agent(agent("101", "101"));
        CallReport.Builder second = leg("b").startedAt(at(20))
                .answeredAt(at(22))
                .endedAt(at(90))
                .outcome(Outcome.ANSWERED)
                .agent(agent("102", "102"));
        Call.Facts facts = facts(second, first);

        assertThat(facts.agent().flatMap(Call.Agent::id)).contains("101");
        assertThat(facts.times().answeredAt()).contains(at(3));
        assertThat(facts.times().endedAt()).contains(at(90));
        assertThat(facts.legs()).hasSize(2);
    }

    @Test
    void agentWhoDidNotAnswerIsNotTheAgentOfAnAnsweredCall() {
        Call.Facts facts = facts(
                leg("a").startedAt(at(0))
                        .endedAt(at(9))
                        .outcome(Outcome.NO_ANSWER)
                        .agent(agent("101", "101")),
                leg("b").startedAt(at(0)).answeredAt(at(9)).endedAt(at(60)).outcome(Outcome.ANSWERED));

        assertThat(facts.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(facts.agent()).isEmpty();
    }

    @Test
    void missedCallNamesTheAgentWhosePhoneRang() {
        Call.Facts facts = facts(leg("a").startedAt(at(0))
                .endedAt(at(9))
                .outcome(Outcome.NO_ANSWER)
                .agent(agent("101", "101")));

        assertThat(facts.agent().flatMap(Call.Agent::id)).contains("101");
    }

    @Test
    void agentOfTheWholeCallIsKeptWhereLegsNameNone() {
        Call.Facts facts = facts(
                report().startedAt(at(0)).agent(agent("101", "101")),
                leg("b").startedAt(at(0)).answeredAt(at(9)).endedAt(at(60)).outcome(Outcome.ANSWERED));

        assertThat(facts.agent().flatMap(Call.Agent::id)).contains("101");
    }

    @Test
    void callReportedAsOneHasNoLegs() {
        assertThat(facts(report().startedAt(at(0))).legs()).isEmpty();
        assertThat(facts(leg("a").startedAt(at(0))).legs()).hasSize(1);
    }

    @Test
    void lateRingingOfALegNeverReopensAFinishedCall() {
        CallReport.Builder whole = report().type(Call.Type.INBOUND)
                .caller(ANN)
                .startedAt(at(0))
                .endedAt(at(30))
                .outcome(Outcome.NO_ANSWER)
                .reportedAt(at(30));
        CallReport.Builder ringing =
                leg("a").startedAt(at(5)).outcome(Outcome.IN_PROGRESS).reportedAt(at(5));

        assertThat(facts(whole, ringing).outcome()).isEqualTo(Outcome.NO_ANSWER);
        assertThat(facts(whole, ringing).isEvaluated()).isTrue();
        assertThat(facts(ringing, whole)).isEqualTo(facts(whole, ringing));
    }

    @Test
    void answeredLegSaysMoreThanTheWholeCall() {
        CallReport.Builder whole = report().startedAt(at(0)).endedAt(at(10)).outcome(Outcome.NO_ANSWER);
        CallReport.Builder taken = leg("a").startedAt(at(5)).answeredAt(at(6)).endedAt(at(20));

        assertThat(facts(whole, taken).outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(facts(whole, taken)).isEqualTo(facts(taken, whole));
    }

    @Test
    void callGoesOnWhileALegDoes() {
        CallReport.Builder over = leg("a").startedAt(at(0)).endedAt(at(10)).outcome(Outcome.NO_ANSWER);
        CallReport.Builder ringing = leg("b").startedAt(at(10)).outcome(Outcome.IN_PROGRESS);
        Call.Facts facts = facts(over, ringing);

        assertThat(facts.outcome()).isEqualTo(Outcome.IN_PROGRESS);
        assertThat(facts.isEvaluated()).isFalse();
        assertThat(facts.times().endedAt()).isEmpty();
        assertThat(facts.times().talk()).isEmpty();
    }

    @Test
    void attributesOfAllReportsAreKept() {
        Call.Facts facts = facts(
                report().attribute("a", "1").reportedAt(at(1)),
                leg("x").attribute("b", "2"),
                report().attribute("a", "3").reportedAt(at(2)));

        assertThat(facts.attributes()).containsOnly(Map.entry("a", "3"), Map.entry("b", "2"));
    }

    @Test
    void factsNeverShowTheNumberOfTheCustomer() {
        Call.Facts facts = facts(report().type(Call.Type.INBOUND)
                .caller(ANN)
                .destination(BOB)
                .trackingNumber(OWN)
                .agent(new Call.Agent(Optional.of("101"), Optional.empty(), Optional.empty()))
                .recording(new Call.RecordingReference("https://secret", true, Optional.empty())));

        assertThat(facts.toString()).doesNotContain("20794", "77009", "secret");
        assertThat(merged(report().caller(ANN)).toString()).doesNotContain("20794");
    }

    private static String customer(CallReport.Builder report) {
        return facts(report).customerNumber().key().value();
    }
}
