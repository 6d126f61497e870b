package dev.callcard.storage.jdbc;

import java.time.Clock;

/** What appending visit events needs. */
record VisitSql(
        InsertIfAbsent insertEvent,
        Sql insertAndTell,
        Sql lastSession,
        Sql events,
        Sql sessions,
        Sql hasSession,
        Sql insertSession,
        Sql updateSession,
        Sql deleteSession,
        Customers customers,
        CounterSql counters) {
    VisitSql(Dialect dialect, Tables tables, Clock clock) {
        this(
                new InsertIfAbsent(dialect, tables, EventRows.INSERT, """
                        select 1 as found from ${visit_event} where project_id = :project and event_id = :event
                        """),
                // A number tells as much as the id would, and lets the driver send many statements at once.
                tables.sql(EventRows.INSERT + dialect.onConflict() + " returning 1 as inserted"),
                tables.sql("""
                        select s.started_at, s.opening_event from ${session} s
                        where s.project_id = :project and s.visitor_id = :visitor and s.started_at < :earliest
                        order by s.project_id desc, s.visitor_id desc, s.started_at desc, s.session_id desc limit 1
                        """),
                tables.sql("select " + EventRows.COLUMNS + """
                         from ${visit_event} e
                        where e.project_id = :project and e.visitor_id = :visitor and e.happened_at >= :from
                        order by e.project_id, e.visitor_id, e.happened_at limit :most
                        """),
                tables.sql("select " + SessionRows.COLUMNS + """
                        , s.more_pages, s.opening_event from ${session} s
                        where s.project_id = :project and s.visitor_id = :visitor and s.started_at >= :from
                            and s.started_at <= :until
                        """),
                tables.sql("""
                        select 1 as found from ${session} where project_id = :project and session_id = :session
                        """),
                tables.sql(SessionRows.INSERT),
                tables.sql(SessionRows.UPDATE),
                tables.sql(SessionRows.DELETE),
                new Customers(dialect, tables, clock),
                new CounterSql(tables));
    }
}
