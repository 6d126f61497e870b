package dev.callcard.telephony.imports;

import java.util.Objects;

/**
 * How far an import is. The counts are of one run: a run that goes on where another stopped begins from 0.
 *
 * @param durable everything before this place is stored for good, or reported as rejected; go on from here
 * @param lines lines that were read, empty ones among them
 * @param bytes bytes that were read
 * @param created items that were new; the first leg of a call creates it
 * @param updated items that told something new of what was known
 * @param unchanged items that told nothing new
 * @param rejected items that were wrong
 * @param recordings recordings that were stored
 * @param recordingsRejected recordings that are there but could not be stored; each is in the report of what was rejected
 */
public record ImportProgress(
        ImportPosition durable,
        long lines,
        long bytes,
        long created,
        long updated,
        long unchanged,
        long rejected,
        long recordings,
        long recordingsRejected) {
    /** Checks that the place is there. */
    public ImportProgress {
        Objects.requireNonNull(durable, "durable");
    }

    /** This run and one that went on where it ended, together. */
    ImportProgress plus(ImportProgress next) {
        return new ImportProgress(
                next.durable,
                lines + next.lines,
                bytes + next.bytes,
                created + next.created,
                updated + next.updated,
                unchanged + next.unchanged,
                rejected + next.rejected,
                recordings + next.recordings,
                recordingsRejected + next.recordingsRejected);
    }

    /**
     * How many items were handed in, wrong ones included.
     *
     * @return 0 or more
     */
    public long items() {
        return created + updated + unchanged + rejected;
    }
}
