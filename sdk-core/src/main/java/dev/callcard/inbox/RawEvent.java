package dev.callcard.inbox;

import dev.callcard.telephony.PushContent;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What a provider pushed about a call, as it is kept for a while to tell where a call's data came from. Numbers and secrets in it are
 * masked.
 *
 * @param id follows from what came, so that what comes again is the same event
 * @param provider the provider's name
 * @param account the account's name
 * @param receivedAt when it came first, to the microsecond
 * @param text what came, masked; at most {@link #MAX_TEXT} characters, the rest cut off
 */
public record RawEvent(UUID id, String provider, String account, Instant receivedAt, String text) {
    /** The most characters that are kept. */
    public static final int MAX_TEXT = 16_384;

    /** Checks that all parts are there, and cuts the text. */
    public RawEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(receivedAt, "receivedAt");
        text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    static RawEvent of(String provider, String account, Instant receivedAt, PushContent content) {
        String all = content.query().isEmpty() ? content.text() : "?" + content.query() + "\n" + content.text();
        // Half a number must not look like a short one that is not masked: mask first, and what is never kept need not
        // be.
        String text = Masking.mask(all.length() > 2 * MAX_TEXT ? all.substring(0, 2 * MAX_TEXT) : all);
        // Not every database keeps NUL in a text.
        return new RawEvent(
                EventId.of(provider, account, content), provider, account, receivedAt, text.replace('\0', '\uFFFD'));
    }

    /** Hides the text: names and the like are not masked. */
    @Override
    public String toString() {
        return "event of " + provider;
    }
}
