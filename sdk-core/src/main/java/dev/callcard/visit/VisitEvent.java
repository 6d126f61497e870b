package dev.callcard.visit;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something a visitor did on the site: looked at a page, or was still looking at it.
 *
 * @param eventId the sender's id of the event, 1 to 255 characters; a second event with the same id in a project is
 *     ignored
 * @param visitor who
 * @param type what
 * @param at when, to the microsecond
 * @param url the page with its parameters; given for every page view
 * @param title the page's title
 * @param referrer the page before, as the browser told it
 * @param device what the visitor browses with
 * @param ip the visitor's address, in the form that the project stores
 * @param place where that address is
 */
public record VisitEvent(
        String eventId,
        VisitorId visitor,
        Type type,
        Instant at,
        Optional<String> url,
        Optional<String> title,
        Optional<String> referrer,
        Device device,
        Optional<String> ip,
        Optional<Place> place) {
    /**
     * The order in which a visitor's events are looked at: by time; at the same instant page views first, then by id, so
     * that the order never depends on arrival.
     */
    public static final Comparator<VisitEvent> ORDER =
            Comparator.comparing(VisitEvent::at).thenComparing(VisitEvent::type).thenComparing(VisitEvent::eventId);

    private static final int MAX_ID = 255;

    /** Truncates the time and checks the event; a page view needs a URL. */
    public VisitEvent {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(visitor, "visitor");
        Objects.requireNonNull(type, "type");
        at = at.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(place, "place");
        List<FieldError> errors = new ArrayList<>();
        if (eventId.isEmpty() || eventId.length() > MAX_ID) {
            errors.add(new FieldError("/eventId", "must have 1 to " + MAX_ID + " characters"));
        }
        if (type == Type.PAGE_VIEW && url.isEmpty()) {
            errors.add(new FieldError("/url", "is needed for a page view"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    /**
     * A page view that knows no more than the page.
     *
     * @param eventId the sender's id of the event
     * @param visitor who
     * @param at when
     * @param url the page
     * @return the event, never null
     */
    public static VisitEvent pageView(String eventId, VisitorId visitor, Instant at, String url) {
        return new VisitEvent(
                eventId,
                visitor,
                Type.PAGE_VIEW,
                at,
                Optional.of(url),
                Optional.empty(),
                Optional.empty(),
                Device.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A sign that the visitor still has the page before its eyes.
     *
     * @param eventId the sender's id of the event
     * @param visitor who
     * @param at when
     * @return the event, never null
     */
    public static VisitEvent heartbeat(String eventId, VisitorId visitor, Instant at) {
        return new VisitEvent(
                eventId,
                visitor,
                Type.HEARTBEAT,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Device.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same event with the page before it.
     *
     * @param value the referrer as the browser told it
     * @return a copy, never null
     */
    public VisitEvent withReferrer(String value) {
        return new VisitEvent(eventId, visitor, type, at, url, title, Optional.of(value), device, ip, place);
    }

    /**
     * The same event with the page's title.
     *
     * @param value the title
     * @return a copy, never null
     */
    public VisitEvent withTitle(String value) {
        return new VisitEvent(eventId, visitor, type, at, url, Optional.of(value), referrer, device, ip, place);
    }

    /**
     * The same event from a known device and address.
     *
     * @param newDevice what the visitor browses with
     * @param newIp the address in the form to store
     * @param newPlace where it is
     * @return a copy, never null
     */
    public VisitEvent withOrigin(Device newDevice, Optional<String> newIp, Optional<Place> newPlace) {
        return new VisitEvent(eventId, visitor, type, at, url, title, referrer, newDevice, newIp, newPlace);
    }

    /** What a visitor can do. */
    public enum Type {
        /** A page was opened. */
        PAGE_VIEW,
        /** The page is still visible; sent every 15 seconds. */
        HEARTBEAT
    }
}
