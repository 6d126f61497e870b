package dev.callcard.storage.jdbc;

import dev.callcard.visit.VisitEvent;
import java.time.Instant;
import java.util.Comparator;

/**
 * The event that opens a session, by which sessions of a visitor are ordered even within one instant.
 *
 * @param at when
 * @param eventId its id
 */
record Opening(Instant at, String eventId) implements Comparable<Opening> {
    private static final Comparator<Opening> ORDER =
            Comparator.comparing(Opening::at).thenComparing(Opening::eventId);

    /** Whether an event comes before this one in the order of a visitor's events; an opening event is a page view. */
    boolean isAfter(VisitEvent event) {
        int order = event.at().compareTo(at);
        return order < 0
                || order == 0
                        && event.type() == VisitEvent.Type.PAGE_VIEW
                        && event.eventId().compareTo(eventId) < 0;
    }

    @Override
    public int compareTo(Opening other) {
        return ORDER.compare(this, other);
    }
}
