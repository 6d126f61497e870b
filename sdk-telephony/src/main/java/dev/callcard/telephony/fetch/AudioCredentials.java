package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Port to the host: with what a provider is told who asks for a recording. Safe for use by many threads. */
@FunctionalInterface
public interface AudioCredentials {
    /**
     * Finds the credentials for a recording. Asked anew for each try, so that what has expired can be replaced.
     *
     * @param source where the recording is; choose by project, provider and account, and not by the address, which comes
     *     from outside
     * @return the credentials; empty if the recording is fetched without
     */
    Optional<Login> find(AudioFetcher.Source source);

    /**
     * Credentials and the one place that may see them. They are sent nowhere else, wherever redirects lead, and over
     * {@code https} only.
     *
     * @param host the exact name of the host, such as {@code api.provider.example}
     * @param port the exact port, 443 for {@code https} as usual
     * @param authorization what is sent as the header {@code Authorization}, such as {@code Bearer …}; a secret
     */
    record Login(String host, int port, String authorization) {
        private static final int HIGHEST_PORT = 65_535;
        private static final Pattern VISIBLE = Pattern.compile("[!-~]([ -~]*[!-~])?");

        /** Checks the values. */
        public Login {
            host = Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT);
            if (port < 1 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException("port must be from 1 to " + HIGHEST_PORT);
            }
            if (!VISIBLE.matcher(authorization).matches()) {
                throw new IllegalArgumentException("authorization must be visible ASCII in one line");
            }
        }

        @Override
        public String toString() {
            return "Login[]";
        }
    }
}
