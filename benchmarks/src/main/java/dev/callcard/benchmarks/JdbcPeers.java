package dev.callcard.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cards made without the product, by JDBC on tables of {@link PeerTables}. */
final class JdbcPeers {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final String OF_CUSTOMER = " where project_id = ? and phone = ? ";
    private static final String NEWEST = "order by project_id desc, phone desc, started_at desc limit ";
    private static final String NEWEST_SESSIONS =
            "select * from session" + OF_CUSTOMER + "and started_at <= ? " + NEWEST;
    private static final String PAGES_OF_SESSIONS = """
            select v.* from (select id from session
                where project_id = ? and phone = ? and started_at <= ? order by started_at desc limit 50) s
            cross join lateral (select * from page_view p where p.session_id = s.id order by p.viewed_at limit 20) v""";
    private static final String CALLS_OF_SESSIONS = """
            select s.id as session, c.* from (select id, started_at, ended_at from session
                where project_id = ? and phone = ? and started_at <= ? order by started_at desc limit 50) s
            cross join lateral (select * from call k where k.project_id = ? and k.phone = ?
                and k.started_at >= s.started_at and k.started_at < s.ended_at + ? * interval '1 second'
                order by k.started_at limit 20) c""";
    private static final String TOP_PAGES = """
            select url, coalesce(sum(time_ms), 0) as millis, count(*) as views from page_view
            where project_id = ? and phone = ? and viewed_at > ? and viewed_at <= ?
            group by url order by 2 desc, 3 desc, 1 limit 5""";

    private final Connection connection;
    private final Instant asOf;

    JdbcPeers(Connection connection, Instant asOf) {
        this.connection = connection;
        this.asOf = asOf;
    }

    /** What a round trip costs. */
    int roundTrip() throws SQLException {
        return Query.one(connection, "select 1", rows -> rows.getInt(1));
    }

    /** The floor: a ready card. */
    byte[] floor(Probe probe) throws SQLException {
        return Query.one(
                connection, "select card from blob" + OF_CUSTOMER, rows -> rows.getBytes(1), project(), phone(probe));
    }

    /** Loads all rows and counts in Java. */
    LoadedRows.Card loadAll(Probe probe) throws SQLException {
        List<CallRow> calls =
                Query.list(connection, "select * from call" + OF_CUSTOMER, Query::call, project(), phone(probe));
        List<SessionRow> sessions =
                Query.list(connection, "select * from session" + OF_CUSTOMER, Query::session, project(), phone(probe));
        Map<Long, SessionRow> byId = new HashMap<>();
        sessions.forEach(session -> byId.put(session.id, session));
        List<PageRow> pages = Query.list(
                connection,
                "select * from page_view" + OF_CUSTOMER + "order by project_id, phone, viewed_at",
                Query::page,
                project(),
                phone(probe));
        for (PageRow page : pages) {
            SessionRow session = byId.get(page.sessionId);
            if (session != null) {
                session.pages.add(page);
            }
        }
        return new LoadedRows(calls, sessions, asOf).card();
    }

    /** A statement for every section, as a careful programmer would write them; nothing is counted beforehand. */
    LoadedRows.Card sections(Probe probe) throws SQLException {
        Instant after = asOf.minus(Facts.PERIOD);
        Object[] newest = {project(), phone(probe), asOf};
        // The call at hand, and whose card it is: here the newest call.
        Query.list(
                connection,
                "select * from call" + OF_CUSTOMER + "and started_at <= ? " + NEWEST + 1,
                Query::call,
                newest);
        long[] calls = Query.one(
                connection,
                "select count(*), count(*) filter (where started_at > ?) from call" + OF_CUSTOMER
                        + "and started_at <= ?",
                rows -> new long[] {rows.getLong(1), rows.getLong(2)},
                after,
                project(),
                phone(probe),
                asOf);
        long sessions = Query.one(
                connection,
                "select count(*), min(started_at), max(started_at) from session" + OF_CUSTOMER + "and started_at <= ?",
                rows -> rows.getLong(1),
                newest);
        long views = Query.one(
                connection,
                "select count(*) from page_view" + OF_CUSTOMER + "and viewed_at > ? and viewed_at <= ?",
                rows -> rows.getLong(1),
                project(),
                phone(probe),
                after,
                asOf);
        List<LoadedRows.Sum> top = Query.list(
                connection,
                TOP_PAGES,
                rows -> {
                    LoadedRows.Sum sum = new LoadedRows.Sum(rows.getString(1));
                    sum.millis = rows.getLong(2);
                    sum.views = rows.getInt(3);
                    return sum;
                },
                project(),
                phone(probe),
                after,
                asOf);
        Query.list(connection, NEWEST_SESSIONS + 1, Query::session, newest);
        List<SessionRow> shown = Query.list(connection, NEWEST_SESSIONS + Facts.PAGE, Query::session, newest);
        Map<Long, List<PageRow>> pages = new HashMap<>();
        for (PageRow page : Query.list(connection, PAGES_OF_SESSIONS, Query::page, newest)) {
            pages.computeIfAbsent(page.sessionId, id -> new ArrayList<>()).add(page);
        }
        Map<Long, List<CallRow>> during = new HashMap<>();
        Query.list(
                connection,
                CALLS_OF_SESSIONS,
                rows -> during.computeIfAbsent(rows.getLong("session"), id -> new ArrayList<>())
                        .add(Query.call(rows)),
                project(),
                phone(probe),
                asOf,
                project(),
                phone(probe),
                TIMEOUT.toSeconds());
        List<CallRow> callsShown = Query.list(
                connection,
                "select * from call" + OF_CUSTOMER + "and started_at <= ? " + NEWEST + Facts.PAGE,
                Query::call,
                newest);
        return new LoadedRows.Card(
                calls[0],
                calls[1],
                sessions,
                views,
                top,
                shown.stream()
                        .map(session -> new LoadedRows.Shown(
                                session,
                                pages.getOrDefault(session.id, List.of()),
                                during.getOrDefault(session.id, List.of())))
                        .toList(),
                callsShown);
    }

    /** All in one statement, whose parameters are named in its beginning; the database writes the JSON. */
    byte[] oneStatement(Probe probe) throws SQLException {
        return Query.one(
                        connection,
                        OneStatement.SQL,
                        rows -> rows.getString(1),
                        project(),
                        phone(probe),
                        asOf,
                        asOf.minus(Facts.PERIOD))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String project() {
        return Product.PROJECT.value();
    }

    private static String phone(Probe probe) {
        return probe.customer().phone();
    }
}
