package dev.callcard.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.Outcome;
import dev.callcard.project.ProjectSettings;
import dev.callcard.telephony.CallPoller;
import dev.callcard.telephony.ProviderException;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.RecordingLocator;
import dev.callcard.telephony.SelfCheck;
import dev.callcard.telephony.UnreadablePushException;
import dev.callcard.telephony.internal.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioTest {
    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final Instant START = Instant.parse("2026-03-10T11:00:00Z");
    private static final Instant RECEIVED = START.plusSeconds(3_600);
    private static final String SIDES = "&Direction=inbound&From=%2B442079460958&To=%2B442079460000";
    private static final String RINGING =
            "CallSid=CA1&CallStatus=ringing&Timestamp=Tue%2C+10+Mar+2026+11%3A00%3A00+%2B0000" + SIDES;
    private static final String ANSWERED =
            "CallSid=CA1&CallStatus=in-progress&Timestamp=Tue%2C+10+Mar+2026+11%3A00%3A07+%2B0000" + SIDES;
    private static final String COMPLETED = "CallSid=CA1&CallStatus=completed&CallDuration=113"
            + "&Timestamp=Tue%2C+10+Mar+2026+11%3A02%3A00+%2B0000" + SIDES;
    private static final String RECORDED = "CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed"
            + "&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2FAC1%2FRecordings%2FRE1"
            + "&Timestamp=Tue%2C+10+Mar+2026+11%3A02%3A20+%2B0000";
    private static final String DELETED = "CallSid=CA1&RecordingSid=RE1&RecordingStatus=deleted"
            + "&Timestamp=Tue%2C+10+Mar+2026+12%3A00%3A00+%2B0000";

    private ApiServer server;
    private Twilio twilio;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        twilio = builder("https://crm.example/callcard/api/v1/projects/shop/webhooks/twilio/" + SID)
                .build();
    }

    private Twilio.Builder builder(String publicUrl) {
        return Twilio.builder(SID, List.of("t0ken"), URI.create(publicUrl))
                .apiUrl(server.url())
                .patience(Duration.ofSeconds(5), Duration.ofMillis(2));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callbacksShouldBecomeACall() throws Exception {
        Call.Facts facts = facts(List.of(RINGING, ANSWERED, COMPLETED, RECORDED));

        assertThat(facts.type()).contains(Call.Type.INBOUND);
        assertThat(facts.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(facts.rawStatus()).contains("completed");
        assertThat(facts.customerNumber().key().value()).isEqualTo("+442079460958");
        assertThat(facts.times().waiting()).contains(Duration.ofSeconds(7));
        assertThat(facts.times().talk()).contains(Duration.ofSeconds(113));
        assertThat(facts.times().total()).contains(Duration.ofMinutes(2));
        assertThat(facts.recording().orElseThrow().location()).endsWith("/Recordings/RE1");
    }

    @Test
    void onlyItsOwnRecordingsShouldBeAskedForWithALogin() {
        URI own = URI.create(server.url() + "/2010-04-01/Accounts/" + SID + "/Recordings/RE1");
        URI other = URI.create("https://api.twilio.com.evil.example/2010-04-01/Accounts/" + SID + "/Recordings/RE1");

        assertThat(twilio.locate(own).url()).isEqualTo(own);
        assertThat(twilio.locate(own).authorization().orElseThrow()).startsWith("Basic ");
        assertThat(twilio.locate(other)).isEqualTo(RecordingLocator.Location.open(other));
    }

    @Test
    void everyOrderShouldEndInTheSameCall() throws Exception {
        List<String> told = new ArrayList<>(List.of(RINGING, ANSWERED, COMPLETED, RECORDED, DELETED));
        Random random = new Random(7);
        Set<CallState> ends = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Collections.shuffle(told, random);
            List<String> all = new ArrayList<>(told);
            all.add(told.get(random.nextInt(told.size())));
            ends.add(state(all));
        }
        assertThat(ends).hasSize(1);
        assertThat(facts(told).recordingLoss()).contains(Call.RecordingLoss.DELETED);
    }

    @Test
    void theEndAloneShouldTellTheBeginning() throws Exception {
        Call.Facts facts = facts(List.of(COMPLETED));
        assertThat(facts.times().answeredAt()).contains(START.plusSeconds(7));
        assertThat(facts.times().talk()).contains(Duration.ofSeconds(113));
        assertThat(facts.times().startKnown()).isTrue();
    }

    @Test
    void aDialledLegShouldAnswerWhereLegsDecide() throws Exception {
        Twilio byLegs = builder("https://crm.example/hook").answeredByLegs().build();
        String leg = "CallSid=CA2&ParentCallSid=CA1&CallStatus=in-progress&From=%2B442079460958&To=%2B442079460011"
                + "&Direction=outbound-dial&Timestamp=Tue%2C+10+Mar+2026+11%3A00%3A20+%2B0000";
        Call.Facts facts = facts(byLegs, List.of(RINGING, ANSWERED, leg, COMPLETED));
        assertThat(facts.times().waiting()).contains(Duration.ofSeconds(20));
        assertThat(facts.agent().orElseThrow().number()).contains("+442079460011");
        assertThat(facts.legs()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "busy, BUSY",
        "no-answer, NO_ANSWER",
        "failed, FAILED",
        "canceled, CANCELED",
        "brand-new, UNKNOWN",
        "queued, IN_PROGRESS"
    })
    void statusShouldBeRead(String status, Outcome outcome) throws Exception {
        Call.Facts facts = facts(List.of("CallSid=CA1&CallStatus=" + status));
        assertThat(facts.outcome()).isEqualTo(outcome);
        assertThat(facts.rawStatus()).contains(status);
    }

    @Test
    void whatIsNotThereShouldBeAbsent() throws Exception {
        Call.Facts facts = facts(List.of("CallSid=CA1&CallStatus=ringing&From=null&To=undefined&Direction="));
        assertThat(facts.caller()).isEmpty();
        assertThat(facts.destination()).isEmpty();
        assertThat(facts.type()).isEmpty();
        assertThat(facts(List.of("CallSid=CA1&RecordingSid=RE1&RecordingStatus=absent&ErrorCode=1"))
                        .recordingLoss())
                .contains(Call.RecordingLoss.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CallStatus=ringing", "CallSid=%zz", "CallSid=null"})
    void whatNamesNoCallShouldBeUnreadable(String body) {
        assertThatThrownBy(() -> twilio.read(form(body))).isInstanceOf(UnreadablePushException.class);
    }

    @Test
    void jsonShouldBeReadLikeAForm() throws Exception {
        String json = "{\"CallSid\":\"CA1\",\"CallStatus\":\"busy\",\"From\":\"+442079460958\"}";
        List<CallReport> reports = twilio.read(new PushContent("", "application/json", json.getBytes(UTF_8)));
        assertThat(reports).hasSize(1);
        assertThatThrownBy(() -> twilio.read(new PushContent("", "application/json", "[1]".getBytes(UTF_8))))
                .isInstanceOf(UnreadablePushException.class);
    }

    @Test
    void pollingShouldReadCallsAndThenRecordingsPageByPage() throws Exception {
        String next = "/2010-04-01/Accounts/" + SID + "/Calls.json?Page=1";
        server.then("{\"calls\":[" + call("CA1", "completed") + ",{\"status\":\"busy\"}],\"next_page_uri\":\"" + next
                        + "\"}")
                .then("{\"calls\":[" + call("CA2", "in-progress") + "],\"next_page_uri\":null}")
                .then("{\"recordings\":[{\"sid\":\"RE1\",\"call_sid\":\"CA1\",\"status\":\"completed\"},"
                        + "{\"sid\":\"RE2\",\"call_sid\":\"CA2\",\"status\":\"absent\"}],"
                        + "\"next_page_uri\":\"https://evil.example/\"}");
        CallPoller.Slice slice = CallPoller.Slice.first(START, START.plusSeconds(7_200));

        CallPoller.Page first = twilio.poll(slice);
        CallPoller.Page second = twilio.poll(slice.next(first.next().orElseThrow()));
        CallPoller.Page third = twilio.poll(slice.next(second.next().orElseThrow()));

        assertThat(first.unreadable()).containsExactly("The field sid is missing.");
        assertThat(third.next()).as("never to another host").isEmpty();
        List<CallReport> all = new ArrayList<>(first.calls());
        all.addAll(second.calls());
        all.addAll(third.calls());
        Call.Facts facts =
                merged(all, "CA1").facts(ProjectSettings.builder("GB").build(), RECEIVED);
        assertThat(facts.times().talk()).contains(Duration.ofSeconds(113));
        assertThat(facts.recording().orElseThrow().location())
                .isEqualTo(server.url() + "/2010-04-01/Accounts/" + SID + "/Recordings/RE1");
        Call.Facts other =
                merged(all, "CA2").facts(ProjectSettings.builder("GB").build(), RECEIVED);
        assertThat(other.outcome()).isEqualTo(Outcome.IN_PROGRESS);
        assertThat(other.recordingLoss()).contains(Call.RecordingLoss.ABSENT);
        assertThat(server.asked().get(0).toString())
                .contains("StartTime%3E=2026-03-10T11%3A00%3A00Z", "StartTime%3C=2026-03-10T13%3A00%3A00Z");
        assertThat(server.logins()).allMatch(login -> login.startsWith("Basic "));
    }

    @Test
    void whatThePollTellsShouldNotChangeWhatCallbacksTold() throws Exception {
        server.then("{\"calls\":[" + call("CA1", "completed") + "]}");
        List<CallReport> pushed = new ArrayList<>();
        for (String body : List.of(RINGING, ANSWERED, COMPLETED)) {
            pushed.addAll(twilio.read(form(body)));
        }
        Call.Facts before =
                merged(pushed, "CA1").facts(ProjectSettings.builder("GB").build(), RECEIVED);
        pushed.addAll(twilio.poll(CallPoller.Slice.first(START, RECEIVED)).calls());
        assertThat(merged(pushed, "CA1").facts(ProjectSettings.builder("GB").build(), RECEIVED))
                .isEqualTo(before);
    }

    @Test
    void aLimitShouldBeTold() {
        server.then(429, "", Map.of("Retry-After", "120"));
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> twilio.poll(CallPoller.Slice.first(START, RECEIVED)));
        assertThat(failure.kind()).isEqualTo(ProviderException.Kind.LIMIT);
        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(2));
    }

    @Test
    void selfCheckShouldSayWhatIsWrong() {
        server.then("{\"recordings\":[]}");
        assertThat(twilio.check()).extracting(SelfCheck.Finding::result).containsOnly(SelfCheck.Result.OK);

        server.then(401, "", Map.of()).then(401, "", Map.of());
        List<SelfCheck.Finding> findings =
                builder("https://crm.example/elsewhere").build().check();
        assertThat(findings)
                .filteredOn(finding -> finding.result() == SelfCheck.Result.FAILED)
                .extracting(SelfCheck.Finding::words)
                .containsExactly(
                        "The provider does not accept the credentials (status 401).",
                        "The public URL must end with /webhooks/twilio/" + SID + ".");
        assertThat(builder("http://crm.example/webhooks/twilio/" + SID).build().check())
                .extracting(SelfCheck.Finding::result)
                .contains(SelfCheck.Result.WARNING);
    }

    @Test
    void wrongSettingsShouldBeRefused() {
        URI url = URI.create("https://crm.example/hook");
        assertThatThrownBy(() -> Twilio.builder("AC1", List.of("t"), url)).hasMessageContaining("accountSid");
        assertThatThrownBy(() -> Twilio.builder(SID, List.of(), url).build()).hasMessageContaining("secret");
        assertThatThrownBy(() -> Twilio.builder(SID, List.of("t"), URI.create("/hook")))
                .hasMessageContaining("publicUrl");
    }

    private static String call(String sid, String status) {
        return "{\"sid\":\"" + sid + "\",\"status\":\"" + status
                + "\",\"direction\":\"inbound\",\"parent_call_sid\":null,"
                + "\"from\":\"+442079460958\",\"to\":\"+442079460000\",\"duration\":\"113\","
                + "\"start_time\":\"Tue, 10 Mar 2026 11:00:07 +0000\",\"end_time\":\"Tue, 10 Mar 2026 11:02:00 +0000\"}";
    }

    private Call.Facts facts(List<String> bodies) throws UnreadablePushException {
        return facts(twilio, bodies);
    }

    private static Call.Facts facts(Twilio reader, List<String> bodies) throws UnreadablePushException {
        List<CallReport> reports = new ArrayList<>();
        for (String body : bodies) {
            reports.addAll(reader.read(form(body)));
        }
        return merged(reports, "CA1").facts(ProjectSettings.builder("GB").build(), RECEIVED);
    }

    private CallState state(List<String> bodies) throws UnreadablePushException {
        List<CallReport> reports = new ArrayList<>();
        for (String body : bodies) {
            reports.addAll(twilio.read(form(body)));
        }
        return merged(reports, "CA1");
    }

    private static CallState merged(List<CallReport> reports, String call) {
        return reports.stream()
                .filter(report -> report.key().equals(new Call.Key(Twilio.NAME, SID, call)))
                .map(CallReport::toState)
                .reduce(CallState::merge)
                .orElseThrow();
    }

    private static PushContent form(String body) {
        return new PushContent("", "application/x-www-form-urlencoded", body.getBytes(UTF_8));
    }
}
