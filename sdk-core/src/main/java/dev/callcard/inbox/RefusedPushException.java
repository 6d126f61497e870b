package dev.callcard.inbox;

import dev.callcard.error.CallCardException;

/** Nobody knows who sent a request to a webhook. HTTP 403. */
public final class RefusedPushException extends CallCardException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param reason why, in words for whoever sets the webhook up; holds nothing of the request and no secret
     */
    public RefusedPushException(String reason) {
        super(reason);
    }
}
