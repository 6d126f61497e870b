package dev.callcard.ledger;

import dev.callcard.phone.CustomerKey;
import dev.callcard.project.ProjectId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes fingerprints with the key of the host. The same number has other fingerprints in another project. Immutable and
 * thread-safe.
 */
public final class Fingerprints {
    /** Takes none: the host has given no key, so nothing was ever erased. */
    public static final Fingerprints NONE = new Fingerprints(null);

    private final @Nullable ErasureKey key;

    private Fingerprints(@Nullable ErasureKey key) {
        this.key = key;
    }

    /**
     * Takes fingerprints with a key.
     *
     * @param key the host's key
     * @return never null
     */
    public static Fingerprints with(ErasureKey key) {
        return new Fingerprints(key);
    }

    /**
     * Whether there is a key.
     *
     * @return false for {@link #NONE}
     */
    public boolean areTaken() {
        return key != null;
    }

    /**
     * The fingerprint of a number.
     *
     * @param project the project
     * @param number the number as customers are told apart by it
     * @return empty if no fingerprints are taken, or the number is withheld
     */
    public Optional<Fingerprint> ofNumber(ProjectId project, CustomerKey number) {
        return number.joins()
                ? take(Fingerprint.Kind.CUSTOMER, project, number.kind().name(), number.value())
                : Optional.empty();
    }

    /**
     * The fingerprint of a call.
     *
     * @param project the project
     * @param provider the call's provider
     * @param account the provider's account
     * @param providerCallId what the provider calls the call
     * @return empty if no fingerprints are taken
     */
    public Optional<Fingerprint> ofCall(ProjectId project, String provider, String account, String providerCallId) {
        return take(Fingerprint.Kind.CALL, project, provider, account, providerCallId);
    }

    /**
     * The fingerprint of a visitor.
     *
     * @param project the project
     * @param visitorId the visitor's id
     * @return empty if no fingerprints are taken
     */
    public Optional<Fingerprint> ofVisitor(ProjectId project, String visitorId) {
        return take(Fingerprint.Kind.VISITOR, project, visitorId);
    }

    private Optional<Fingerprint> take(Fingerprint.Kind kind, ProjectId project, String... parts) {
        ErasureKey known = key;
        if (known == null) {
            return Optional.empty();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        // Every part with its length, so that no two lists of parts make one message.
        try (DataOutputStream out = new DataOutputStream(message)) {
            write(out, kind.name());
            write(out, project.value());
            for (String part : parts) {
                write(out, part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new Fingerprint(kind, HexFormat.of().formatHex(known.hash(message.toByteArray()))));
    }

    private static void write(DataOutputStream out, String part) throws IOException {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
