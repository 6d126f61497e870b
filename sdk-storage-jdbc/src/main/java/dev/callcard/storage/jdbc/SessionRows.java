package dev.callcard.storage.jdbc;

import dev.callcard.card.CallCard;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionId;
import dev.callcard.visit.Source;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A session as a row: with its first pages, which cards show, and the rest of them apart. */
final class SessionRows {
    /** All that {@link #read} reads, of a table named s. */
    static final String COLUMNS = """
            s.session_id, s.visitor_id, s.started_at, s.last_seen_at, s.events, s.page_count, s.channel, s.source,
            s.medium, s.campaign, s.keyword, s.content, s.click_id, s.landing_page, s.referrer, s.device, s.os, s.browser,
            s.ip, s.has_place, s.country, s.region, s.city, s.pages""";

    static final String INSERT = """
            insert into ${session} (project_id, session_id, visitor_id, opening_event, started_at, last_seen_at, events,
                page_count, channel, source, source_folded, medium, campaign, keyword, content, click_id, landing_page,
                referrer, device, os, browser, ip, has_place, country, region, city, pages, more_pages)
            values (:project, :session, :visitor, :opening, :startedAt, :lastSeenAt, :events, :pageCount, :channel,
                :source, :sourceFolded, :medium, :campaign, :keyword, :content, :clickId, :landingPage, :referrer,
                :device, :os, :browser, :ip, :hasPlace, :country, :region, :city, :pages, :morePages)
            """;

    /** Everything that can change while the opening event stays. */
    static final String UPDATE = """
            update ${session}
            set last_seen_at = :lastSeenAt, events = :events, page_count = :pageCount, channel = :channel,
                source = :source, source_folded = :sourceFolded, medium = :medium, campaign = :campaign,
                keyword = :keyword, content = :content, click_id = :clickId, landing_page = :landingPage,
                referrer = :referrer, device = :device, os = :os, browser = :browser, ip = :ip, has_place = :hasPlace,
                country = :country, region = :region, city = :city, pages = :pages, more_pages = :morePages
            where project_id = :project and session_id = :session
            """;

    static final String DELETE = """
            delete from ${session} where project_id = :project and session_id = :session
            """;

    private SessionRows() {}

    /** The session with its first pages. */
    static Session read(Row row) throws SQLException {
        return read(row, PageViews.read(row.text("pages")));
    }

    /** The session with all its pages; the row has the column {@code more_pages} too. */
    static Session readWhole(Row row) throws SQLException {
        List<Session.PageView> first = PageViews.read(row.text("pages"));
        Optional<String> more = row.textOrNone("more_pages");
        return read(row, more.isEmpty() ? first : PageViews.concat(first, PageViews.read(more.get())));
    }

    static Source source(Row row) throws SQLException {
        return new Source(
                Source.Channel.valueOf(row.text("channel")),
                row.textOrNone("source"),
                row.textOrNone("medium"),
                row.textOrNone("campaign"),
                row.textOrNone("keyword"),
                row.textOrNone("content"),
                row.textOrNone("click_id"));
    }

    static TimeCursor cursor(Session session) {
        return new TimeCursor(session.startedAt(), session.id().value());
    }

    static boolean isDirect(Session session) {
        return session.source().channel() == Source.Channel.DIRECT;
    }

    static Params params(ProjectId project, Session session, String openingEvent) {
        List<Session.PageView> pages = session.pages();
        int first = Math.min(CallCard.SessionEntry.MAX_PAGES, pages.size());
        Source source = session.source();
        Optional<Place> place = session.place();
        return Params.of(project)
                .with("session", session.id().value())
                .with("visitor", session.visitor().value())
                .with("opening", openingEvent)
                .with("startedAt", session.startedAt())
                .with("lastSeenAt", session.lastSeenAt())
                .with("events", session.events())
                .with("pageCount", session.pageCount())
                .with("channel", source.channel().name())
                .with("source", source.source())
                .with("sourceFolded", source.source().map(name -> name.toLowerCase(Locale.ROOT)))
                .with("medium", source.medium())
                .with("campaign", source.campaign())
                .with("keyword", source.keyword())
                .with("content", source.content())
                .with("clickId", source.clickId())
                .with("landingPage", session.landingPage())
                .with("referrer", session.referrer())
                .with("device", session.device().device())
                .with("os", session.device().os())
                .with("browser", session.device().browser())
                .with("ip", session.ip())
                .with("hasPlace", place.isPresent())
                .with("country", place.flatMap(Place::country))
                .with("region", place.flatMap(Place::region))
                .with("city", place.flatMap(Place::city))
                .with("pages", PageViews.write(pages.subList(0, first)))
                .with(
                        "morePages",
                        first == pages.size()
                                ? Optional.empty()
                                : Optional.of(PageViews.write(pages.subList(first, pages.size()))));
    }

    static Device device(Row row) throws SQLException {
        return new Device(row.textOrNone("device"), row.textOrNone("os"), row.textOrNone("browser"));
    }

    static Optional<Place> place(Row row) throws SQLException {
        return row.flag("has_place")
                ? Optional.of(new Place(row.textOrNone("country"), row.textOrNone("region"), row.textOrNone("city")))
                : Optional.empty();
    }

    private static Session read(Row row, List<Session.PageView> pages) throws SQLException {
        return new Session(
                new SessionId(row.uuid("session_id")),
                new VisitorId(row.text("visitor_id")),
                row.instant("started_at"),
                row.instant("last_seen_at"),
                (int) row.number("events"),
                source(row),
                row.text("landing_page"),
                row.textOrNone("referrer"),
                device(row),
                row.textOrNone("ip"),
                place(row),
                pages,
                (int) row.number("page_count"));
    }
}
