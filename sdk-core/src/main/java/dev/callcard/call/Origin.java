package dev.callcard.call;

/** How a call first became known. */
public enum Origin {
    /** A provider pushed it. */
    WEBHOOK,
    /** It was found by asking the provider. */
    POLL,
    /** The host reported it through the API. */
    API,
    /** It came with a file. */
    IMPORT,
    /** A person typed it in. */
    MANUAL
}
