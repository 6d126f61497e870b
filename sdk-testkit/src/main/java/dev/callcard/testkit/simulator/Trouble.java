package dev.callcard.testkit.simulator;

/** What goes wrong with the pushes of a call. Several may go wrong at once. */
public enum Trouble {
    /** Each comes twice. */
    DUPLICATED,
    /** They come in the wrong order. */
    REORDERED,
    /** The second half is held back until {@link Simulator#deliverLate()}. */
    LATE,
    /** Before each comes one that somebody else made. */
    FORGED,
    /** Whatever can be missing is missing. */
    PARTIAL,
    /** What they say of how the call goes is a word that nobody knows. */
    UNKNOWN_STATUS,
    /** None comes. The API knows of the call. */
    LOST
}
