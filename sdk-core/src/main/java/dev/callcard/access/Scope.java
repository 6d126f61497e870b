package dev.callcard.access;

/** How far a permission reaches. */
public enum Scope {
    /** Nowhere. */
    NONE,
    /** To calls of the viewer, and to customers with whom the viewer had a call. */
    OWN,
    /** To everything in the project. */
    ALL
}
