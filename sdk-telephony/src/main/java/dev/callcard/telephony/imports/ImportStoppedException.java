package dev.callcard.telephony.imports;

import dev.callcard.error.CallCardException;

/** An import could not go on: the file could not be read, or the store did not answer. Going on later is safe. */
public final class ImportStoppedException extends CallCardException {
    private static final long serialVersionUID = 1L;
    private final transient ImportProgress progress;

    ImportStoppedException(ImportProgress progress, Throwable cause) {
        super(
                "The import stopped behind line " + progress.durable().lines() + ", byte "
                        + progress.durable().bytes() + "; go on from there.",
                cause);
        this.progress = progress;
    }

    /**
     * How far the import had come.
     *
     * @return never null
     */
    public ImportProgress progress() {
        return progress;
    }
}
