package dev.callcard.storage.jdbc;

/** Statements on what is counted for customers. */
record CounterSql(
        Sql addTotals,
        Sql findDay,
        Sql insertDay,
        Sql updateDay,
        Sql deleteDay,
        Sql insertSession,
        Sql updateSession,
        Sql deleteSession,
        Sql findPair,
        Sql insertPair,
        Sql updatePair,
        Sql deletePair,
        Sql customersOfVisitor,
        Sql sessionsOfVisitor) {
    CounterSql(Tables tables) {
        this(
                tables.sql("""
                        update ${customer}
                        set total_calls = total_calls + :calls, total_sessions = total_sessions + :sessions
                        where project_id = :project and customer_id = :customer
                        """),
                tables.sql("""
                        select activity from ${customer_day}
                        where project_id = :project and customer_id = :customer and utc_day = :day
                        """),
                tables.sql("""
                        insert into ${customer_day} (project_id, customer_id, utc_day, activity)
                        values (:project, :customer, :day, :activity)
                        """),
                tables.sql("""
                        update ${customer_day} set activity = :activity
                        where project_id = :project and customer_id = :customer and utc_day = :day
                        """),
                tables.sql("""
                        delete from ${customer_day}
                        where project_id = :project and customer_id = :customer and utc_day = :day
                        """),
                tables.sql("""
                        insert into ${customer_session}
                            (project_id, customer_id, started_at, session_id, direct, last_seen_at, visit)
                        values (:project, :customer, :startedAt, :session, :direct, :lastSeenAt, :visit)
                        """),
                tables.sql("""
                        update ${customer_session}
                        set direct = :direct, last_seen_at = :lastSeenAt, visit = :visit
                        where project_id = :project and customer_id = :customer and started_at = :startedAt
                            and session_id = :session
                        """),
                tables.sql("""
                        delete from ${customer_session}
                        where project_id = :project and customer_id = :customer and started_at = :startedAt
                            and session_id = :session
                        """),
                tables.sql("""
                        select calls from ${customer_visitor}
                        where project_id = :project and customer_id = :customer and visitor_id = :visitor
                        """),
                tables.sql("""
                        insert into ${customer_visitor} (project_id, customer_id, visitor_id, calls)
                        values (:project, :customer, :visitor, :calls)
                        """),
                tables.sql("""
                        update ${customer_visitor} set calls = :calls
                        where project_id = :project and customer_id = :customer and visitor_id = :visitor
                        """),
                tables.sql("""
                        delete from ${customer_visitor}
                        where project_id = :project and customer_id = :customer and visitor_id = :visitor
                        """),
                tables.sql("""
                        select customer_id from ${customer_visitor}
                        where project_id = :project and visitor_id = :visitor
                        """),
                tables.sql("select " + SessionRows.COLUMNS + """
                        , s.more_pages, s.opening_event from ${session} s
                        where s.project_id = :project and s.visitor_id = :visitor
                        """));
    }
}
