package dev.callcard.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One visit of a visitor.
 *
 * @param id follows from the visitor and the opening event
 * @param visitor whose
 * @param startedAt time of the first page view
 * @param lastSeenAt time of the last event, at or after the start
 * @param events how many events it has, 1 to 10,000
 * @param source where it came from
 * @param landingPage its first page
 * @param referrer the page before the first one, as the browser told it
 * @param device what the visitor browses with
 * @param ip the visitor's address in the form that the project stores
 * @param place where that address is
 * @param pages its pages by time; a card gets the first ones only
 * @param pageCount how many pages it has in all
 */
public record Session(
        SessionId id,
        VisitorId visitor,
        Instant startedAt,
        Instant lastSeenAt,
        int events,
        Source source,
        String landingPage,
        Optional<String> referrer,
        Device device,
        Optional<String> ip,
        Optional<Place> place,
        List<PageView> pages,
        int pageCount) {
    /** Copies the pages. */
    public Session {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(visitor, "visitor");
        Objects.requireNonNull(source, "source");
        pages = List.copyOf(pages);
        if (lastSeenAt.isBefore(startedAt)) {
            throw new IllegalArgumentException("lastSeenAt must not be before startedAt");
        }
        if (pageCount < pages.size()) {
            throw new IllegalArgumentException("pageCount must count all pages");
        }
    }

    /**
     * Whether the session was alive at an instant: from its start on, until the timeout has passed since its last event.
     *
     * @param at the instant
     * @param timeout the project's session timeout
     * @return true from {@code startedAt} inclusive to {@code lastSeenAt + timeout} exclusive
     */
    public boolean isAliveAt(Instant at, Duration timeout) {
        return !at.isBefore(startedAt) && at.isBefore(lastSeenAt.plus(timeout));
    }

    /**
     * The same session with its first pages only.
     *
     * @param most how many pages to keep
     * @return a session that still says how many pages there are in all
     */
    public Session withFirstPages(int most) {
        return pages.size() <= most
                ? this
                : new Session(
                        id,
                        visitor,
                        startedAt,
                        lastSeenAt,
                        events,
                        source,
                        landingPage,
                        referrer,
                        device,
                        ip,
                        place,
                        pages.subList(0, most),
                        pageCount);
    }

    /**
     * One page of a session.
     *
     * @param url the page's identity, see {@link PageUrl}
     * @param title the page's title, if told
     * @param at when it was opened
     * @param time how long it was looked at, 0 or more; empty if unknown, which is not 0
     */
    public record PageView(String url, Optional<String> title, Instant at, Optional<Duration> time) {
        /** Checks that all parts are there. */
        public PageView {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(time, "time");
        }
    }
}
