package dev.callcard.storage.jdbc;

import dev.callcard.call.CallId;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.project.ProjectId;
import dev.callcard.telephony.PushContent;
import java.sql.SQLException;

/** Rows of what providers pushed. */
final class InboxRows {
    private InboxRows() {}

    static Params params(ProjectId project, CallId call, RawEvent event) {
        return Params.of(project)
                .with("call", call.value())
                .with("event", event.id())
                .with("provider", event.provider())
                .with("account", event.account())
                .with("at", event.receivedAt())
                .with("body", event.text());
    }

    static RawEvent read(Row row) throws SQLException {
        return new RawEvent(
                row.uuid("event_id"),
                row.text("provider"),
                row.text("account"),
                row.instant("received_at"),
                row.text("body"));
    }

    static Params params(ProjectId project, QuarantinedEvent event) {
        return Params.of(project)
                .with("event", event.id())
                .with("provider", event.provider())
                .with("account", event.account())
                .with("at", event.receivedAt())
                .with("reason", event.reason())
                .with("query", event.content().query())
                .with("type", event.content().contentType())
                .with("body", event.content().body());
    }

    static QuarantinedEvent readQuarantined(Row row) throws SQLException {
        return new QuarantinedEvent(
                row.uuid("event_id"),
                row.text("provider"),
                row.text("account"),
                row.instant("received_at"),
                row.text("reason"),
                new PushContent(row.text("query_string"), row.text("content_type"), row.bytes("body")));
    }
}
