package dev.callcard.phone;

import java.util.Objects;

/**
 * What two calls must have in common to belong to one customer of a project. The kind is part of the key: the short
 * number 112 is another customer than an unreadable text that happens to say 112.
 *
 * @param kind what the number is
 * @param value E.164 with its leading {@code +} for {@link PhoneNumber.Kind#E164}, the exact text otherwise; empty for
 *     {@link PhoneNumber.Kind#ANONYMOUS}, whose calls never join
 */
public record CustomerKey(PhoneNumber.Kind kind, String value) {
    /** The key that never joins: every call that has it is a customer of its own. */
    public static final CustomerKey ANONYMOUS = new CustomerKey(PhoneNumber.Kind.ANONYMOUS, "");

    /** Checks that both parts are there. */
    public CustomerKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
    }

    /**
     * Whether calls with this key belong together.
     *
     * @return false for anonymous callers only
     */
    public boolean joins() {
        return kind != PhoneNumber.Kind.ANONYMOUS;
    }

    /** Names the kind only: a key must not reach a log by accident. */
    @Override
    public String toString() {
        return kind + ":***";
    }
}
