package dev.callcard.telephony.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.phone.CustomerKey;
import dev.callcard.recording.Recording;
import dev.callcard.telephony.TelephonyProvider;
import dev.callcard.testkit.simulator.Dialect;
import dev.callcard.testkit.simulator.ScriptedCall;
import dev.callcard.testkit.simulator.ScriptedCall.Audio;
import dev.callcard.testkit.simulator.ScriptedCall.Scene;
import dev.callcard.testkit.simulator.Simulator;
import dev.callcard.testkit.simulator.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of calls that a provider tells of as it really does, and of the trouble it makes. */
abstract class SimulatedContract {
    static final String CUSTOMER = "+442079460958";
    static final Instant START = Crm.NOON.minus(Duration.ofHours(1));
    private static final Map<Scene, Outcome> OUTCOMES = Map.of(
            Scene.ANSWERED, Outcome.ANSWERED,
            Scene.MISSED, Outcome.NO_ANSWER,
            Scene.BUSY, Outcome.BUSY,
            Scene.TRANSFER, Outcome.ANSWERED,
            Scene.RING_GROUP, Outcome.ANSWERED,
            Scene.VOICEMAIL, Outcome.VOICEMAIL,
            Scene.HIDDEN, Outcome.ANSWERED);

    Crm crm;
    Simulator simulator;

    /** How the provider speaks. */
    abstract Dialect dialect();

    /** The account as a host would set it up. */
    abstract TelephonyProvider account(URI api, URI webhook);

    /** What this provider cannot tell apart from what. */
    Outcome outcome(Scene scene) {
        return OUTCOMES.getOrDefault(scene, Outcome.UNKNOWN);
    }

    /** Whether it can be asked for the calls of a period. */
    boolean canBeAsked() {
        return true;
    }

    /** Whether it tells how long it rang. */
    boolean tellsWaiting() {
        return true;
    }

    @BeforeEach
    void start() throws IOException {
        crm = new Crm();
        simulator = Simulator.start(dialect(), crm.clock(), 0);
        URI webhook = crm.webhook(dialect().name(), accountName());
        TelephonyProvider account = account(simulator.url(), webhook);
        assertThat(account.account()).isEqualTo(accountName());
        crm.account(account);
        simulator.webhook(webhook);
    }

    abstract String accountName();

    @AfterEach
    void stop() {
        simulator.close();
        crm.close();
    }

    private ScriptedCall call(Scene scene) {
        return ScriptedCall.of(scene, "call-1", CUSTOMER, START);
    }

    private void played(ScriptedCall call, Trouble... troubles) {
        assertThat(simulator.play(call, troubles)).allMatch(status -> status == 204);
        assertThat(crm.quarantine()).isEmpty();
    }

    /** What must be the same whatever went wrong on the way. */
    private void assertTold(ScriptedCall script) {
        Call call = crm.onlyCall();
        assertThat(call.facts().outcome()).isEqualTo(outcome(script.scene()));
        assertThat(call.facts().type()).contains(script.outbound() ? Call.Type.OUTBOUND : Call.Type.INBOUND);
        assertThat(call.facts().times().startedAt()).isEqualTo(script.startedAt());
        assertThat(call.facts().times().total()).contains(script.rings().plus(script.talks()));
        if (tellsWaiting() && outcome(script.scene()) == Outcome.ANSWERED) {
            assertThat(call.facts().times().talk()).contains(script.talks());
            assertThat(call.facts().times().waiting()).contains(script.rings());
        }
        CustomerKey key = call.facts().customerNumber().key();
        if (script.scene() == Scene.HIDDEN) {
            assertThat(key).isEqualTo(CustomerKey.ANONYMOUS);
        } else {
            assertThat(key.value()).isEqualTo(CUSTOMER);
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void everySceneShouldBecomeOneCall(Scene scene) {
        played(call(scene));
        assertTold(call(scene));
    }

    @Test
    void anOutgoingCallShouldBeOne() {
        played(call(Scene.ANSWERED).outgoing());
        assertTold(call(Scene.ANSWERED).outgoing());
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void repeatedAndShuffledPushesShouldEndInTheSameCall(Scene scene) {
        played(call(scene), Trouble.DUPLICATED, Trouble.REORDERED);
        assertTold(call(scene));
        played(call(scene));
        assertTold(call(scene));
    }

    @Test
    void latePushesShouldCompleteTheCall() {
        played(call(Scene.ANSWERED), Trouble.LATE);
        assertThat(simulator.deliverLate()).isNotEmpty().allMatch(status -> status == 204);
        assertTold(call(Scene.ANSWERED));
    }

    @Test
    void forgedPushesShouldBeRefusedAndChangeNothing() {
        List<Integer> statuses = simulator.play(call(Scene.ANSWERED), Trouble.FORGED);
        for (int i = 0; i < statuses.size(); i++) {
            assertThat(statuses.get(i)).isEqualTo(i % 2 == 0 ? 403 : 204);
        }
        assertTold(call(Scene.ANSWERED));
    }

    @Test
    void aWordThatIsNewShouldBeKept() {
        played(call(Scene.MISSED), Trouble.UNKNOWN_STATUS);
        Call call = crm.onlyCall();
        assertThat(call.facts().outcome()).isIn(Outcome.UNKNOWN, Outcome.IN_PROGRESS);
        assertThat(call.facts().customerNumber().key().value()).isEqualTo(CUSTOMER);
    }

    @Test
    void whatIsToldInPartShouldBeACallAllTheSame() {
        played(call(Scene.ANSWERED), Trouble.PARTIAL);
        assertThat(crm.calls()).hasSize(1);
        played(call(Scene.ANSWERED));
        assertTold(call(Scene.ANSWERED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Scene.class,
            names = {"ANSWERED", "MISSED", "BUSY"})
    void lostPushesShouldBeHealedByAsking(Scene scene) {
        if (!canBeAsked()) {
            played(call(scene)); // nothing else tells of the call
            assertTold(call(scene));
            return;
        }
        played(call(scene), Trouble.LOST);
        assertThat(crm.calls()).isEmpty();
        assertThat(crm.poll().failure()).isEmpty();
        assertThat(crm.calls()).hasSize(1);
        assertThat(crm.onlyCall().facts().outcome()).isEqualTo(outcome(scene));
        assertThat(crm.onlyCall().facts().customerNumber().key().value()).isEqualTo(CUSTOMER);
        Call healed = crm.onlyCall();
        assertThat(crm.poll().failure()).isEmpty();
        assertThat(crm.onlyCall()).isEqualTo(healed);
    }

    @Test
    void askingShouldWaitOutLimitsAndFailWithWordsInOutages() {
        if (!canBeAsked()) {
            assertThat(crm.calls()).isEmpty();
            return;
        }
        played(call(Scene.ANSWERED), Trouble.LOST);
        simulator.outage(true);
        assertThat(crm.poll().failure().orElseThrow()).contains("503");
        simulator.outage(false);
        crm.now.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        simulator.limit(1, Duration.ofSeconds(1));
        awaitPoll();
        assertThat(crm.onlyCall().facts().outcome()).isEqualTo(Outcome.ANSWERED);
    }

    private void awaitPoll() {
        assertThat(crm.poll().failure()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Audio.class)
    void recordingsShouldEndAsTheyDo(Audio audio) {
        played(call(Scene.ANSWERED).with(audio));
        assertThat(crm.recording(crm.onlyCall()))
                .isEqualTo(
                        switch (audio) {
                            case READY, CUT, LATE -> Recording.State.READY;
                            case NONE, ABSENT -> Recording.State.ABSENT;
                            case FORBIDDEN -> Recording.State.FAILED;
                        });
    }
}
