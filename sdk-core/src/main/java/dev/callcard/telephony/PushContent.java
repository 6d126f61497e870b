package dev.callcard.telephony;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callcard.error.InvalidInputException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request to a webhook brought: all that is needed to read it, and to read it again later. Immutable.
 *
 * @param query the query of the address as it was sent, undecoded and without {@code ?}; empty if there was none
 * @param contentType the header {@code Content-Type}; empty if there was none
 * @param body the body, at most {@link #MAX_BYTES}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into the array
public record PushContent(String query, String contentType, byte[] body) {
    /** The most bytes of a body, 1 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_QUERY = 16_384;
    private static final int MAX_TYPE = 255;

    /**
     * Checks the sizes.
     *
     * @throws InvalidInputException if something is too long
     */
    public PushContent {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(contentType, "contentType");
        if (query.length() > MAX_QUERY) {
            throw new InvalidInputException("", "has a query of more than " + MAX_QUERY + " characters");
        }
        if (contentType.length() > MAX_TYPE) {
            throw new InvalidInputException("", "has a Content-Type of more than " + MAX_TYPE + " characters");
        }
        if (body.length > MAX_BYTES) {
            throw new InvalidInputException("", "has a body of more than " + MAX_BYTES + " bytes");
        }
    }

    /**
     * The body as text.
     *
     * @return the body read as UTF-8; what is no UTF-8 is replaced
     */
    public String text() {
        return new String(body, UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PushContent that
                && query.equals(that.query)
                && contentType.equals(that.contentType)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(query, contentType, Arrays.hashCode(body));
    }

    /** Hides what came: it holds numbers. */
    @Override
    public String toString() {
        return "push of " + body.length + " bytes";
    }
}
