package dev.callcard.telephony.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures under one of a few secrets, so that a secret can be replaced without losing what is on its way. Every secret is
 * tried and every byte compared, whatever matched before, so that time tells nothing.
 */
public final class Signatures {
    private final List<byte[]> secrets;

    private Signatures(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /**
     * Signatures under secrets.
     *
     * @param secrets one, or the new and the old one; none empty
     * @return never null
     * @throws IllegalArgumentException if there is none, or an empty one
     */
    public static Signatures under(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a secret must be given, and none may be empty");
        }
        return new Signatures(
                secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList());
    }

    /**
     * Whether a signature is right.
     *
     * @param given what came, as text
     * @param make makes the text that is right from the signing done with a secret
     * @return true if it is right under any of the secrets
     */
    public boolean match(String given, Function<Signer, String> make) {
        byte[] came = Objects.requireNonNull(given, "given").getBytes(UTF_8);
        boolean right = false;
        for (byte[] secret : secrets) {
            right |= MessageDigest.isEqual(make.apply(new Signer(secret)).getBytes(UTF_8), came);
        }
        return right;
    }

    /** What the newest secret makes; to check oneself. */
    public Signer signer() {
        return new Signer(secrets.get(0));
    }

    /** Signs with one secret. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Signer(byte[] secret) {
        /**
         * Signs with HMAC-SHA1, as the older providers do. SHA-1 is broken for finding two equal texts, not for this.
         *
         * @param text what is signed
         * @return 20 bytes
         */
        public byte[] hmacSha1(byte[] text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(secret, "HmacSHA1"));
                return mac.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HmacSHA1", e);
            }
        }

        /** Hides the secret. */
        @Override
        public String toString() {
            return "Signer[]";
        }
    }
}
