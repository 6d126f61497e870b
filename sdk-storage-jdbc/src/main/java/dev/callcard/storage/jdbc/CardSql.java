package dev.callcard.storage.jdbc;

import dev.callcard.card.CallCard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of one kind of card, either looked up one by one with what {@link #head} told, or pipelined: then each
 * statement finds the call at hand itself, so that all of them can be sent at once. Every statement reads a bounded number of
 * rows along an index; that is why each order names all columns of its index, and why what is before a pair has its first part
 * said again: MariaDB begins nowhere in an index by a pair.
 *
 * @param pipelined whether all statements are sent at once
 * @param newestCall looked up, by customer: finds the call at hand
 * @param head the call at hand with all that stands in one row for it
 * @param days what happened in the period
 * @param touches the sessions that tell where the customer came from: looked up, a statement for each; pipelined, all in one
 *     statement, by the names of their roles
 * @param sessions a page of sessions; pipelined, each with the calls during it
 * @param sessionCalls looked up: calls during one session
 * @param calls a page of calls
 * @param comments a page of comments
 */
record CardSql(
        boolean pipelined,
        Optional<Sql> newestCall,
        Sql head,
        Sql days,
        Map<Role, Sql> touches,
        Sql sessions,
        Sql sessionCalls,
        Sql calls,
        Sql comments) {
    /** Why a card reads a session. */
    enum Role {
        /** The latest by the call's start, of the visitor that the call names. */
        OF_CALLER,
        /** The customer's session before that one. */
        BEFORE_THAT,
        /** The customer's first. */
        FIRST,
        /** The customer's last by the call's start. */
        LAST,
        /** The customer's last by the call's start that was not direct. */
        LAST_NON_DIRECT
    }

    private static final String HEAD = """
            select ${CALL_COLUMNS}, p.settings, p.past_rules, p.version, p.inactive_since, u.total_calls, u.total_sessions,
                (select count(*) from ${call} l
                    where l.project_id = c.project_id and l.customer_id = c.customer_id
                        and l.started_at > :asOf and l.started_at < :endOfTime) as later_calls,
                (select count(*) from ${customer_session} l
                    where l.project_id = c.project_id and l.customer_id = c.customer_id
                        and l.started_at > :asOf and l.started_at < :endOfTime) as later_sessions,
                ${AGENT_HAS_CALL} as agent_has_call, ${ANNOTATION_COLUMNS}, ${RECORDING_COLUMNS}
            from ${call} c
            join ${project} p on p.project_id = c.project_id
            left join ${customer} u on u.project_id = c.project_id and u.customer_id = c.customer_id
            left join ${annotation} a on a.project_id = c.project_id and a.call_id = c.call_id
            left join ${recording} r on r.project_id = c.project_id and r.call_id = c.call_id
            where c.project_id = :project and c.call_id = ${CALL_AT_HAND}
            """;

    private static final String AGENT_HAS_CALL = """
            exists (select 1 from ${call} g
                where g.project_id = c.project_id and g.customer_id = c.customer_id and g.agent_id = :agent)""";

    private static final String NEWEST_CALL = """
            select n.call_id from ${call} n
            where n.project_id = :project and n.customer_id = :customer ${N_OF_AGENT} and n.started_at <= :asOf
            order by n.project_id desc, n.customer_id desc, ${N_BY_AGENT} n.started_at desc, n.call_id desc limit 1""";

    private static final String CUSTOMER_OF_CALL = """
            (select i.customer_id from ${call} i where i.project_id = :project and i.call_id = :call)""";

    private static final String DAYS = """
            select d.utc_day, d.activity from ${customer_day} d
            where d.project_id = :project and d.customer_id = ${CUSTOMER} and d.utc_day >= :firstDay
                and d.utc_day <= :lastDay
            """;

    private static final String OF_VISITOR = """
            from ${session} s
            where s.project_id = :project and s.visitor_id = ${VISITOR} and s.started_at <= ${START}
                and s.started_at <= :asOf
            order by s.project_id desc, s.visitor_id desc, s.started_at desc, s.session_id desc limit 1
            """;

    private static final String OF_CUSTOMER =
            "from ${customer_session} s where s.project_id = :project and s.customer_id = ${CUSTOMER} ";

    private static final String NEWEST =
            " order by s.project_id desc, s.customer_id desc, s.started_at desc, s.session_id desc limit ";

    private static final Map<Role, String> TOUCHES = Map.of(
            Role.OF_CALLER,
            OF_VISITOR,
            Role.BEFORE_THAT,
            OF_CUSTOMER
                    + "and s.started_at <= ${JOINED_AT} and (s.started_at, s.session_id) < (${JOINED_AT}, ${JOINED_ID})"
                    + NEWEST + "1",
            Role.FIRST,
            OF_CUSTOMER + "order by s.project_id, s.customer_id, s.started_at, s.session_id limit 1",
            Role.LAST,
            OF_CUSTOMER + "and s.started_at <= ${START} and s.started_at <= :asOf" + NEWEST + "1",
            Role.LAST_NON_DIRECT,
            OF_CUSTOMER + """
            and s.direct = false and s.started_at <= ${START} and s.started_at <= :asOf
            order by s.project_id desc, s.customer_id desc, s.direct desc, s.started_at desc, s.session_id desc limit 1""");

    private static final String ALL_TOUCHES = """
            select t.role, t.session_id, t.visit from (
                select i.customer_id, i.started_at, i.visitor_id from ${call} i
                where i.project_id = :project and i.call_id = ${CALL_AT_HAND}) k
            cross join lateral (${EACH_TOUCH}) t
            """;

    private static final String SESSIONS = OF_CUSTOMER
            + "and s.started_at <= :asOf and s.started_at <= :beforeAt and (s.started_at, s.session_id) < (:beforeAt, :beforeId)"
            + NEWEST + ":most";

    private static final String SESSIONS_WITH_CALLS = """
            select s.session_id, s.visit, d.call_id, d.customer_id, d.qualification, d.facts
            from (select s.session_id, s.customer_id, s.started_at, s.visit, ${ALIVE_UNTIL} as alive_until ${SESSIONS}) s
            left join lateral (${SESSION_CALLS}) d on true
            order by s.started_at desc, s.session_id desc
            """;

    private static final String SESSION_CALLS = """
            select ${CALL_COLUMNS} from ${call} c
            where c.project_id = :project and c.customer_id = ${CUSTOMER} ${C_OF_AGENT}
                and c.started_at >= ${ALIVE_FROM} and c.started_at < ${DEAD_FROM} and c.started_at <= :asOf
            order by c.project_id, c.customer_id, ${C_BY_AGENT_UP} c.started_at, c.call_id limit ${MOST_CALLS}
            """;

    private static final String CALLS = """
            select ${CALL_COLUMNS} from ${call} c
            where c.project_id = :project and c.customer_id = ${CUSTOMER} ${C_OF_AGENT} and c.started_at <= :asOf
                and c.started_at <= :beforeAt and (c.started_at, c.call_id) < (:beforeAt, :beforeId)
            order by c.project_id desc, c.customer_id desc, ${C_BY_AGENT} c.started_at desc, c.call_id desc limit :most
            """;

    /** The statements for cards that are asked for in one way. */
    static CardSql of(Dialect dialect, Tables tables, boolean byCall, boolean ofAgent) {
        return dialect.pipelines() ? pipelined(dialect, tables, byCall, ofAgent) : lookedUp(tables, byCall, ofAgent);
    }

    /** Statements to be run one by one. */
    static CardSql lookedUp(Tables tables, boolean byCall, boolean ofAgent) {
        Map<String, String> parts = parts(true, ofAgent);
        parts.putAll(Map.of(
                "CUSTOMER", ":customer",
                "CALL", ":call",
                "START", ":start",
                "VISITOR", ":visitor",
                "JOINED_AT", ":joinedAt",
                "JOINED_ID", ":joinedId",
                "ALIVE_FROM", ":aliveFrom",
                "DEAD_FROM", ":deadFrom"));
        Map<Role, Sql> touches = new EnumMap<>(Role.class);
        TOUCHES.forEach((role, text) -> touches.put(role, tables.sql("select s.visit " + text, parts)));
        return new CardSql(
                false,
                byCall ? Optional.empty() : Optional.of(tables.sql(NEWEST_CALL, parts)),
                tables.sql(HEAD, parts),
                tables.sql(DAYS, parts),
                touches,
                tables.sql("select s.visit " + SESSIONS, parts),
                tables.sql(SESSION_CALLS, parts),
                tables.sql(CALLS, parts),
                tables.sql(CommentSql.LIST, parts));
    }

    /** Statements to be sent at once; for PostgreSQL. */
    private static CardSql pipelined(Dialect dialect, Tables tables, boolean byCall, boolean ofAgent) {
        Map<String, String> parts = parts(byCall, ofAgent);
        parts.putAll(Map.of(
                "CUSTOMER",
                byCall ? CUSTOMER_OF_CALL : ":customer",
                "CALL",
                "${CALL_AT_HAND}",
                "ALIVE_UNTIL",
                dialect.plusMillis(
                        "s.last_seen_at",
                        "(select p.session_timeout_ms from ${project} p where p.project_id = :project)"),
                "SESSIONS",
                SESSIONS,
                "SESSION_CALLS",
                SESSION_CALLS.replace("${CUSTOMER}", "s.customer_id"),
                "ALIVE_FROM",
                "s.started_at",
                "DEAD_FROM",
                "s.alive_until"));
        Map<String, String> ofCall = new HashMap<>(parts);
        ofCall.putAll(Map.of(
                "EACH_TOUCH", eachTouch(),
                "CUSTOMER", "k.customer_id",
                "START", "k.started_at",
                "VISITOR", "k.visitor_id",
                "JOINED_AT", "j.started_at",
                "JOINED_ID", "j.session_id"));
        Sql touches = tables.sql(ALL_TOUCHES, ofCall);
        Sql sessions = tables.sql(SESSIONS_WITH_CALLS, parts);
        return new CardSql(
                true,
                Optional.empty(),
                tables.sql(HEAD, parts),
                tables.sql(DAYS, parts),
                Map.of(Role.OF_CALLER, touches),
                sessions,
                sessions,
                tables.sql(CALLS, parts),
                tables.sql(CommentSql.LIST, parts));
    }

    private static String eachTouch() {
        List<String> all = new ArrayList<>();
        for (Role role : Role.values()) {
            String session =
                    "(select '" + role + "' as role, s.session_id, s.visit " + TOUCHES.getOrDefault(role, "") + ")";
            all.add(
                    role == Role.BEFORE_THAT
                            ? "(select s.* from (select s.started_at, s.session_id " + OF_VISITOR
                                    + ") j cross join lateral " + session + " s)"
                            : session);
        }
        return String.join("\nunion all\n", all);
    }

    private static Map<String, String> parts(boolean byCall, boolean ofAgent) {
        Map<String, String> parts = new HashMap<>();
        parts.put("CALL_AT_HAND", byCall ? ":call" : "(" + NEWEST_CALL + ")");
        parts.put("AGENT_HAS_CALL", ofAgent ? AGENT_HAS_CALL : "false");
        parts.put("N_OF_AGENT", ofAgent ? "and n.agent_id = :agent" : "");
        parts.put("N_BY_AGENT", ofAgent ? "n.agent_id desc," : "");
        parts.put("C_OF_AGENT", ofAgent ? "and c.agent_id = :agent" : "");
        parts.put("C_BY_AGENT", ofAgent ? "c.agent_id desc," : "");
        parts.put("C_BY_AGENT_UP", ofAgent ? "c.agent_id," : "");
        parts.put("CALL_COLUMNS", CallRows.COLUMNS);
        parts.put("ANNOTATION_COLUMNS", AnnotationSql.COLUMNS);
        parts.put("RECORDING_COLUMNS", EntryRows.COLUMNS);
        parts.put("MOST_CALLS", String.valueOf(CallCard.SessionEntry.MAX_CALLS));
        return parts;
    }

    /** The statement for a touch; pipelined, there is one for all. */
    Sql touch(Role role) {
        Sql statement = touches.get(role);
        if (statement == null) {
            throw new IllegalStateException("no statement for the role " + role);
        }
        return statement;
    }

    /** All statements of a pipelined card in the order in which {@link CardLoad} reads them. */
    List<Sql> inOrder() {
        return List.of(head, days, sessions, touch(Role.OF_CALLER), calls, comments);
    }
}
