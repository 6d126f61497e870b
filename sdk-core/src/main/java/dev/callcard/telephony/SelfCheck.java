package dev.callcard.telephony;

import java.util.List;
import java.util.Objects;

/** What an account can do that tries itself whether it is set up well. */
public interface SelfCheck extends TelephonyProvider {
    /**
     * Does what can fail: uses the credentials, checks a sample that it signed itself, looks at the public address as configured, asks
     * for a recording. Changes nothing at the provider. Takes up to a minute.
     *
     * @return what was tried and how it went, at least one finding; a provider that does not answer is a finding too
     */
    List<Finding> check();

    /**
     * How one thing went.
     *
     * @param what what was tried, for example {@code credentials}
     * @param result how it went
     * @param words what that means and what to do about it, in a sentence for people; no secret, no number
     */
    record Finding(String what, Result result, String words) {
        /** Checks that all parts are there. */
        public Finding {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(words, "words");
        }

        /**
         * All is well.
         *
         * @param what what was tried
         * @param words what was seen
         * @return the finding
         */
        public static Finding ok(String what, String words) {
            return new Finding(what, Result.OK, words);
        }

        /**
         * It works, and somebody should look at it.
         *
         * @param what what was tried
         * @param words what was seen and what to do
         * @return the finding
         */
        public static Finding warning(String what, String words) {
            return new Finding(what, Result.WARNING, words);
        }

        /**
         * It does not work.
         *
         * @param what what was tried
         * @param words what was seen and what to do
         * @return the finding
         */
        public static Finding failed(String what, String words) {
            return new Finding(what, Result.FAILED, words);
        }
    }

    /** How something went. */
    enum Result {
        /** It works. */
        OK,
        /** It works, or could not be tried, and somebody should look at it. */
        WARNING,
        /** It does not work. */
        FAILED
    }
}
