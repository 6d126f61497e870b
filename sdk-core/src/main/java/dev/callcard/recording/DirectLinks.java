package dev.callcard.recording;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Ability of a {@link RecordingStore} to hand out links by which a browser fetches bytes from the store itself, found by
 * {@code instanceof}. Not one byte then passes through this process. Whoever has a link may read until it ends, and it
 * cannot be taken back but by deleting the bytes: keep lifetimes short, send links to one person, and never log them. Safe
 * for use by many threads.
 */
public interface DirectLinks {
    /** The longest life of a link. */
    Duration MAX_LIFETIME = Duration.ofHours(12);

    /**
     * Makes a link for {@code GET} with ranges. Asks nothing of the store, so a link to nothing is made like any other.
     *
     * @param key names the bytes
     * @param terms how long the link lives and what is said along with the bytes
     * @return the link, a secret; never null
     * @throws dev.callcard.error.UnavailableException if the store's credentials cannot be had
     */
    URI link(RecordingStore.Key key, Terms terms);

    /**
     * Where links lead, for the content security policy of pages that play audio. Asks nothing of anybody.
     *
     * @return scheme, host and, where it is not the usual one, port of every link; nothing more
     */
    URI origin();

    /**
     * The terms of a link.
     *
     * @param lifetime how long it can be used, from a second to {@link #MAX_LIFETIME}, in whole seconds; a download that
     *     began in time is finished, but a player that seeks begins anew
     * @param contentType the type the store shall answer with; audio only, such as {@code audio/ogg}, so that bytes which
     *     pass for a page are never shown as one
     * @param contentDisposition {@code inline} or {@code attachment}, with a file name or without (RFC 6266); printable
     *     ASCII
     */
    record Terms(Duration lifetime, String contentType, String contentDisposition) {
        private static final Pattern AUDIO =
                Pattern.compile("audio/[A-Za-z0-9.+-]{1,64}(; ?codecs=\"?[A-Za-z0-9.,-]{1,64}\"?)?");
        private static final Pattern DISPOSITION = Pattern.compile("(inline|attachment)(;[ -~]{1,500})?");

        /** Checks the terms. */
        public Terms {
            Objects.requireNonNull(lifetime, "lifetime");
            if (lifetime.toSeconds() < 1 || lifetime.compareTo(MAX_LIFETIME) > 0) {
                throw new IllegalArgumentException("lifetime must be between 1 s and " + MAX_LIFETIME.toHours() + " h");
            }
            if (!AUDIO.matcher(contentType).matches()) {
                throw new IllegalArgumentException("contentType must be an audio type");
            }
            if (!DISPOSITION.matcher(contentDisposition).matches()) {
                throw new IllegalArgumentException(
                        "contentDisposition must be inline or attachment, in printable ASCII");
            }
        }
    }
}
