package dev.callcard.recording;

import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: gets the audio of a call from where the telephony provider keeps it. The address comes from outside, so an
 * implementation must not let it lead into the networks of this process. Implementations are safe for use by many threads,
 * and need no more memory for a long recording than for a short one.
 */
public interface AudioFetcher {
    /**
     * Gets audio into a file. If the file holds the beginning from an earlier try, and the provider proves that it is the
     * beginning of the same thing, only the rest is fetched; otherwise all of it is. What the proof needs is kept in a file
     * of the implementation's own beside it, whose name begins with the name of the file. A file belongs to one recording
     * and is used by one call of this method at a time.
     *
     * @param source where the audio is
     * @param into the file; made if it is missing. When this method returns it is whole and alone. When this method throws it
     *     may hold a beginning: leave it and what is beside it for another try, or delete both
     * @throws FetchException if the audio could not be had
     * @throws IOException if the file could not be read or written
     */
    void fetch(Source source, Path into) throws IOException;

    /**
     * Where the audio of a call is. Addresses of recordings often hold a secret, so this has no text form that shows one.
     *
     * @param project for which project it is fetched
     * @param provider the name of the telephony provider, as in reports
     * @param account which account at the provider; empty if there is only one
     * @param url the address, which nobody has checked
     */
    record Source(ProjectId project, String provider, String account, URI url) {
        /** Checks that all parts are there. */
        public Source {
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(url, "url");
        }

        @Override
        public String toString() {
            return "Source[project=" + project + "]";
        }
    }

    /** Audio that could not be had from its provider. Has no cause: what libraries say about addresses stays with them. */
    final class FetchException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean retry;
        private final @Nullable Duration retryAfter;

        /**
         * An exception.
         *
         * @param message why, in words for people; no address, number, secret or anything else that the provider sent
         * @param retry whether another try makes sense
         */
        public FetchException(String message, boolean retry) {
            this(message, retry, Optional.empty());
        }

        /**
         * An exception.
         *
         * @param message why, in words for people; no address, number, secret or anything else that the provider sent
         * @param retry whether another try makes sense
         * @param retryAfter how long the provider wants to be left alone, 0 or more; empty if it did not say
         */
        public FetchException(String message, boolean retry, Optional<Duration> retryAfter) {
            super(message);
            this.retry = retry;
            this.retryAfter = retryAfter.orElse(null);
        }

        /**
         * Whether another try makes sense. Providers publish recordings late, so even a recording that is not there may come.
         *
         * @return false if the same would happen again
         */
        public boolean retry() {
            return retry;
        }

        /**
         * How long the provider wants to be left alone.
         *
         * @return the time to wait, 0 or more; empty if it did not say
         */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }
}
