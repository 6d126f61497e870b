package dev.callcard.ledger;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Port: the host's secret that makes the hashes of the ledger of what was erased. It never lies in the database: whoever has
 * the ledger alone cannot find out whose number is in it by trying all numbers. Whoever loses the key loses the ledger, and a
 * new key forgets what the old one erased. Implementations are thread-safe; one may ask a key service.
 */
@FunctionalInterface
public interface ErasureKey {
    /** The fewest bytes of a secret: as many as the hash has. */
    int MIN_BYTES = 32;

    /**
     * Makes a keyed hash, such as HMAC-SHA-256: the same for the same message, and not to be guessed without the secret.
     *
     * @param message any bytes
     * @return the hash, 16 to 64 bytes, always as many
     */
    byte[] hash(byte[] message);

    /**
     * A secret that this process holds.
     *
     * @param secret at least {@link #MIN_BYTES} random bytes; copied
     * @return a key that makes HMAC-SHA-256, never null
     * @throws IllegalArgumentException if the secret is shorter
     */
    static ErasureKey of(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException("the secret of an erasure key has at least " + MIN_BYTES + " bytes");
        }
        SecretKeySpec key = new SecretKeySpec(Arrays.copyOf(secret, secret.length), "HmacSHA256");
        return message -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return mac.doFinal(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
            }
        };
    }
}
