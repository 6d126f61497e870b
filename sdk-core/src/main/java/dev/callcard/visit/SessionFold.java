package dev.callcard.visit;

import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one visitor, handed in by {@link VisitEvent#ORDER}, into sessions.
 *
 * <p>A page view opens a new session when there is none, when the gap to the last event is the timeout or more, when the
 * session is older than 24 hours or has 10,000 events, or when it carries a campaign that is not the session's. A
 * heartbeat extends a session and never opens one; where it would have to, it belongs to no session. Midnight and
 * referrers split nothing.
 *
 * <p>What follows an opening page view depends on nothing before it. So after a late event only the sessions from the
 * one before it have to be folded again, up to the first page view that opens a session both before and after.
 *
 * <p>Not thread-safe; one fold per visitor.
 */
public final class SessionFold {
    private final Rules rules;
    private final SourceClassifier classifier;
    private @Nullable Open open;

    /**
     * A fold that has seen nothing yet.
     *
     * @param rules the project's rules
     */
    public SessionFold(Rules rules) {
        this.rules = rules;
        this.classifier = new SourceClassifier(rules.ownHosts());
    }

    /**
     * Folds all events of a visitor.
     *
     * @param rules the project's rules
     * @param events the visitor's events by {@link VisitEvent#ORDER}
     * @return the sessions by time
     */
    public static List<Session> sessions(Rules rules, Iterable<VisitEvent> events) {
        SessionFold fold = new SessionFold(rules);
        List<Session> sessions = new ArrayList<>();
        for (VisitEvent event : events) {
            fold.add(event).ifPresent(sessions::add);
        }
        fold.current().ifPresent(sessions::add);
        return sessions;
    }

    /**
     * Adds the next event.
     *
     * @param event an event of the same visitor, not before the one added last
     * @return the session that the event ended by opening the next one; empty otherwise
     */
    public Optional<Session> add(VisitEvent event) {
        Open session = open;
        if (session == null) {
            if (event.type() == VisitEvent.Type.PAGE_VIEW) {
                open = new Open(event);
            }
            return Optional.empty();
        }
        if (!session.endsBefore(event)) {
            session.extend(event);
            return Optional.empty();
        }
        if (event.type() == VisitEvent.Type.HEARTBEAT) {
            return Optional.empty();
        }
        open = new Open(event);
        return Optional.of(session.close());
    }

    /**
     * The session that the last events belong to, as it is so far.
     *
     * @return the session; empty before the first page view
     */
    public Optional<Session> current() {
        return Optional.ofNullable(open).map(Open::close);
    }

    /**
     * The id of the current session, without building it.
     *
     * @return the id; empty before the first page view
     */
    public Optional<SessionId> currentId() {
        return Optional.ofNullable(open).map(session -> session.id);
    }

    private static String url(VisitEvent pageView) {
        return pageView.url().orElseThrow();
    }

    /** The session that is being put together. */
    private final class Open {
        private final SessionId id;
        private final VisitEvent first;
        private final Map<String, String> campaign;
        private final List<VisitEvent> pageViews = new ArrayList<>();
        private Device device;
        private Optional<String> ip;
        private Optional<Place> place;
        private Instant lastSeen;
        private int events = 1;

        Open(VisitEvent first) {
            this.id = SessionId.of(first.visitor(), first.at(), first.eventId());
            this.first = first;
            this.campaign = SourceClassifier.campaign(url(first));
            this.device = first.device();
            this.ip = first.ip();
            this.place = first.place();
            this.lastSeen = first.at();
            pageViews.add(first);
        }

        boolean endsBefore(VisitEvent event) {
            return Duration.between(lastSeen, event.at()).compareTo(rules.timeout()) >= 0
                    || Duration.between(first.at(), event.at()).compareTo(Rules.MAX_AGE) > 0
                    || events >= Rules.MAX_EVENTS
                    || (event.type() == VisitEvent.Type.PAGE_VIEW && changesCampaign(url(event)));
        }

        private boolean changesCampaign(String url) {
            Map<String, String> next = SourceClassifier.campaign(url);
            return !next.isEmpty() && !next.equals(campaign);
        }

        void extend(VisitEvent event) {
            events++;
            lastSeen = event.at();
            if (device.equals(Device.UNKNOWN)) {
                device = event.device();
            }
            ip = ip.or(event::ip);
            place = place.or(event::place);
            if (event.type() == VisitEvent.Type.PAGE_VIEW) {
                pageViews.add(event);
            }
        }

        Session close() {
            String landing = url(first);
            return new Session(
                    id,
                    first.visitor(),
                    first.at(),
                    lastSeen,
                    events,
                    classifier.classify(landing, first.referrer()),
                    PageUrl.normalise(landing),
                    first.referrer(),
                    device,
                    ip,
                    place,
                    pages(),
                    pageViews.size());
        }

        private List<Session.PageView> pages() {
            List<Session.PageView> pages = new ArrayList<>(pageViews.size());
            for (int i = 0; i < pageViews.size(); i++) {
                VisitEvent view = pageViews.get(i);
                boolean last = i == pageViews.size() - 1;
                Instant until = last ? lastSeen : pageViews.get(i + 1).at();
                // Nothing seen after the last page was opened: its time is unknown, which is not 0.
                boolean known = !last || until.isAfter(view.at());
                Duration time = Duration.between(view.at(), until);
                Duration capped = time.compareTo(rules.timeout()) > 0 ? rules.timeout() : time;
                pages.add(new Session.PageView(
                        PageUrl.normalise(url(view)),
                        view.title(),
                        view.at(),
                        known ? Optional.of(capped) : Optional.empty()));
            }
            return pages;
        }
    }

    /**
     * When a session ends, and which hosts are the project's own.
     *
     * @param timeout the gap between two events that ends a session
     * @param ownHosts hosts whose pages are no source, in lower case
     */
    public record Rules(Duration timeout, Set<String> ownHosts) {
        /** A session older than this ends at the next page view. */
        public static final Duration MAX_AGE = Duration.ofHours(24);

        /** A session with this many events ends at the next page view. */
        public static final int MAX_EVENTS = 10_000;

        /** Copies the hosts. */
        public Rules {
            Objects.requireNonNull(timeout, "timeout");
            ownHosts = Set.copyOf(ownHosts);
        }

        /**
         * The rules of a project.
         *
         * @param settings the project's settings
         * @return its rules, never null
         */
        public static Rules of(ProjectSettings settings) {
            return new Rules(settings.sessionTimeout(), Set.copyOf(settings.ownHosts()));
        }
    }
}
