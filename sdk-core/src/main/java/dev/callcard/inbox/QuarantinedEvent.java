package dev.callcard.inbox;

import dev.callcard.phone.CustomerKey;
import dev.callcard.telephony.PushContent;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A genuine event of a provider that could not be taken in, whole as it came, so that it can be read again once the reason is gone.
 *
 * @param id follows from what came, so that what comes again is the same event
 * @param provider the provider's name
 * @param account the account's name
 * @param receivedAt when it came first, to the microsecond
 * @param reason why it could not be taken in, in words for people; holds nothing of what came
 * @param content what came
 */
public record QuarantinedEvent(
        UUID id, String provider, String account, Instant receivedAt, String reason, PushContent content) {
    private static final Pattern SEPARATORS = Pattern.compile("(?<=[0-9])(?:[ ().\\-+]|%20|%28|%29){1,9}(?=[0-9])");
    private static final int DIGITS_THAT_TELL = 8;
    private static final int MAX_REASON = 1_024;

    /** Checks that all parts are there. */
    public QuarantinedEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(content, "content");
        reason = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }

    static QuarantinedEvent of(
            String provider, String account, Instant receivedAt, String reason, PushContent content) {
        return new QuarantinedEvent(
                EventId.of(provider, account, content), provider, account, receivedAt, reason, content);
    }

    /**
     * Whether a customer's number may be in what came; then an erasure of the customer takes the event with it. Rather once too often:
     * the last eight digits are enough, since a number can be written without its country.
     *
     * @param customer the customer's key
     * @return true if it may
     */
    public boolean mayMention(CustomerKey customer) {
        if (!customer.joins()) {
            return false;
        }
        String text =
                SEPARATORS.matcher(content.query() + "\n" + content.text()).replaceAll("");
        String digits = customer.value().replaceAll("[^0-9]", "");
        if (digits.length() < DIGITS_THAT_TELL) {
            return text.contains(customer.value());
        }
        return text.contains(digits.substring(digits.length() - DIGITS_THAT_TELL));
    }

    /** Hides what came. */
    @Override
    public String toString() {
        return "quarantined event of " + provider;
    }
}
