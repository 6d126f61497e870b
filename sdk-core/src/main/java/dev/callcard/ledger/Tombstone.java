package dev.callcard.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A line of the ledger: something was erased, and stays so. Holds nothing that could be read without the host's key.
 *
 * @param fingerprint what was erased
 * @param erasedAt when, to the microsecond; of several times the last
 */
public record Tombstone(Fingerprint fingerprint, Instant erasedAt) {
    /** Checks that both parts are there. */
    public Tombstone {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(erasedAt, "erasedAt");
    }
}
