package dev.callcard.telephony;

/**
 * Port: one account at a telephony provider, with what is needed to talk to it. What an account can do beside having a name is an
 * interface of its own, which it implements or not: {@link PushReceiver}, {@link EventReader}, {@link CallPoller}, {@link
 * RecordingLocator}, {@link SelfCheck}. Implementations block, keep no state that is lost when the process ends, and are safe for use by many threads,
 * virtual ones too.
 */
public interface TelephonyProvider {
    /**
     * The provider's name: what its reports name as provider, and what stands in the address of its webhook.
     *
     * @return 1 to 64 of {@code a-z}, {@code 0-9} and {@code -}, for example {@code twilio}
     */
    String name();

    /**
     * The account's name: what its reports name as account, and what stands in the address of its webhook. No secret.
     *
     * @return 1 to 128 of letters, digits, {@code -}, {@code _} and {@code .}
     */
    String account();

    /**
     * What is known of the provider's ways.
     *
     * @return the same each time, never null
     */
    Capabilities capabilities();
}
