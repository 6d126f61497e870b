package dev.callcard.telephony.fetch;

/** A connection that ended too early: the rest may come over another one. */
final class CutException extends Exception {
    private static final long serialVersionUID = 1L;

    CutException() {
        super("cut", null, false, false);
    }
}
