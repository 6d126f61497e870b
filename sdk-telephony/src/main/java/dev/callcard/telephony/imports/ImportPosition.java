package dev.callcard.telephony.imports;

/**
 * A place between two lines of a file.
 *
 * @param lines how many lines lie before it
 * @param bytes how many bytes lie before it; 0 behind a line other than the first: not known
 */
public record ImportPosition(long lines, long bytes) {
    /** Before the first line. */
    public static final ImportPosition START = new ImportPosition(0, 0);

    /** Checks the range. */
    public ImportPosition {
        if (lines < 0 || bytes < 0) {
            throw new IllegalArgumentException("lines and bytes must be 0 or more");
        }
    }

    /**
     * A place of which only the line is known. An import that begins there reads over everything before it.
     *
     * @param lines how many lines lie before it
     * @return the place, never null
     */
    public static ImportPosition afterLine(long lines) {
        return new ImportPosition(lines, 0);
    }
}
