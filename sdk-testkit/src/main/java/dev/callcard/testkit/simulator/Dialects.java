package dev.callcard.testkit.simulator;

/** The providers that can be played. */
public final class Dialects {
    private Dialects() {}

    /**
     * Twilio.
     *
     * @param accountSid the account's SID
     * @param authToken its auth token
     * @return never null
     */
    public static Dialect twilio(String accountSid, String authToken) {
        return new TwilioDialect(accountSid, authToken);
    }
}
