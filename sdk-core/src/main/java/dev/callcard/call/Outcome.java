package dev.callcard.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the network did with a call. In falling order of what they say about a call of several legs. */
public enum Outcome {
    /** Somebody answered. */
    ANSWERED,
    /** A mailbox answered. */
    VOICEMAIL,
    /** It is still going on. */
    IN_PROGRESS,
    /** Every line was busy. */
    BUSY,
    /** Nobody answered. */
    NO_ANSWER,
    /** In a callback, the customer did not answer. */
    CLIENT_NO_ANSWER,
    /** The caller gave up. */
    CANCELED,
    /** The caller chose an extension that does not exist. */
    WRONG_EXTENSION,
    /** The caller chose no extension. */
    NO_EXTENSION,
    /** Calls to this destination are not allowed. */
    FORBIDDEN_DESTINATION,
    /** No routing scheme matched. */
    ROUTING_FAILED,
    /** The network or a line failed. */
    FAILED,
    /** Not told, or a status that we do not know; the provider's own text is kept. */
    UNKNOWN;

    /**
     * Reads the name of an outcome, whatever its case.
     *
     * @param text any text, for example {@code no-answer}
     * @return the outcome; empty if there is none of this name
     */
    public static Optional<Outcome> parse(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Arrays.stream(values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst();
    }

    boolean isFinal() {
        return this != IN_PROGRESS && this != UNKNOWN;
    }
}
