package dev.callcard.storage.jdbc;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The current row of a result, read by the names of its columns. */
record Row(ResultSet result, Dialect dialect) {
    String text(String column) throws SQLException {
        return Objects.requireNonNull(result.getString(column), column);
    }

    Optional<String> textOrNone(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    UUID uuid(String column) throws SQLException {
        return dialect == Dialect.MARIADB
                ? uuid(bytes(column))
                : Objects.requireNonNull(result.getObject(column, UUID.class), column);
    }

    Optional<UUID> uuidOrNone(String column) throws SQLException {
        return dialect == Dialect.MARIADB
                ? bytesOrNone(column).map(Row::uuid)
                : Optional.ofNullable(result.getObject(column, UUID.class));
    }

    Instant instant(String column) throws SQLException {
        return instantOrNone(column).orElseThrow(() -> new IllegalStateException(column + " is null"));
    }

    Optional<Instant> instantOrNone(String column) throws SQLException {
        return dialect == Dialect.MARIADB
                ? Optional.ofNullable(result.getObject(column, LocalDateTime.class))
                        .map(at -> at.toInstant(ZoneOffset.UTC))
                : Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
    }

    LocalDate date(String column) throws SQLException {
        return Objects.requireNonNull(result.getObject(column, LocalDate.class), column);
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    Optional<Integer> smallOrNone(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<Duration> microsOrNone(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(Micros.duration(value));
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    byte[] bytes(String column) throws SQLException {
        return Objects.requireNonNull(result.getBytes(column), column);
    }

    Optional<byte[]> bytesOrNone(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(column));
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Makes a value of the current row. */
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }
}
