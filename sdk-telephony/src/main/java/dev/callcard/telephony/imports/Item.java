package dev.callcard.telephony.imports;

import dev.callcard.error.FieldError;
import dev.callcard.json.ParsedItem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One item of a file.
 *
 * @param line the number of its first line
 * @param resume where to go on once it is stored
 * @param sizeBytes how many bytes it has in the file
 * @param text its text; empty if it could not be read or is too long
 * @param parsed what it says
 * @param recordingNames what the file with its recording may be called
 */
record Item<T>(
        long line,
        ImportPosition resume,
        long sizeBytes,
        Optional<String> text,
        ParsedItem<T> parsed,
        List<String> recordingNames) {
    /** What there is of an item that cannot be read. */
    static <T> ParsedItem<T> wrong(String problem) {
        return new ParsedItem<>(Optional.empty(), Optional.empty(), List.of(new FieldError("", problem)));
    }

    /** Finds the items of a file one by one. */
    interface Source<T> {
        /** The next item; empty behind the last. */
        Optional<Item<T>> next() throws IOException;
    }
}
