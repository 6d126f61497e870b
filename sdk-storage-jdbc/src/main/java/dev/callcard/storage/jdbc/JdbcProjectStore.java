package dev.callcard.storage.jdbc;

import dev.callcard.error.ConflictException;
import dev.callcard.error.NotFoundException;
import dev.callcard.json.SettingsJson;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ProjectStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Projects: settings and past rules as JSON, the session timeout once more as a number that statements can use. */
final class JdbcProjectStore implements ProjectStore {
    /** What nearly every project has; reading it as JSON took a quarter of a card's time on H2. */
    private static final String NO_PAST = "[]";

    private final Transactions transactions;
    private final InsertIfAbsent insert;
    private final Sql find;
    private final Sql lock;
    private final Sql update;
    private final Sql list;

    JdbcProjectStore(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        this.insert = InsertIfAbsent.of(
                dialect,
                tables,
                "project",
                "project_id=project settings=settings past_rules=past version=version session_timeout_ms=timeout",
                "project_id");
        this.find = tables.sql("""
                select settings, past_rules, version, inactive_since from ${project} where project_id = :project
                """);
        this.lock = tables.sql("""
                select settings, past_rules, version, inactive_since from ${project} where project_id = :project for update
                """);
        this.update = tables.sql("""
                update ${project}
                set settings = :settings, past_rules = :past, version = :version, session_timeout_ms = :timeout,
                    inactive_since = :inactiveSince
                where project_id = :project
                """);
        this.list = tables.sql("select project_id from ${project} order by project_id");
    }

    @Override
    public boolean create(ProjectId id, ProjectSettings settings) {
        return transactions.write(
                "create a project", tx -> tx.insertIfAbsent(insert, params(Project.create(id, settings))));
    }

    @Override
    public Optional<Project> find(ProjectId id) {
        return transactions.read("read a project", tx -> tx.first(find, Params.of(id), row -> read(id, row)));
    }

    @Override
    public Project save(ProjectId id, ProjectSettings settings, OptionalLong expectedVersion, Instant now) {
        return transactions.write("save a project", tx -> {
            Project known = tx.first(lock, Params.of(id), row -> read(id, row))
                    .orElseThrow(() -> new NotFoundException("project"));
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != known.version()) {
                throw new ConflictException("project", known.version());
            }
            Project changed = known.change(settings, now);
            tx.update(update, params(changed));
            return changed;
        });
    }

    @Override
    public List<ProjectId> list() {
        return transactions.read(
                "list projects", tx -> tx.list(list, new Params(), row -> ProjectId.of(row.text("project_id"))));
    }

    static Project read(ProjectId id, Row row) throws SQLException {
        String past = row.text("past_rules");
        return new Project(
                id,
                SettingsJson.read(row.text("settings")),
                row.number("version"),
                NO_PAST.equals(past) ? List.of() : SettingsJson.readPast(past),
                row.instantOrNone("inactive_since"));
    }

    private static Params params(Project project) {
        return Params.of(project.id())
                .with("settings", SettingsJson.write(project.settings()))
                .with("past", SettingsJson.writePast(project.past()))
                .with("version", project.version())
                .with("timeout", project.settings().sessionTimeout().toMillis())
                .time("inactiveSince", project.inactiveSince());
    }
}
