package dev.callcard.storage.jdbc;

import dev.callcard.project.ProjectId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Values by name for a statement. An absent value keeps its type: PostgreSQL plans a statement anew whenever the types of its
 * parameters differ from those of the time before. Not thread-safe.
 */
final class Params {
    private final Map<String, Object> values = new HashMap<>();

    static Params of(ProjectId project) {
        return new Params().with("project", project.value());
    }

    /** The same values, to which others can be added. */
    Params copy() {
        Params copy = new Params();
        copy.values.putAll(values);
        return copy;
    }

    Params with(String name, String value) {
        return put(name, value);
    }

    Params with(String name, Optional<String> value) {
        return put(name, value, Types.VARCHAR);
    }

    /** An id that may be absent; OTHER is what PostgreSQL calls its type. */
    Params id(String name, Optional<UUID> value) {
        return put(name, value, Types.OTHER);
    }

    Params big(String name, Optional<Long> value) {
        return put(name, value, Types.BIGINT);
    }

    Params with(String name, UUID value) {
        return put(name, value);
    }

    Params with(String name, long value) {
        return put(name, value);
    }

    Params with(String name, boolean value) {
        return put(name, value);
    }

    Params with(String name, byte[] value) {
        return put(name, value);
    }

    Params with(String name, LocalDate value) {
        return put(name, value);
    }

    Params with(String name, Instant value) {
        return put(name, value.atOffset(ZoneOffset.UTC));
    }

    Params time(String name, Optional<Instant> value) {
        return put(name, value.map(at -> at.atOffset(ZoneOffset.UTC)), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    Params micros(String name, Optional<Duration> value) {
        return put(name, value.map(Micros::of), Types.BIGINT);
    }

    Params bytes(String name, Optional<byte[]> value) {
        return put(name, value, Types.VARBINARY);
    }

    Params small(String name, Optional<Integer> value) {
        return put(name, value, Types.INTEGER);
    }

    Params flag(String name, Optional<Boolean> value) {
        return put(name, value, Types.BOOLEAN);
    }

    private Params put(String name, Optional<?> value, int type) {
        return put(name, value.isPresent() ? value.get() : new Absent(type));
    }

    private Params put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** A value that is there. */
    Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for parameter " + name);
        }
        return value;
    }

    /** Binds from an index on and gives the next free one. */
    int bind(PreparedStatement statement, Dialect dialect, List<String> names, int from) throws SQLException {
        int index = from;
        for (String name : names) {
            Object value = value(name);
            if (value instanceof Absent absent) {
                statement.setNull(index++, absent.type());
            } else {
                statement.setObject(index++, dialect.sent(value));
            }
        }
        return index;
    }

    /**
     * Nothing, of a type.
     *
     * @param type one of {@link Types}
     */
    private record Absent(int type) {}
}
