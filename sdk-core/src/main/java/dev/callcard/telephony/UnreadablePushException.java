package dev.callcard.telephony;

/** A push that is genuine and that cannot be made sense of. It is put aside, with this reason, until somebody has looked at it. */
public final class UnreadablePushException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param reason why, in words for people; names the field where one is wrong, and holds nothing of what came
     */
    public UnreadablePushException(String reason) {
        super(reason);
    }

    /**
     * Why it is unreadable.
     *
     * @return the reason, never null
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
