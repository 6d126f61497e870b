package dev.callcard.telephony;

import dev.callcard.call.CallReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a provider that can be asked for the calls of a period can do. */
public interface CallPoller extends TelephonyProvider {
    /**
     * The longest period that one question may be about. Longer ones are cut into slices.
     *
     * @return more than none
     */
    Duration longestSlice();

    /**
     * Asks for one page of the calls that started in a period. Keeps to the provider's limits: it waits as long as they ask, up to a
     * minute, and fails with {@link ProviderException#retryAfter()} if they ask for longer.
     *
     * @param slice the period and the page
     * @return the page
     * @throws ProviderException if the provider did not answer, or with a failure
     */
    Page poll(Slice slice) throws ProviderException;

    /**
     * A question.
     *
     * @param from calls that started at this instant or later
     * @param to calls that started before this instant; after {@code from}
     * @param cursor what the page before said; empty for the first page
     */
    record Slice(Instant from, Instant to, Optional<String> cursor) {
        /** Checks that all parts are there, in order. */
        public Slice {
            Objects.requireNonNull(cursor, "cursor");
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("from must be before to");
            }
        }

        /**
         * The first page of a period.
         *
         * @param from calls that started at this instant or later
         * @param to calls that started before this instant; after {@code from}
         * @return the question
         */
        public static Slice first(Instant from, Instant to) {
            return new Slice(from, to, Optional.empty());
        }

        /**
         * Another page of the same period.
         *
         * @param next what this page said
         * @return the question
         */
        public Slice next(String next) {
            return new Slice(from, to, Optional.of(next));
        }
    }

    /**
     * An answer.
     *
     * @param calls what it tells, of this provider and account; reports of calls beside the period do no harm
     * @param unreadable why each call of the page that could not be read could not, in words for people that hold nothing of it
     * @param next where the next page is; empty if this was the last
     */
    record Page(List<CallReport> calls, List<String> unreadable, Optional<String> next) {
        /** Copies the lists. */
        public Page {
            calls = List.copyOf(calls);
            unreadable = List.copyOf(unreadable);
            Objects.requireNonNull(next, "next");
        }
    }
}
