package dev.callcard.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a client of the live log got: it has everything that could be read at an instant.
 *
 * @param at the instant, to the millisecond
 * @param isLost whether the client has to read the log anew, because nobody knows any more what it missed
 */
record LiveCursor(Instant at, boolean isLost) {
    /** How long changes are kept. */
    static final Duration KEPT = Duration.ofDays(1);

    /**
     * How much is read again each time. A change bears the time at which it was written and appears when its transaction
     * commits, so one that appears late, or was written by a node whose clock is late, lies before others that were read.
     */
    static final Duration OVERLAP = Duration.ofSeconds(10);

    private static final Pattern FORM = Pattern.compile("[0-9]{1,15}");

    /** What a header says, if there is one: a new client goes on from now. */
    static LiveCursor of(Optional<String> lastEventId, Instant now) {
        if (lastEventId.isEmpty()) {
            return new LiveCursor(now, false);
        }
        return lastEventId
                .filter(text -> FORM.matcher(text).matches())
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .filter(at -> at.isAfter(now.minus(KEPT).plus(OVERLAP)) && at.isBefore(now.plus(OVERLAP)))
                .map(at -> new LiveCursor(at, false))
                .orElseGet(() -> new LiveCursor(now, true));
    }

    /** The text that comes back as {@code Last-Event-ID}. */
    String text() {
        return Long.toString(at.toEpochMilli());
    }

    /** Where to read on from, so that nothing that came late is missed. */
    Instant readFrom() {
        return at.minus(OVERLAP);
    }
}
