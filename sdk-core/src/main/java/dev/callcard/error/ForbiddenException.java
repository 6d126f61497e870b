package dev.callcard.error;

/** The viewer is known but lacks a right. HTTP 403. */
public final class ForbiddenException extends CallCardException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the right that is missing.
     *
     * @param right the missing right in words, for example {@code rate a call}
     */
    public ForbiddenException(String right) {
        super("You may not " + right + " here.");
    }
}
