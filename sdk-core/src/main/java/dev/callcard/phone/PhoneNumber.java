package dev.callcard.phone;

import java.util.Objects;

/**
 * A number as somebody reported it, and what it is. Compare numbers by {@link #key()}, never by {@link #raw()}.
 *
 * @param raw the text as it was reported, possibly empty
 * @param key what it is matched by
 */
public record PhoneNumber(String raw, CustomerKey key) {
    /** Checks that both parts are there. */
    public PhoneNumber {
        Objects.requireNonNull(raw, "raw");
        Objects.requireNonNull(key, "key");
    }

    /**
     * What the number is.
     *
     * @return the kind, never null
     */
    public Kind kind() {
        return key.kind();
    }

    /**
     * The text to show and to send: E.164 where there is one, else the reported text.
     *
     * @return the text, empty for a withheld number that was reported as such
     */
    public String text() {
        return kind() == Kind.E164 ? key.value() : raw;
    }

    /** Names the kind only: a number must not reach a log by accident. */
    @Override
    public String toString() {
        return key.toString();
    }

    /** What a number can be. */
    public enum Kind {
        /** A number that can be dialled from anywhere; matched by its E.164 form. */
        E164,
        /** A few digits that mean something inside one network or country only, for example 112 or an extension. */
        SHORT,
        /** A SIP address; matched by its exact text. */
        SIP,
        /** Withheld, empty, or one of the project's pseudo-numbers; never joins. */
        ANONYMOUS,
        /** A text that is none of these; joins on identical text only. */
        INVALID
    }
}
