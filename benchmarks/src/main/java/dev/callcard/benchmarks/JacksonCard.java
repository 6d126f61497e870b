package dev.callcard.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The card as a tree of records with the names of the wire format, as a host on Jackson would write it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JacksonCard(
        Summary call,
        Audio audio,
        Annotation annotation,
        @Nullable Visit visit,
        Client client,
        Statistics statistics,
        @Nullable LastVisit lastVisit,
        List<Top> topPages,
        Sessions sessions,
        Calls calls,
        Time asOf,
        Tracking sessionTracking) {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            String id,
            @Nullable String type,
            Time startedAt,
            String outcome,
            String qualification,
            @Nullable Long waitMs,
            @Nullable Long talkMs,
            @Nullable Long totalMs,
            @Nullable String caller,
            @Nullable String destination,
            @Nullable Agent agent,
            @Nullable String cardUrl) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Agent(
            @Nullable String id,
            @Nullable String name,
            @Nullable String number) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Audio(
            String state,
            @Nullable String reason,
            @Nullable String url,
            @Nullable Long durationMs,
            @Nullable String contentType) {}

    record Annotation(List<String> categories, Comments comments) {}

    record Comments(List<String> items) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Visit(
            String attribution,
            @Nullable String reason,
            @Nullable Source source,
            @Nullable String landingPage,
            @Nullable String referrer,
            @Nullable Time startedAt,
            @Nullable Source firstTouch,
            @Nullable Source lastTouch,
            @Nullable Source lastNonDirect) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            String channel,
            @Nullable String source,
            @Nullable String medium,
            @Nullable String campaign,
            @Nullable String keyword,
            @Nullable String content,
            @Nullable String clickId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Client(
            String customerId,
            @Nullable String number,
            String kind,
            @Nullable String ip,
            @Nullable String landingPage,
            String cardUrl) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Statistics(
            @Nullable Long daysSinceFirstVisit,
            @Nullable Long daysSinceLastVisit,
            long totalCalls,
            @Nullable Long totalSessions,
            long callsLast30Days,
            @Nullable Long pageViewsLast30Days) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LastVisit(
            Time startedAt,
            Source source,
            @Nullable String device,
            @Nullable String os,
            @Nullable String browser,
            @Nullable Place place) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(
            @Nullable String country,
            @Nullable String region,
            @Nullable String city) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Top(String url, @Nullable String title, @Nullable Long timeMs, long views, long unknownViews) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sessions(List<Session> items, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Session(
            String id,
            Time startedAt,
            Time endedAt,
            Source source,
            @Nullable String device,
            @Nullable String os,
            @Nullable Place place,
            List<Page> pages,
            @Nullable Long pagesOmitted,
            List<SessionCall> calls) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            String url,
            @Nullable String title,
            Time at,
            @Nullable Long timeMs) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionCall(
            String id,
            @Nullable String type,
            Time startedAt,
            String outcome,
            @Nullable Long talkMs,
            String cardUrl) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Calls(List<Summary> items, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tracking(boolean available, @Nullable String reason) {}

    /** An instant, and the text that it is written as. */
    record Time(java.time.Instant at, String text) {}
}
