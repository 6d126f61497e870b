package dev.callcard.storage.jdbc;

import dev.callcard.error.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/** What only MariaDB has to be asked. */
final class MariaDb {
    /**
     * The default, REPEATABLE READ, reads what was there at the transaction's first look even after a row is locked: counters would
     * be computed from what is not true any more. It also locks the gaps between rows.
     */
    static final String READ_COMMITTED = "set transaction isolation level read committed";

    private static final String LOCK = "callcard.migration";
    private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(10);

    private MariaDb() {}

    static void checkMode(Connection connection) throws SQLException {
        Set<String> mode = Set.of(text(connection, "select @@session.sql_mode").split(","));
        if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")
                || mode.contains("EMPTY_STRING_IS_NULL")) {
            throw new IllegalStateException("MariaDB must refuse what it cannot keep, instead of changing it: set"
                    + " sql_mode to STRICT_TRANS_TABLES without EMPTY_STRING_IS_NULL, on the server or by"
                    + " sessionVariables=sql_mode='STRICT_TRANS_TABLES' in the JDBC URL.");
        }
    }

    static void checkIsolation(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            throw new IllegalStateException("On MariaDB a connection that is handed to withConnection needs"
                    + " TRANSACTION_READ_COMMITTED before its transaction begins: under another isolation a read after a"
                    + " lock may not see what is there.");
        }
    }

    /** Takes a lock that outlives commits, which every statement on a table is; freed when the connection breaks. */
    static void lock(Connection connection) throws SQLException {
        String got = text(connection, "select get_lock('" + LOCK + "', " + LONGEST_MIGRATION.toSeconds() + ")");
        if (!got.equals("1")) {
            throw new UnavailableException(
                    "migrate the tables", Duration.ofMinutes(1), new SQLException("another node is still at it"));
        }
    }

    static void unlock(Connection connection) throws SQLException {
        text(connection, "select release_lock('" + LOCK + "')");
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }
}
