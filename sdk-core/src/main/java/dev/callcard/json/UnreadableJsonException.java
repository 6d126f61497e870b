package dev.callcard.json;

import dev.callcard.error.CallCardException;

/** A body is not JSON of the expected shape as a whole: syntax, encoding, depth or number of items. HTTP 400. */
public final class UnreadableJsonException extends CallCardException {
    private static final long serialVersionUID = 1L;

    UnreadableJsonException(String message) {
        super(message);
    }
}
