package dev.callcard.error;

/** The request is fine, but the state of the thing forbids it: a recording under legal hold is to be deleted, say. HTTP 409. */
public final class RefusedException extends CallCardException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param reason a sentence for people, without personal data
     */
    public RefusedException(String reason) {
        super(reason);
    }
}
