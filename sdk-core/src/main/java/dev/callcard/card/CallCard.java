package dev.callcard.card;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.crm.HostContacts;
import dev.callcard.paging.Page;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.tracking.Attribution;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import dev.callcard.visit.TopPage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The call card: everything about one call and its customer, as of one instant. Immutable.
 *
 * @param call the call at hand
 * @param recording its recording
 * @param annotation its categories and ratings
 * @param comments its comments, newest first
 * @param tracking whether sessions are tracked; where they are not, visit, last visit, top pages and sessions are empty
 * @param visit the visit it came from
 * @param client whose card it is
 * @param statistics what is counted
 * @param lastVisit the customer's previous visit: the one before the joined session, else the latest
 * @param topPages at most five pages of the last 30 days
 * @param sessions the customer's sessions, newest first
 * @param calls the customer's calls, newest first
 * @param asOf the instant that the card speaks of
 * @param settings the project's settings: zone, categories
 */
public record CallCard(
        Call call,
        Recording recording,
        Annotation annotation,
        Page<Comment> comments,
        Tracking tracking,
        Optional<Visit> visit,
        Client client,
        Statistics statistics,
        Optional<Session> lastVisit,
        List<TopPage> topPages,
        Page<SessionEntry> sessions,
        Page<Call> calls,
        Instant asOf,
        ProjectSettings settings) {
    /** Checks that all parts are there. */
    public CallCard {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(recording, "recording");
        Objects.requireNonNull(annotation, "annotation");
        Objects.requireNonNull(comments, "comments");
        Objects.requireNonNull(tracking, "tracking");
        Objects.requireNonNull(visit, "visit");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(statistics, "statistics");
        Objects.requireNonNull(lastVisit, "lastVisit");
        topPages = List.copyOf(topPages);
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(settings, "settings");
    }

    /**
     * Whether the card can show sessions.
     *
     * @param available whether the project tracks sessions
     * @param reason why not, in words; empty when available
     */
    public record Tracking(boolean available, Optional<String> reason) {}

    /**
     * The visit that a call came from, and the customer's touches before it.
     *
     * @param attribution how the call was joined, and why
     * @param session the joined session, if it was joined to one
     * @param firstTouch source of the customer's first session
     * @param lastTouch source of the last session by the call's start
     * @param lastNonDirect source of the last session that was not direct
     */
    public record Visit(
            Attribution attribution,
            Optional<Session> session,
            Optional<Source> firstTouch,
            Optional<Source> lastTouch,
            Optional<Source> lastNonDirect) {}

    /**
     * Whose card it is.
     *
     * @param customer the opaque id
     * @param number the customer's number
     * @param contacts the host's contacts of this number, best first
     * @param ip address of the joined session, else of the latest
     * @param landingPage first page of the same session
     */
    public record Client(
            CustomerId customer,
            PhoneNumber number,
            List<HostContacts.Contact> contacts,
            Optional<String> ip,
            Optional<String> landingPage) {}

    /**
     * What is counted for a customer. Days are calendar days in the project's zone: yesterday at 23:00 is 1 day ago.
     *
     * @param daysSinceFirstVisit empty without sessions
     * @param daysSinceLastVisit empty without sessions
     * @param totalCalls all calls of the number
     * @param totalSessions empty where sessions are not tracked
     * @param callsLast30Days calls in the last 720 hours
     * @param pageViewsLast30Days page views in the last 720 hours; empty where sessions are not tracked
     */
    public record Statistics(
            OptionalLong daysSinceFirstVisit,
            OptionalLong daysSinceLastVisit,
            long totalCalls,
            OptionalLong totalSessions,
            long callsLast30Days,
            OptionalLong pageViewsLast30Days) {}

    /**
     * A session in a customer's history.
     *
     * @param session the session, with its first 20 pages
     * @param calls the customer's calls that started while it was alive, oldest first, at most 20
     */
    public record SessionEntry(Session session, List<Call> calls) {
        /** The most pages that a history shows of one session. */
        public static final int MAX_PAGES = 20;

        /** The most calls that a history shows of one session. */
        public static final int MAX_CALLS = 20;

        /** Copies the calls. */
        public SessionEntry {
            Objects.requireNonNull(session, "session");
            calls = List.copyOf(calls);
        }
    }
}
