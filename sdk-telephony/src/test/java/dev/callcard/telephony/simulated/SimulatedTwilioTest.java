package dev.callcard.telephony.simulated;

import dev.callcard.call.Outcome;
import dev.callcard.telephony.TelephonyProvider;
import dev.callcard.telephony.twilio.Twilio;
import dev.callcard.testkit.simulator.Dialect;
import dev.callcard.testkit.simulator.Dialects;
import dev.callcard.testkit.simulator.ScriptedCall.Scene;
import java.net.URI;
import java.time.Duration;
import java.util.List;

class SimulatedTwilioTest extends SimulatedContract {
    private static final String SID = "AC0123456789abcdef0123456789abcdef";

    @Override
    Dialect dialect() {
        return Dialects.twilio(SID, "t0ken");
    }

    @Override
    String accountName() {
        return SID;
    }

    @Override
    TelephonyProvider account(URI api, URI webhook) {
        return Twilio.builder(SID, List.of("t0ken"), webhook)
                .apiUrl(api)
                .patience(Duration.ofSeconds(5), Duration.ofMillis(5))
                .build();
    }

    /** Twilio does not know a mailbox from a person. */
    @Override
    Outcome outcome(Scene scene) {
        return scene == Scene.VOICEMAIL ? Outcome.ANSWERED : super.outcome(scene);
    }
}
