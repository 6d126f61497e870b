package dev.callcard.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement, as one writes it by hand. */
final class Query {
    private Query() {}

    static <T> List<T> list(Connection connection, String sql, Reader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(
                        i + 1,
                        values[i] instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
                return list;
            }
        }
    }

    static <T> T one(Connection connection, String sql, Reader<T> reader, Object... values) throws SQLException {
        return list(connection, sql, reader, values).get(0);
    }

    static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant known(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    static CallRow call(ResultSet rows) throws SQLException {
        CallRow call = new CallRow();
        call.id = rows.getLong("id");
        call.projectId = rows.getString("project_id");
        call.phone = rows.getString("phone");
        call.visitorId = rows.getString("visitor_id");
        call.startedAt = known(rows, "started_at");
        call.answeredAt = instant(rows, "answered_at");
        call.endedAt = instant(rows, "ended_at");
        call.outcome = rows.getString("outcome");
        call.type = rows.getString("type");
        call.destination = rows.getString("destination");
        call.agentId = rows.getString("agent_id");
        call.agentName = rows.getString("agent_name");
        return call;
    }

    static SessionRow session(ResultSet rows) throws SQLException {
        SessionRow session = new SessionRow();
        session.id = rows.getLong("id");
        session.projectId = rows.getString("project_id");
        session.phone = rows.getString("phone");
        session.visitorId = rows.getString("visitor_id");
        session.startedAt = known(rows, "started_at");
        session.endedAt = known(rows, "ended_at");
        session.channel = rows.getString("channel");
        session.source = rows.getString("source");
        session.landingPage = rows.getString("landing_page");
        session.referrer = rows.getString("referrer");
        session.device = rows.getString("device");
        session.os = rows.getString("os");
        session.browser = rows.getString("browser");
        session.ip = rows.getString("ip");
        session.country = rows.getString("country");
        session.city = rows.getString("city");
        return session;
    }

    static PageRow page(ResultSet rows) throws SQLException {
        PageRow page = new PageRow();
        page.id = rows.getLong("id");
        page.sessionId = rows.getLong("session_id");
        page.projectId = rows.getString("project_id");
        page.phone = rows.getString("phone");
        page.viewedAt = known(rows, "viewed_at");
        page.url = rows.getString("url");
        page.title = rows.getString("title");
        long millis = rows.getLong("time_ms");
        page.timeMs = rows.wasNull() ? null : millis;
        return page;
    }

    /** Reads the row that a result is at. */
    interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
