package dev.callcard.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/** Copies of the product's tables with their rows and indexes, in a schema of its own that may be filled and forgotten. */
final class Clone {
    private Clone() {}

    /** A whole storage. */
    static void schema(Connection connection, String from, String to) throws SQLException {
        fresh(connection, to);
        for (String table : Query.list(
                connection,
                "select tablename from pg_tables where schemaname = ? order by 1",
                rows -> rows.getString(1),
                from)) {
            table(connection, from + "." + table, to + "." + table);
        }
    }

    /** An empty schema. */
    static void fresh(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + schema + " cascade");
            statement.execute("create schema " + schema);
        }
    }

    /** One table, with its indexes. */
    static void table(Connection connection, String from, String to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table " + to + " (like " + from + " including all)");
            statement.execute("insert into " + to + " select * from " + from);
            statement.execute("analyze " + to);
        }
    }

    /** Where a table ends now; what is inserted later lies behind. */
    static String end(Connection connection, String table) throws SQLException {
        return Query.one(connection, "select max(ctid)::text from " + table, rows -> rows.getString(1));
    }

    /** The rows behind, as COPY writes them. */
    static List<String> lines(Connection connection, String table, String end) throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + rowsBehind(table, end) + ") to stdout", out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The rows behind, as JDBC reads them. */
    static List<StoredRow> rows(Connection connection, String table, String end) throws SQLException {
        return Query.list(connection, rowsBehind(table, end), StoredRow::read);
    }

    /** Parts of so many items. */
    static <T> List<List<T>> batches(List<T> items, int size) {
        return IntStream.range(0, items.size() / size)
                .mapToObj(i -> items.subList(i * size, (i + 1) * size))
                .toList();
    }

    private static String rowsBehind(String table, String end) {
        return "select * from " + table + " where ctid > '" + end + "'::tid order by ctid";
    }
}
