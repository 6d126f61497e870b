package dev.callcard.storage.jdbc;

import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Projects as they were last read. Settings are read with every card, and are nearly always those of the card before: equal
 * texts are not parsed again. Thread-safe.
 */
final class KnownProjects {
    private static final int MOST = 1_000;

    private final Map<ProjectId, Known> known = new ConcurrentHashMap<>();

    /**
     * The project of a row with the columns {@code settings}, {@code past_rules}, {@code version} and {@code inactive_since};
     * the last of them never changes but with the version.
     */
    Project read(ProjectId id, Row row) throws SQLException {
        Known last = known.get(id);
        if (last != null && last.isOf(row)) {
            return last.project();
        }
        Known next = new Known(row.text("settings"), row.text("past_rules"), JdbcProjectStore.read(id, row));
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(id, next);
        return next.project();
    }

    private record Known(String settings, String past, Project project) {
        boolean isOf(Row row) throws SQLException {
            return project.version() == row.number("version")
                    && settings.equals(row.text("settings"))
                    && past.equals(row.text("past_rules"));
        }
    }
}
