package dev.callcard.error;

/**
 * The thing does not exist in this project. A thing of another project is reported in exactly the same way, so that ids
 * of others cannot be probed. HTTP 404.
 */
public final class NotFoundException extends CallCardException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the kind of thing that is missing.
     *
     * @param what the kind of thing, for example {@code call}
     */
    public NotFoundException(String what) {
        super("No such " + what + " in this project.");
    }
}
