package dev.callcard.storage.jdbc;

import dev.callcard.erasure.Receipt;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Statements that forget, and the statements of others that have to do with what is forgotten.
 *
 * @param merge of calls
 * @param visits of visits
 * @param annotations of annotations
 * @param catalog of recordings
 * @param audio of bytes
 * @param calls the calls of a customer
 * @param lockCalls the same, locked
 * @param callsAfter a page of all calls
 * @param audioOfCall the bytes that the recording of a call names
 * @param discardedOfCall the bytes of a call that are to be deleted
 * @param countOfCall count what belongs to a call
 * @param deleteOfCall delete what belongs to a call, and at last the call
 * @param deleteKey deletes what makes reports speak of the call
 * @param deleteCustomer delete a customer and what is counted of it
 * @param quarantinedAfter a page of all events that were put aside
 * @param deleteQuarantined deletes one of them
 * @param events what a visitor did
 * @param visitorsAfter a page of all visitors
 * @param countOfVisitor count what a visitor did
 * @param deleteOfVisitor delete what a visitor did
 * @param deleteVisitor deletes the visitor
 */
record ErasureSql(
        MergeSql merge,
        VisitSql visits,
        AnnotationSql annotations,
        CatalogSql catalog,
        AudioRows audio,
        Sql calls,
        Sql lockCalls,
        Sql callsAfter,
        Sql audioOfCall,
        Sql discardedOfCall,
        Map<Receipt.Part, Sql> countOfCall,
        List<Sql> deleteOfCall,
        Sql deleteKey,
        List<Sql> deleteCustomer,
        Sql quarantinedAfter,
        Sql deleteQuarantined,
        Sql events,
        Sql visitorsAfter,
        Map<Receipt.Part, Sql> countOfVisitor,
        List<Sql> deleteOfVisitor,
        Sql deleteVisitor) {
    private static final String CALLS = "select " + CallRows.COLUMNS + """
             from ${call} c where c.project_id = :project and c.customer_id = :customer order by c.call_id
            """;

    ErasureSql(Dialect dialect, Tables tables, Clock clock) {
        this(
                new MergeSql(dialect, tables, clock),
                new VisitSql(dialect, tables, clock),
                new AnnotationSql(tables),
                new CatalogSql(dialect, tables),
                new AudioRows(dialect, tables, clock),
                tables.sql(CALLS),
                tables.sql(CALLS + " for update"),
                tables.sql("select " + CallRows.COLUMNS + """
                         from ${call} c where c.project_id = :project and c.call_id > :after
                        order by c.project_id, c.call_id limit :most
                        """),
                tables.sql("""
                        select version from ${recording}
                        where project_id = :project and call_id = :call and sha256 is not null
                        """),
                tables.sql("""
                        select version from ${discarded_recording} where project_id = :project and call_id = :call
                        """),
                counts(
                        tables,
                        "call_id = :call",
                        Map.of(
                                Receipt.Part.ANNOTATIONS, "annotation",
                                Receipt.Part.COMMENTS, "comment",
                                Receipt.Part.SHARE_LINKS, "share_link",
                                Receipt.Part.PROVIDER_EVENTS, "provider_event")),
                deletes(
                        tables,
                        "call_id = :call",
                        "annotation",
                        "rating_history",
                        "comment",
                        "share_link",
                        "provider_event",
                        "recording",
                        "recording_analysis",
                        "call"),
                tables.sql("""
                        delete from ${call_key}
                        where project_id = :project and provider = :provider and account = :account
                            and provider_call_id = :providerCallId
                        """),
                deletes(
                        tables,
                        "customer_id = :customer",
                        "customer_day",
                        "customer_session",
                        "customer_visitor",
                        "customer"),
                tables.sql(JdbcInboxStore.QUARANTINED + """
                        where project_id = :project and event_id > :after order by project_id, event_id limit :most
                        """),
                tables.sql("delete from ${quarantined_event} where project_id = :project and event_id = :event"),
                tables.sql("select " + EventRows.COLUMNS + """
                         from ${visit_event} e where e.project_id = :project and e.visitor_id = :visitor
                        """),
                tables.sql("""
                        select v.visitor_id from ${visitor} v where v.project_id = :project and v.visitor_id > :after
                        order by v.project_id, v.visitor_id limit :most
                        """),
                counts(
                        tables,
                        "visitor_id = :visitor",
                        Map.of(Receipt.Part.SESSIONS, "session", Receipt.Part.VISIT_EVENTS, "visit_event")),
                deletes(tables, "visitor_id = :visitor", "session", "visit_event"),
                deletes(tables, "visitor_id = :visitor", "visitor").get(0));
    }

    private static Map<Receipt.Part, Sql> counts(Tables tables, String which, Map<Receipt.Part, String> parts) {
        Map<Receipt.Part, Sql> counts = new EnumMap<>(Receipt.Part.class);
        parts.forEach((part, table) -> counts.put(
                part,
                tables.sql("select count(*) as known from ${" + table + "} where project_id = :project and " + which)));
        return counts;
    }

    private static List<Sql> deletes(Tables tables, String which, String... names) {
        return Stream.of(names)
                .map(table -> tables.sql("delete from ${" + table + "} where project_id = :project and " + which))
                .toList();
    }
}
