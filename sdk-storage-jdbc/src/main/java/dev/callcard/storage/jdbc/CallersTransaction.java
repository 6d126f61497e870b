package dev.callcard.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The caller's connection: never committed, rolled back or closed here, and nothing is tried twice. */
final class CallersTransaction implements Transactions {
    private final Connection connection;
    private final Dialect dialect;

    CallersTransaction(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    public <T> T read(String what, Work<T> work) {
        try (Tx tx = new Tx(connection, dialect)) {
            return work.in(tx);
        } catch (SQLException e) {
            throw Failures.translate(what, e);
        }
    }

    @Override
    public <T> T write(String what, Work<T> work) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("Callcard writes several rows at once: switch auto-commit off on the"
                        + " connection that is handed to withConnection.");
            }
            dialect.join(connection);
        } catch (SQLException e) {
            throw Failures.translate(what, e);
        }
        return read(what, work);
    }

    @Override
    public int mostShared() {
        return 0;
    }
}
