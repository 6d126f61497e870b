package dev.callcard.call;

import java.util.Comparator;
import java.util.Objects;

/**
 * What makes reports speak of the same call of a project.
 *
 * @param provider who reports, for example {@code twilio}
 * @param account the provider's account; empty if there is only one
 * @param providerCallId the provider's id of the call; of the whole call, where the report is about a leg
 */
public record CallKey(String provider, String account, String providerCallId) implements Comparable<CallKey> {
    private static final Comparator<CallKey> ORDER = Comparator.comparing(CallKey::provider)
            .thenComparing(CallKey::account)
            .thenComparing(CallKey::providerCallId);

    /** Checks that all parts are there. */
    public CallKey {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(providerCallId, "providerCallId");
    }

    @Override
    public int compareTo(CallKey other) {
        return ORDER.compare(this, other);
    }
}
