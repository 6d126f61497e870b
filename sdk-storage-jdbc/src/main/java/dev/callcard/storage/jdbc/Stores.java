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
        JdbcErasureStore erasure) {
    Stores(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this(
                new JdbcProjectStore(transactions, dialect, tables),
                new JdbcCallStore(transactions, dialect, tables, clock),
                new JdbcVisitStore(transactions, dialect, tables, clock),
                new JdbcAnnotationStore(transactions, tables, clock),
                new JdbcLogStore(transactions, dialect, tables, clock),
                new JdbcCardStore(transactions, dialect, tables),
                new JdbcRecordingCatalog(transactions, dialect, tables, clock),
                new JdbcShareLinkStore(transactions, dialect, tables),
                new JdbcAuditStore(transactions, tables),
                new JdbcErasureStore(transactions, dialect, tables, clock));
    }
}
