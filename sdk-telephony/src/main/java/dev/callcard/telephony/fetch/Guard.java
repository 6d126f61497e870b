package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.Source;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may see credentials.
 *
 * @param credentials where they come from
 * @param plainHosts the hosts to which they may go without encryption
 */
record Guard(AudioCredentials credentials, Set<String> plainHosts) {
    /** The header for one hop; asked for each, so that it never travels along with a redirect. */
    Optional<String> authorization(Source source, Target target) {
        return credentials
                .find(source)
                .filter(login -> login.host().equals(target.host()) && login.port() == target.port())
                .filter(login -> target.secure() || plainHosts.contains(target.host()))
                .map(AudioCredentials.Login::authorization);
    }
}
