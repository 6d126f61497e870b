package dev.callcard.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A table with the product's columns and indexes, filled without the product. */
final class PlainTable {
    private final Connection connection;
    private final String name;
    private final String suffix;

    /** A table that inserts with a suffix, such as {@code on conflict do nothing}. */
    PlainTable(Connection connection, String name, String suffix) {
        this.connection = connection;
        this.name = name;
        this.suffix = suffix;
    }

    /** One COPY, one commit. */
    void copy(List<String> lines) throws SQLException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + name + " from stdin");
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }

    /** One JDBC batch, one commit. */
    void insert(List<StoredRow> rows) throws SQLException {
        int columns = rows.get(0).columns();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into " + name + " values ("
                + String.join(", ", Collections.nCopies(columns, "?")) + ")" + suffix)) {
            for (StoredRow row : rows) {
                row.bind(insert);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
