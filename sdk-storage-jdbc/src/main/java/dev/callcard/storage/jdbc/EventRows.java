package dev.callcard.storage.jdbc;

import dev.callcard.project.ProjectId;
import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.util.Optional;

/** A visit event as a row. */
final class EventRows {
    static final String COLUMNS = """
            e.event_id, e.visitor_id, e.heartbeat, e.happened_at, e.url, e.title, e.referrer, e.device, e.os, e.browser, e.ip,
            e.has_place, e.country, e.region, e.city""";

    static final String INSERT = """
            insert into ${visit_event} (project_id, event_id, visitor_id, heartbeat, happened_at, url, title, referrer,
                device, os, browser, ip, has_place, country, region, city)
            values (:project, :event, :visitor, :heartbeat, :at, :url, :title, :referrer, :device, :os, :browser, :ip,
                :hasPlace, :country, :region, :city)
            """;

    private EventRows() {}

    static VisitEvent read(Row row) throws SQLException {
        return new VisitEvent(
                row.text("event_id"),
                new VisitorId(row.text("visitor_id")),
                row.flag("heartbeat") ? VisitEvent.Type.HEARTBEAT : VisitEvent.Type.PAGE_VIEW,
                row.instant("happened_at"),
                row.textOrNone("url"),
                row.textOrNone("title"),
                row.textOrNone("referrer"),
                new Device(row.textOrNone("device"), row.textOrNone("os"), row.textOrNone("browser")),
                row.textOrNone("ip"),
                place(row));
    }

    private static Optional<Place> place(Row row) throws SQLException {
        return row.flag("has_place")
                ? Optional.of(new Place(row.textOrNone("country"), row.textOrNone("region"), row.textOrNone("city")))
                : Optional.empty();
    }

    static Params params(ProjectId project, VisitEvent event) {
        return Params.of(project)
                .with("event", event.eventId())
                .with("visitor", event.visitor().value())
                .with("heartbeat", event.type() == VisitEvent.Type.HEARTBEAT)
                .with("at", event.at())
                .with("url", event.url())
                .with("title", event.title())
                .with("referrer", event.referrer())
                .with("device", event.device().device())
                .with("os", event.device().os())
                .with("browser", event.device().browser())
                .with("ip", event.ip())
                .with("hasPlace", event.place().isPresent())
                .with("country", event.place().flatMap(Place::country))
                .with("region", event.place().flatMap(Place::region))
                .with("city", event.place().flatMap(Place::city));
    }
}
