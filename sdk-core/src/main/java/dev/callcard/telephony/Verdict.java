package dev.callcard.telephony;

import java.util.Objects;

/** Whether a provider sent a request. */
public sealed interface Verdict {
    /** The provider sent it. */
    record Genuine() implements Verdict {}

    /**
     * The provider asks whether the address is ours, and wants a text back. The request tells nothing else.
     *
     * @param text what to answer, as plain text
     */
    record Echo(String text) implements Verdict {
        /** Checks that the text is there. */
        public Echo {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Nobody knows who sent it.
     *
     * @param reason why, in words for whoever sets the webhook up; holds nothing of the request and no secret
     */
    record Refused(String reason) implements Verdict {
        /** Checks that the reason is there. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The provider sent it.
     *
     * @return never null
     */
    static Verdict genuine() {
        return new Genuine();
    }

    /**
     * Nobody knows who sent it.
     *
     * @param reason why, in words for whoever sets the webhook up; holds nothing of the request and no secret
     * @return never null
     */
    static Verdict refused(String reason) {
        return new Refused(reason);
    }
}
