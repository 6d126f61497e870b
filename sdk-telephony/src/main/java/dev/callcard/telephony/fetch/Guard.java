package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.FetchException;
import dev.callcard.recording.AudioFetcher.Source;
import dev.callcard.telephony.RecordingLocator;
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

    /** The same, with what an account says: its server's login and no other. */
    Guard with(RecordingLocator.Location there) {
        Optional<AudioCredentials.Login> login = there.authorization().flatMap(header -> {
            try {
                Target target = Target.of(there.url());
                return Optional.of(new AudioCredentials.Login(target.host(), target.port(), header));
            } catch (FetchException e) {
                return Optional.empty(); // an address that nothing is fetched from sees no login either
            }
        });
        return new Guard(source -> login, plainHosts);
    }
}
