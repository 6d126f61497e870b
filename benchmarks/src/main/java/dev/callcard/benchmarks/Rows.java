package dev.callcard.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table, as fast as the database takes them. */
interface Rows extends AutoCloseable {
    /** Adds a row: texts, numbers, instants and nulls, in the order of the columns. */
    void add(@Nullable Object... values) throws SQLException;

    /** Sends what is waiting. */
    @Override
    void close() throws SQLException;

    /** COPY on PostgreSQL, batches elsewhere. */
    static Rows into(Connection connection, String table, int columns) throws SQLException {
        return connection.isWrapperFor(PGConnection.class)
                ? new Copy(connection.unwrap(PGConnection.class), table)
                : new Batches(connection, table, columns);
    }

    /** PostgreSQL's own bulk load, in its text format. */
    final class Copy implements Rows {
        private static final int PIECE = 1 << 16;

        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder();

        Copy(PGConnection connection, String table) throws SQLException {
            this.copy = connection.getCopyAPI().copyIn("copy " + table + " from stdin");
        }

        @Override
        public void add(@Nullable Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                text.append(i == 0 ? "" : "\t").append(values[i] == null ? "\\N" : values[i]);
            }
            text.append('\n');
            if (text.length() > PIECE) {
                send();
            }
        }

        @Override
        public void close() throws SQLException {
            send();
            copy.endCopy();
        }

        private void send() throws SQLException {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            text.setLength(0);
        }
    }

    /** Batches of one prepared insert. */
    final class Batches implements Rows {
        private final PreparedStatement insert;
        private int waiting;

        Batches(Connection connection, String table, int columns) throws SQLException {
            this.insert = connection.prepareStatement(
                    "insert into " + table + " values (" + String.join(", ", Collections.nCopies(columns, "?")) + ")");
        }

        @Override
        public void add(@Nullable Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(
                        i + 1,
                        values[i] instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : values[i]);
            }
            insert.addBatch();
            if (++waiting == Loader.BATCH) {
                insert.executeBatch();
                waiting = 0;
            }
        }

        @Override
        public void close() throws SQLException {
            insert.executeBatch();
            insert.close();
        }
    }
}
