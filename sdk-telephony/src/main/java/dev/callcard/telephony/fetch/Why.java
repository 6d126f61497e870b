package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.time.Duration;
import java.util.Optional;

/** Says why a recording could not be had. Nothing that came from outside becomes part of the words. */
final class Why {
    private Why() {}

    static FetchException badAddress() {
        return new FetchException("The address of the recording is not one that can be fetched from.", false);
    }

    static FetchException refusedAddress() {
        return new FetchException("The address of the recording leads into a network that is not allowed.", false);
    }

    static FetchException badRedirect() {
        return new FetchException("The provider leads on to an address that cannot be fetched from.", false);
    }

    static FetchException downgrade() {
        return new FetchException("The provider leads from an encrypted address to one that is not.", false);
    }

    static FetchException tooManyRedirects() {
        return new FetchException("The provider leads from one address to the next without end.", false);
    }

    static FetchException unknownHost() {
        return new FetchException("The name of the provider's server is not known at present.", true);
    }

    static FetchException unreachable() {
        return new FetchException("The provider's server cannot be reached.", true);
    }

    static FetchException insecure() {
        return new FetchException("No secure connection to the provider's server could be made.", true);
    }

    static FetchException tooSlow() {
        return new FetchException("The provider took too long.", true);
    }

    static FetchException cut() {
        return new FetchException("The connection to the provider broke off.", true);
    }

    static FetchException interrupted() {
        return new FetchException("Fetching the recording was stopped.", true);
    }

    static FetchException notHttp() {
        return new FetchException("The provider's answer cannot be understood.", true);
    }

    static FetchException encoded() {
        return new FetchException("The provider sends the recording in an encoding that was not asked for.", false);
    }

    static FetchException empty() {
        return new FetchException("The provider's answer is empty.", true);
    }

    static FetchException damaged() {
        return new FetchException("The recording arrived damaged: its checksum is another one.", true);
    }

    static FetchException tooLarge() {
        return new FetchException("The recording is too large.", false);
    }

    static FetchException status(int status, Optional<Duration> retryAfter) {
        return switch (status) {
            case 401, 403 ->
                new FetchException("The provider does not accept the credentials for the recording.", true, retryAfter);
            case 404 ->
                new FetchException("The provider does not have the recording yet, or no longer.", true, retryAfter);
            case 408, 425 -> new FetchException("The provider wants to be asked again.", true, retryAfter);
            case 410 -> new FetchException("The provider has deleted the recording.", false);
            case 429 -> new FetchException("The provider was asked too often.", true, retryAfter);
            default -> other(status, retryAfter);
        };
    }

    private static FetchException other(int status, Optional<Duration> retryAfter) {
        if (status >= 500) {
            return new FetchException("The provider has a failure (status " + status + ").", true, retryAfter);
        }
        if (status >= 400) {
            return new FetchException("The provider refuses the request (status " + status + ").", false);
        }
        return new FetchException("The provider has no audio to give (status " + status + ").", true, retryAfter);
    }
}
