package dev.callcard.storage.jdbc;

import java.time.Clock;

/** What appending visit events needs. */
record VisitSql(
        InsertIfAbsent insertEvent,
        Sql insertAndTell,
        Sql lastSession,
        Sql countEvents,
        Sql events,
        Sql sessions,
        Sql hasSession,
        Sql session,
        Sql insertSession,
        Sql updateSession,
        Sql deleteSession,
        Customers customers,
        LedgerRows ledger,
        CounterSql counters) {
    VisitSql(Dialect dialect, Tables tables, Clock clock) {
        this(
                new InsertIfAbsent(dialect, tables, EventRows.INSERT, """
                        select 1 as found from ${visit_event} where project_id = :project and event_id = :event
                        """),
                tables.sql(EventRows.INSERT + dialect.onConflict() + " returning event_id"),
                tables.sql("""
                        select s.started_at, s.opening_event,
                            (select max(o.last_seen_at) from ${session} o
                            where o.project_id = s.project_id and o.visitor_id = s.visitor_id
                                and o.started_at = s.started_at) as last_seen_at
                        from ${session} s
                        where s.project_id = :project and s.visitor_id = :visitor and s.started_at < :earliest
                        order by s.project_id desc, s.visitor_id desc, s.started_at desc, s.session_id desc limit 1
                        """),
                tables.sql("""
                        select count(*) as known from (select e.happened_at from ${visit_event} e
                            where e.project_id = :project and e.visitor_id = :visitor and e.happened_at >= :from
                            order by e.project_id, e.visitor_id, e.happened_at limit :most) e
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
                        order by s.project_id, s.visitor_id, s.started_at, s.session_id
                        """),
                tables.sql("""
                        select 1 as found from ${session} where project_id = :project and session_id = :session
                        """),
                tables.sql("select " + SessionRows.COLUMNS + """
                        , s.more_pages from ${session} s
                        where s.project_id = :project and s.session_id = :session and s.visitor_id = :visitor
                        """),
                tables.sql(SessionRows.INSERT),
                tables.sql(SessionRows.UPDATE),
                tables.sql(SessionRows.DELETE),
                new Customers(dialect, tables, clock),
                new LedgerRows(dialect, tables),
                new CounterSql(tables));
    }
}
