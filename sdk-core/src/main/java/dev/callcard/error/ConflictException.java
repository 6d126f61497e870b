package dev.callcard.error;

/** Somebody else changed the thing since it was read: read again, then repeat. HTTP 412. */
public final class ConflictException extends CallCardException {
    private static final long serialVersionUID = 1L;
    private final long actualVersion;

    /**
     * A lost race between two writers.
     *
     * @param what the kind of thing that changed
     * @param actualVersion the version that is stored now
     */
    public ConflictException(String what, long actualVersion) {
        super("The " + what + " was changed by somebody else; read it again. Its version is now " + actualVersion
                + ".");
        this.actualVersion = actualVersion;
    }

    /**
     * The version that is stored now.
     *
     * @return the stored version, 0 or more
     */
    public long actualVersion() {
        return actualVersion;
    }
}
