package dev.callcard.storage.jdbc;

import java.time.Clock;

/** What a merge of calls needs. */
record MergeSql(
        Clock clock,
        InsertIfAbsent insertKey,
        Sql lockKey,
        Sql findByKey,
        Sql find,
        Sql insert,
        Sql update,
        Customers customers,
        CounterSql counters,
        Qualifier qualifier,
        LedgerRows ledger,
        InsertIfAbsent insertEvent,
        Changes changes) {
    MergeSql(Dialect dialect, Tables tables, Clock clock) {
        this(
                clock,
                InsertIfAbsent.of(
                        dialect,
                        tables,
                        "call_key",
                        "project_id=project provider=provider account=account provider_call_id=providerCallId call_id=call",
                        "project_id provider account provider_call_id"),
                tables.sql("""
                        select call_id from ${call_key}
                        where project_id = :project and provider = :provider and account = :account
                            and provider_call_id = :providerCallId
                        for update
                        """),
                tables.sql("select " + CallRows.COLUMNS + """
                        , c.state, c.received_at from ${call} c
                        where c.project_id = :project and c.call_id = (select k.call_id from ${call_key} k
                            where k.project_id = :project and k.provider = :provider and k.account = :account
                                and k.provider_call_id = :providerCallId)
                        """),
                tables.sql("select " + CallRows.COLUMNS + """
                        , c.state, c.received_at from ${call} c where c.project_id = :project and c.call_id = :call
                        """),
                tables.sql(CallRows.INSERT),
                tables.sql(CallRows.UPDATE),
                new Customers(dialect, tables, clock),
                new CounterSql(tables),
                new Qualifier(tables),
                new LedgerRows(dialect, tables),
                InsertIfAbsent.of(
                        dialect,
                        tables,
                        "provider_event",
                        "project_id=project call_id=call event_id=event provider=provider account=account"
                                + " received_at=at body=body",
                        "project_id call_id event_id"),
                new Changes(tables, clock));
    }
}
