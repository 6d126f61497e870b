package dev.callcard.telephony;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider can do whose recordings are not simply at the address that its reports tell: who asks must log in, or ask for a
 * short-lived address first. Asked before every try to fetch.
 */
public interface RecordingLocator extends TelephonyProvider {
    /**
     * Finds the audio of a call.
     *
     * @param reported what a report of this provider and account told; it came from outside, so credentials are for the provider's
     *     own hosts only
     * @return where it is now
     * @throws ProviderException if the provider was asked and did not tell
     */
    Located locate(URI reported) throws ProviderException;

    /**
     * Where audio is.
     *
     * @param url the address; a secret if it is short-lived
     * @param authorization what is sent as the header {@code Authorization} to that host and port, over {@code https} only, and nowhere
     *     else, wherever redirects lead; a secret. Empty if nothing is needed
     */
    record Located(URI url, Optional<String> authorization) {
        /** Checks that both parts are there. */
        public Located {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(authorization, "authorization");
        }

        /** Hides the address and the secret. */
        @Override
        public String toString() {
            return "Located[]";
        }
    }
}
