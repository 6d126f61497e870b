package dev.callcard.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A keyed hash that stands for somebody or something that was erased.
 *
 * @param kind what it stands for
 * @param hash the hash, 32 to 128 hexadecimal digits in lower case
 */
public record Fingerprint(Kind kind, String hash) {
    private static final Pattern HASH = Pattern.compile("(?:[0-9a-f]{2}){16,64}");

    /** Checks the hash. */
    public Fingerprint {
        Objects.requireNonNull(kind, "kind");
        if (!isHash(hash)) {
            throw new IllegalArgumentException("a hash has 32 to 128 hexadecimal digits");
        }
    }

    /**
     * Whether a text can be the hash of a fingerprint.
     *
     * @param text any text
     * @return true if it has 32 to 128 hexadecimal digits in lower case, an even number of them
     */
    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** What a fingerprint stands for. */
    public enum Kind {
        /** The number of a customer. */
        CUSTOMER,
        /** A call, as its provider names it. */
        CALL,
        /** A visitor. */
        VISITOR
    }
}
