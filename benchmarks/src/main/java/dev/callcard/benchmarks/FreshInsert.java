package dev.callcard.benchmarks;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Single inserts of known rows under new keys, each committed: what any program would do. */
final class FreshInsert {
    private final String sql;
    private final List<StoredRow> rows;
    private final int key;

    /** The last column of the primary key is the one that gets new values. */
    FreshInsert(Connection connection, String schema, String table, List<StoredRow> rows) throws SQLException {
        this.rows = rows;
        this.key = lastOfPrimaryKey(connection.getMetaData(), schema, table);
        this.sql = "insert into " + schema + "." + table + " values ("
                + String.join(", ", Collections.nCopies(rows.get(0).columns(), "?")) + ")";
    }

    boolean run(DataSource pool, int number) throws SQLException {
        StoredRow row = rows.get(number % rows.size());
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            row.bind(insert);
            insert.setObject(key + 1, fresh(row.value(key)));
            return insert.executeUpdate() == 1;
        }
    }

    private static Object fresh(@Nullable Object value) {
        UUID id = UUID.randomUUID();
        if (value instanceof String) {
            return id.toString();
        }
        if (value instanceof Long) {
            return id.getMostSignificantBits();
        }
        if (value instanceof byte[]) {
            return ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        }
        return id;
    }

    private static int lastOfPrimaryKey(DatabaseMetaData meta, String schema, String table) throws SQLException {
        String last = "";
        int sequence = 0;
        try (ResultSet keys = meta.getPrimaryKeys(null, schema, table)) {
            while (keys.next()) {
                if (keys.getInt("KEY_SEQ") > sequence) {
                    sequence = keys.getInt("KEY_SEQ");
                    last = keys.getString("COLUMN_NAME");
                }
            }
        }
        List<String> names = new ArrayList<>();
        try (ResultSet columns = meta.getColumns(null, schema, table, null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
        }
        return names.indexOf(last);
    }
}
