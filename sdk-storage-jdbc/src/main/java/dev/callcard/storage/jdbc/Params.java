package dev.callcard.storage.jdbc;

import dev.callcard.project.ProjectId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values by name for a statement. Not thread-safe. */
final class Params {
    private final Map<String, @Nullable Object> values = new HashMap<>();

    static Params of(ProjectId project) {
        return new Params().with("project", project.value());
    }

    Params with(String name, @Nullable String value) {
        return put(name, value);
    }

    Params with(String name, Optional<String> value) {
        return put(name, value.orElse(null));
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
        return put(name, value.map(at -> (Object) at.atOffset(ZoneOffset.UTC)).orElse(null));
    }

    Params micros(String name, Optional<Duration> value) {
        return put(name, value.map(duration -> (Object) Micros.of(duration)).orElse(null));
    }

    Params put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    /** Binds from an index on and gives the next free one. */
    int bind(PreparedStatement statement, Dialect dialect, List<String> names, int from) throws SQLException {
        int index = from;
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw new IllegalStateException("no value for parameter " + name);
            }
            statement.setObject(index++, dialect.sent(values.get(name)));
        }
        return index;
    }
}
