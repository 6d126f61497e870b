package dev.callcard.storage.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements of one kind of card. Which call and customer it is about is either bound (plain look-ups: the call is read
 * first) or found by a sub-select within each statement, so that all of them can be sent at once. Every statement reads a
 * bounded number of rows along an index; that is why each order names all columns of its index, and why what is before a
 * pair has its first part said again: MariaDB begins nowhere in an index by a pair.
 *
 * @param call the call at hand; the first to run
 * @param laterCalls closed at both ends: of a period without an end PostgreSQL guesses, when it plans for any parameters, that
 *     it is a third of everything
 * @param sessionCalls pipelined: the calls during each session of the page; looked up: those during one session
 */
record CardSql(
        Sql project,
        Sql call,
        Sql agentCall,
        Sql totals,
        Sql laterCalls,
        Sql laterSessions,
        Sql days,
        Sql ofCaller,
        Sql beforeThat,
        Sql firstTouch,
        Sql lastTouch,
        Sql lastNonDirect,
        Sql sessions,
        Sql sessionCalls,
        Sql calls,
        Sql annotation,
        Sql comments,
        Sql audio) {
    private static final String COLUMN_OF_CALL = """
            (select k.%s from ${call} k where k.project_id = :project and k.call_id = ${CALL})""";

    private static final String NEWEST_CALL = """
            (select k.call_id from ${call} k
            where k.project_id = :project and k.customer_id = :customer ${OF_AGENT_K} and k.started_at <= :asOf
            order by k.project_id desc, k.customer_id desc, ${BY_AGENT_K} k.started_at desc, k.call_id desc limit 1)""";

    private static final String SESSION_OF_CALLER = """
            (select j.%s from ${session} j
            where j.project_id = :project and j.visitor_id = ${VISITOR} and j.started_at <= ${START}
                and j.started_at <= :asOf
            order by j.project_id desc, j.visitor_id desc, j.started_at desc, j.session_id desc limit 1)""";

    private static final String MEMBERS = """
            (select m.project_id, m.customer_id, m.started_at, m.session_id from ${customer_session} m
            where m.project_id = :project and m.customer_id = ${CUSTOMER} and m.started_at <= :asOf
                and m.started_at <= :beforeAt and (m.started_at, m.session_id) < (:beforeAt, :beforeId)
            order by m.project_id desc, m.customer_id desc, m.started_at desc, m.session_id desc limit :most) m""";

    private static final String ONE_MEMBER = """
            select ${SESSION_COLUMNS} from ${session} s
            where s.project_id = :project and s.session_id = (select m.session_id from ${customer_session} m
                where m.project_id = :project and m.customer_id = ${CUSTOMER} ${CONDITION} limit 1)
            """;

    private static final String NEWEST_MEMBER =
            "order by m.project_id desc, m.customer_id desc, m.started_at desc, m.session_id desc";

    /** The statements for cards that are asked for in one way. */
    static CardSql of(Dialect dialect, Tables tables, boolean byCall, boolean ofAgent) {
        Map<String, String> first = new HashMap<>();
        first.put("CALL", byCall ? ":call" : NEWEST_CALL);
        first.put("CUSTOMER", byCall ? COLUMN_OF_CALL.formatted("customer_id") : ":customer");
        first.put("START", COLUMN_OF_CALL.formatted("started_at"));
        first.put("VISITOR", COLUMN_OF_CALL.formatted("visitor_id"));
        first.put("JOINED_AT", SESSION_OF_CALLER.formatted("started_at"));
        first.put("JOINED_ID", SESSION_OF_CALLER.formatted("session_id"));
        first.put("OF_AGENT_K", ofAgent ? "and k.agent_id = :agent" : "");
        first.put("BY_AGENT_K", ofAgent ? "k.agent_id desc," : "");
        first.put("OF_AGENT", ofAgent ? "and c.agent_id = :agent" : "");
        first.put("BY_AGENT", ofAgent ? "c.agent_id desc," : "");
        first.put("BY_AGENT_UP", ofAgent ? "c.agent_id," : "");
        first.put("CALL_COLUMNS", CallRows.COLUMNS);
        first.put("SESSION_COLUMNS", SessionRows.COLUMNS);
        first.put("MEMBERS", MEMBERS);
        first.put(
                "ALIVE_UNTIL",
                dialect.plusMillis(
                        "s.last_seen_at",
                        "(select p.session_timeout_ms from ${project} p where p.project_id = :project)"));
        Map<String, String> rest = new HashMap<>(first);
        if (!dialect.pipelines()) {
            rest.putAll(Map.of(
                    "CALL",
                    ":call",
                    "CUSTOMER",
                    ":customer",
                    "START",
                    ":start",
                    "VISITOR",
                    ":visitor",
                    "JOINED_AT",
                    ":joinedAt",
                    "JOINED_ID",
                    ":joinedId"));
        }
        return new CardSql(tables, first, rest, dialect.pipelines());
    }

    private CardSql(Tables tables, Map<String, String> first, Map<String, String> rest, boolean pipelined) {
        this(
                tables.sql("select settings, past_rules, version from ${project} where project_id = :project"),
                tables.sql("""
                        select ${CALL_COLUMNS} from ${call} c where c.project_id = :project and c.call_id = ${CALL}
                        """, first),
                tables.sql("""
                        select c.call_id from ${call} c
                        where c.project_id = :project and c.customer_id = ${CUSTOMER} and c.agent_id = :agent
                        order by c.project_id, c.customer_id, c.agent_id, c.started_at, c.call_id limit 1
                        """, rest),
                tables.sql("""
                        select total_calls, total_sessions from ${customer}
                        where project_id = :project and customer_id = ${CUSTOMER}
                        """, rest),
                tables.sql("""
                        select count(*) as later from ${call} c
                        where c.project_id = :project and c.customer_id = ${CUSTOMER} and c.started_at > :asOf
                            and c.started_at < :endOfTime
                        """, rest),
                tables.sql("""
                        select count(*) as later from ${customer_session} m
                        where m.project_id = :project and m.customer_id = ${CUSTOMER} and m.started_at > :asOf
                            and m.started_at < :endOfTime
                        """, rest),
                tables.sql("""
                        select utc_day, activity from ${customer_day}
                        where project_id = :project and customer_id = ${CUSTOMER}
                            and utc_day >= :firstDay and utc_day <= :lastDay
                        """, rest),
                tables.sql("""
                        select ${SESSION_COLUMNS} from ${session} s
                        where s.project_id = :project and s.visitor_id = ${VISITOR} and s.started_at <= ${START}
                            and s.started_at <= :asOf
                        order by s.project_id desc, s.visitor_id desc, s.started_at desc, s.session_id desc limit 1
                        """, rest),
                member(
                        tables,
                        rest,
                        "and m.started_at <= ${JOINED_AT} and (m.started_at, m.session_id) < (${JOINED_AT}, ${JOINED_ID}) "
                                + NEWEST_MEMBER),
                member(tables, rest, "order by m.project_id, m.customer_id, m.started_at, m.session_id"),
                member(tables, rest, "and m.started_at <= ${START} and m.started_at <= :asOf " + NEWEST_MEMBER),
                member(tables, rest, """
                        and m.direct = false and m.started_at <= ${START} and m.started_at <= :asOf
                        order by m.project_id desc, m.customer_id desc, m.direct desc, m.started_at desc,
                            m.session_id desc"""),
                sessions(tables, rest),
                pipelined ? sessionCalls(tables, rest) : callsDuringOne(tables, rest),
                calls(tables, rest),
                tables.sql("select " + AnnotationSql.COLUMNS + """
                         from ${annotation} a where a.project_id = :project and a.call_id = ${CALL}
                        """, rest),
                CommentSql.list(tables, tables.fill("${CALL}", rest)),
                tables.sql("select " + JdbcRecordingCatalog.COLUMNS + """
                         from ${recording} r where r.project_id = :project and r.call_id = ${CALL}
                        """, rest));
    }

    private static Sql member(Tables tables, Map<String, String> parts, String condition) {
        Map<String, String> all = new HashMap<>(parts);
        all.put("CONDITION", condition);
        return tables.sql(ONE_MEMBER, all);
    }

    private static Sql sessions(Tables tables, Map<String, String> parts) {
        return tables.sql("""
                select ${SESSION_COLUMNS} from ${MEMBERS}
                join ${session} s on s.project_id = m.project_id and s.session_id = m.session_id
                order by m.started_at desc, m.session_id desc
                """, parts);
    }

    private static Sql sessionCalls(Tables tables, Map<String, String> parts) {
        return tables.sql("""
                select s.session_id as during, c.* from ${MEMBERS}
                join ${session} s on s.project_id = m.project_id and s.session_id = m.session_id
                cross join lateral (select ${CALL_COLUMNS} from ${call} c
                    where c.project_id = m.project_id and c.customer_id = m.customer_id ${OF_AGENT}
                        and c.started_at >= m.started_at and c.started_at < ${ALIVE_UNTIL} and c.started_at <= :asOf
                    order by c.project_id, c.customer_id, ${BY_AGENT_UP} c.started_at, c.call_id limit :mostCalls) c
                """, parts);
    }

    private static Sql callsDuringOne(Tables tables, Map<String, String> parts) {
        return tables.sql("""
                select ${CALL_COLUMNS} from ${call} c
                where c.project_id = :project and c.customer_id = :customer ${OF_AGENT}
                    and c.started_at >= :aliveFrom and c.started_at < :aliveUntil and c.started_at <= :asOf
                order by c.project_id, c.customer_id, ${BY_AGENT_UP} c.started_at, c.call_id limit :mostCalls
                """, parts);
    }

    private static Sql calls(Tables tables, Map<String, String> parts) {
        return tables.sql("""
                select ${CALL_COLUMNS} from ${call} c
                where c.project_id = :project and c.customer_id = ${CUSTOMER} ${OF_AGENT} and c.started_at <= :asOf
                    and c.started_at <= :beforeAt and (c.started_at, c.call_id) < (:beforeAt, :beforeId)
                order by c.project_id desc, c.customer_id desc, ${BY_AGENT} c.started_at desc, c.call_id desc limit :most
                """, parts);
    }

    /** All statements of a card in the order in which {@link CardLoad} reads them. */
    List<Sql> inOrder(boolean ofAgent) {
        List<Sql> all = new ArrayList<>(List.of(project, call));
        if (ofAgent) {
            all.add(agentCall);
        }
        all.addAll(List.of(
                totals,
                laterCalls,
                laterSessions,
                days,
                ofCaller,
                beforeThat,
                firstTouch,
                lastTouch,
                lastNonDirect,
                sessions,
                sessionCalls,
                calls,
                annotation,
                comments,
                audio));
        return all;
    }
}
