package dev.callcard.storage.jdbc;

import java.time.Clock;

/** The ports on one kind of transactions. */
record Stores(
        JdbcProjectStore projects,
        JdbcCallStore calls,
        JdbcVisitStore visits,
        JdbcAnnotationStore annotations,
        JdbcLogStore log,
        JdbcCardStore cards,
        JdbcRecordingCatalog recordingCatalog,
        JdbcShareLinkStore shareLinks,
        JdbcAuditStore audit,
        JdbcErasureStore erasure,
        JdbcInboxStore inbox,
        JdbcPollStore polls) {
    Stores(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this(transactions, dialect, tables, clock, new JdbcCallStore(transactions, dialect, tables, clock));
    }

    private Stores(Transactions transactions, Dialect dialect, Tables tables, Clock clock, JdbcCallStore calls) {
        this(
                new JdbcProjectStore(transactions, dialect, tables),
                calls,
                new JdbcVisitStore(transactions, dialect, tables, clock),
                new JdbcAnnotationStore(transactions, tables, clock),
                new JdbcLogStore(transactions, dialect, tables, clock),
                new JdbcCardStore(transactions, dialect, tables),
                new JdbcRecordingCatalog(transactions, dialect, tables, clock),
                new JdbcShareLinkStore(transactions, dialect, tables),
                new JdbcAuditStore(transactions, tables),
                new JdbcErasureStore(transactions, dialect, tables, clock),
                new JdbcInboxStore(transactions, dialect, tables, calls),
                new JdbcPollStore(transactions, dialect, tables));
    }
}
