package dev.callcard.benchmarks;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of a table of the product, whatever its columns are. */
final class StoredRow {
    private final @Nullable Object[] values;

    private StoredRow(@Nullable Object[] values) {
        this.values = values;
    }

    static StoredRow read(ResultSet rows) throws SQLException {
        @Nullable Object[] values = new Object[rows.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.getObject(i + 1);
        }
        return new StoredRow(values);
    }

    int columns() {
        return values.length;
    }

    @Nullable
    Object value(int column) {
        return values[column];
    }

    void bind(PreparedStatement insert) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i]);
        }
    }
}
