package dev.callcard.project;

/** How a project finds out where on the web its callers come from. */
public enum SessionTracking {
    /** Every visitor's sessions are followed; the card shows them. */
    SESSION,
    /** Static numbers per channel; the card shows no sessions. */
    CHANNEL,
    /** No tracking of visits. */
    OFF
}
