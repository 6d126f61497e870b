package dev.callcard.card;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.paging.Page;
import dev.callcard.project.Project;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import dev.callcard.visit.TopPage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything one card needs from a store, as of one instant.
 *
 * @param project the project with its settings
 * @param call the call at hand
 * @param agentHasCall whether the agent of the request had any call with this customer; false without an agent
 * @param totals what is counted
 * @param visits where the customer came from
 * @param topPages the five pages with most time in the 720 hours up to the instant, by {@link TopPage#ORDER}
 * @param sessions the customer's sessions, newest first
 * @param calls the customer's calls, newest first
 * @param annotation what people think of the call at hand
 * @param comments its comments, newest first
 * @param recording what the catalog has of its recording, if anything
 */
public record CardFacts(
        Project project,
        Call call,
        boolean agentHasCall,
        Totals totals,
        Visits visits,
        List<TopPage> topPages,
        Page<CallCard.SessionEntry> sessions,
        Page<Call> calls,
        Annotation annotation,
        Page<Comment> comments,
        Optional<RecordingCatalog.Entry> recording) {
    /** Checks that all parts are there. */
    public CardFacts {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(totals, "totals");
        Objects.requireNonNull(visits, "visits");
        topPages = List.copyOf(topPages);
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(annotation, "annotation");
        Objects.requireNonNull(comments, "comments");
        Objects.requireNonNull(recording, "recording");
    }

    /**
     * What is counted for a customer, up to the instant.
     *
     * @param calls all calls
     * @param callsInPeriod calls in the last 720 hours: {@code (asOf - 720 h, asOf]}
     * @param sessions all sessions
     * @param pageViewsInPeriod page views in the last 720 hours
     * @param firstVisit start of the first session
     * @param lastVisit start of the latest session
     */
    public record Totals(
            long calls,
            long callsInPeriod,
            long sessions,
            long pageViewsInPeriod,
            Optional<Instant> firstVisit,
            Optional<Instant> lastVisit) {}

    /**
     * Where a customer came from. Touches look at the sessions that started by the start of the call at hand.
     *
     * @param ofCaller the latest session, started by the call's start, of the visitor that the call names
     * @param beforeThat the customer's session right before that one
     * @param latest the customer's latest session by the instant
     * @param firstTouch source of the customer's first session
     * @param lastTouch source of the last session
     * @param lastNonDirect source of the last session that was not direct, within {@link CardStore#LOOK_BACK}
     */
    public record Visits(
            Optional<Session> ofCaller,
            Optional<Session> beforeThat,
            Optional<Session> latest,
            Optional<Source> firstTouch,
            Optional<Source> lastTouch,
            Optional<Source> lastNonDirect) {
        /** No visits at all. */
        public static final Visits NONE = new Visits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
