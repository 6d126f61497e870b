package dev.callcard.project;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a project allows for links that play a recording without log-in.
 *
 * @param enabled whether such links work at all
 * @param defaultExpiry how long a new link lives; empty for as long as the recording
 * @param showCaller whether the shared page may show who called
 */
public record ShareLinkSettings(boolean enabled, Optional<Duration> defaultExpiry, boolean showCaller) {
    /** Allowed, 30 days, without the caller. */
    public static final ShareLinkSettings DEFAULT =
            new ShareLinkSettings(true, Optional.of(Duration.ofDays(30)), false);

    /** Checks that all parts are there. */
    public ShareLinkSettings {
        Objects.requireNonNull(defaultExpiry, "defaultExpiry");
    }
}
