package dev.callcard.call;

/** Who called whom. */
public enum CallType {
    /** The customer called. */
    INBOUND,
    /** An agent called the customer. */
    OUTBOUND,
    /** The customer asked to be called back, on the site for example. */
    CALLBACK,
    /** Both sides are the project's own. */
    INTERNAL
}
