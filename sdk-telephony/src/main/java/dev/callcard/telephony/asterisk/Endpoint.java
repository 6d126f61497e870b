package dev.callcard.telephony.asterisk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whose phone or line a channel is: {@code PJSIP/101-0000001a} is a channel of 101. */
final class Endpoint {
    /** Technology, endpoint, for local channels a context, a serial number, for local channels which half. */
    private static final Pattern CHANNEL =
            Pattern.compile("([A-Za-z0-9]+)/([^@]+?)(?:@.*)?-[0-9A-Za-z]+(?:;[12])?(?:<ZOMBIE>|<MASQ>)?");

    private Endpoint() {}

    /** The endpoint of a channel's name. */
    static Optional<String> of(String channel) {
        Matcher matcher = CHANNEL.matcher(channel);
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** Whether a channel leads back into the dial plan, so that it tells nothing of who called. */
    static boolean isLocal(String channel) {
        return channel.startsWith("Local/");
    }
}
