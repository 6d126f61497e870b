package dev.callcard.storage.jdbc;

import dev.callcard.log.LogFilter;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Puts the statement of a page of the log together, from constant parts only. Not thread-safe. */
final class LogQuery {
    private static final String PAGE = """
            select ${CALL_COLUMNS}, ${ANNOTATION_COLUMNS}, ${RECORDING_COLUMNS},
                s.last_seen_at, s.visit
            from (select ${CALL_COLUMNS}, c.project_id, c.started_at, ${JOINED} as joined from ${call} c
                where c.project_id = :project and c.started_at <= :beforeAt
                    and (c.started_at, c.call_id) < (:beforeAt, :beforeId) ${CONDITIONS}
                order by c.project_id desc, ${BY_CUSTOMER} c.started_at desc, c.call_id desc limit :most) c
            left join ${annotation} a on a.project_id = c.project_id and a.call_id = c.call_id
            left join ${recording} r on r.project_id = c.project_id and r.call_id = c.call_id
            left join ${session} s on s.project_id = c.project_id and s.session_id = c.joined
            order by c.started_at desc, c.call_id desc
            """;

    /** The latest session of the visitor that the call names, started by the call's start. */
    private static final String JOINED = """
            (select j.session_id from ${session} j
            where j.project_id = c.project_id and j.visitor_id = c.visitor_id and j.started_at <= c.started_at
            order by j.project_id desc, j.visitor_id desc, j.started_at desc, j.session_id desc limit 1)""";

    private static final String OF_SOURCE = """
            exists (select 1 from ${session} s
            where s.project_id = c.project_id and s.session_id = ${JOINED} and s.source_folded = :source
                and c.started_at < ${ALIVE_UNTIL})""";

    private static final String OF_CATEGORY = """
            exists (select 1 from ${call_category} g
            where g.project_id = c.project_id and g.category_id = :category and g.call_id = c.call_id)""";

    private static final String OF_RATING = """
            exists (select 1 from ${annotation} n where n.project_id = c.project_id and n.call_id = c.call_id
                and (n.manager_rating = :rating or n.call_rating = :rating))""";

    private static final String WITH_AUDIO = """
            exists (select 1 from ${recording} h
            where h.project_id = c.project_id and h.call_id = c.call_id and h.sha256 is not null)""";

    private static final String WITH_COMMENT = """
            exists (select 1 from ${comment} o where o.project_id = c.project_id and o.call_id = c.call_id
                and position(:comment in o.written_folded) > 0)""";

    private final Params params;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> parts = new HashMap<>();

    LogQuery(Dialect dialect, Project project, LogFilter filter) {
        boolean tracked = project.settings().sessionTracking() == ProjectSettings.SessionTracking.SESSION;
        this.params = Params.of(project.id());
        parts.put("CALL_COLUMNS", CallRows.COLUMNS);
        parts.put("ANNOTATION_COLUMNS", AnnotationSql.COLUMNS);
        parts.put("RECORDING_COLUMNS", EntryRows.COLUMNS);
        parts.put("JOINED", tracked ? JOINED : dialect.noId());
        parts.put("ALIVE_UNTIL", dialect.plusMillis("s.last_seen_at", ":timeout"));
        parts.put("BY_CUSTOMER", "");
        addColumns(filter);
        addRelated(filter, tracked, project.settings().sessionTimeout().toMillis());
    }

    void ofCustomer(UUID customer) {
        conditions.add("c.customer_id = :customer");
        params.with("customer", customer);
        parts.put("BY_CUSTOMER", "c.customer_id desc,");
    }

    Params params() {
        return params;
    }

    Sql sql(Tables tables) {
        StringBuilder all = new StringBuilder();
        conditions.forEach(condition -> all.append("\nand ").append(condition));
        parts.put("CONDITIONS", all.toString());
        return tables.sql(PAGE, parts);
    }

    private void addColumns(LogFilter filter) {
        filter.from().ifPresent(from -> {
            conditions.add("c.started_at >= :from");
            params.with("from", from);
        });
        filter.to().ifPresent(to -> {
            conditions.add("c.started_at < :to");
            params.with("to", to);
        });
        oneOf("c.call_id", "call", filter.calls(), (id, call) -> params.with(id, call.value()));
        oneOf("c.type", "type", filter.types());
        oneOf("c.outcome", "outcome", filter.outcomes());
        oneOf("c.qualification", "qualification", filter.qualifications());
        oneOf("c.origin", "origin", filter.origins());
        filter.agent().ifPresent(agent -> {
            conditions.add("c.agent_id = :agent");
            params.with("agent", agent);
        });
        filter.provider().ifPresent(provider -> {
            conditions.add("c.provider = :provider");
            params.with("provider", provider);
        });
    }

    private void addRelated(LogFilter filter, boolean tracked, long timeout) {
        filter.category().ifPresent(category -> {
            conditions.add(OF_CATEGORY);
            params.with("category", category);
        });
        filter.rating().ifPresent(rating -> {
            conditions.add(OF_RATING);
            params.with("rating", rating);
        });
        filter.hasRecording().ifPresent(wanted -> conditions.add(wanted ? WITH_AUDIO : "not " + WITH_AUDIO));
        filter.comment().ifPresent(text -> {
            conditions.add(WITH_COMMENT);
            params.with("comment", text.toLowerCase(Locale.ROOT));
        });
        filter.source().ifPresent(source -> {
            conditions.add(tracked ? OF_SOURCE : "1 = 0");
            params.with("source", source.toLowerCase(Locale.ROOT)).with("timeout", timeout);
        });
    }

    private <E extends Enum<E>> void oneOf(String column, String name, Set<E> wanted) {
        oneOf(column, name, wanted, (parameter, value) -> params.with(parameter, value.name()));
    }

    private <T> void oneOf(String column, String name, Set<T> wanted, BiConsumer<String, T> add) {
        if (wanted.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (T value : wanted) {
            String parameter = name + (char) ('A' + names.size() / 26) + (char) ('A' + names.size() % 26);
            add.accept(parameter, value);
            names.add(":" + parameter);
        }
        conditions.add(column + " in (" + String.join(", ", names) + ")");
    }
}
