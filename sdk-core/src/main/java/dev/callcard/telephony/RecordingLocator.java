package dev.callcard.telephony;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * What an account can do whose recordings are given to those only who log in, or have addresses that do not last. Its reports name
 * something lasting, which is turned into an address each time a recording is fetched.
 */
public interface RecordingLocator extends TelephonyProvider {
    /**
     * Says where a recording can be fetched just now. Credentials of the account are given for the provider's own servers only, as the
     * settings name them; whatever else a report may name is returned as it is.
     *
     * @param reference what the reports of the call named as the recording's location; comes from outside
     * @return where it is
     * @throws ProviderException if the provider did not answer, or has no such recording, perhaps not yet
     */
    Location locate(URI reference) throws ProviderException;

    /**
     * Where a recording is.
     *
     * @param url the address
     * @param authorization what its server, and no other, is sent as the header {@code Authorization}; a secret
     */
    record Location(URI url, Optional<String> authorization) {
        /** Checks that both parts are there. */
        public Location {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(authorization, "authorization");
        }

        /**
         * An address that asks for no login.
         *
         * @param url the address
         * @return the location
         */
        public static Location open(URI url) {
            return new Location(url, Optional.empty());
        }

        /** Hides everything: addresses of recordings hold secrets too. */
        @Override
        public String toString() {
            return "Location[]";
        }
    }
}
