package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.visit.Source;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The call log. */
final class JdbcLogStore implements LogStore {
    private final Transactions transactions;
    private final Dialect dialect;
    private final Tables tables;
    private final Sql customer;
    private final Sql projects;
    private final Changes changes;

    JdbcLogStore(Transactions transactions, Dialect dialect, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.tables = tables;
        this.customer = tables.sql("""
                select customer_id from ${customer}
                where project_id = :project and number_kind = :kind and number_key = :key
                """);
        this.projects = tables.sql("select project_id from ${project} order by project_id");
        this.changes = new Changes(tables, clock);
    }

    @Override
    public Page<Line> read(Project project, LogFilter filter, PageRequest page) {
        return transactions.read("read the call log", tx -> {
            LogQuery query = new LogQuery(dialect, project, filter);
            if (filter.number().isPresent()) {
                Optional<UUID> wanted = customer(tx, project, filter.number().get());
                if (wanted.isEmpty()) {
                    return new Page<>(List.of(), Optional.empty());
                }
                query.ofCustomer(wanted.get());
            }
            return Pages.read(
                    tx,
                    query.sql(tables),
                    query.params(),
                    page,
                    row -> line(project, row),
                    line -> CallRows.cursor(line.call()));
        });
    }

    @Override
    public List<Change> changes(ProjectId project, Position after, int limit) {
        return transactions.read("list changes", tx -> changes.list(tx, project, after, limit));
    }

    @Override
    public int forgetChanges(Instant before, int limit) {
        List<ProjectId> all = transactions.read(
                "list projects", tx -> tx.list(projects, new Params(), row -> ProjectId.of(row.text("project_id"))));
        int forgotten = 0;
        for (ProjectId project : all) {
            forgotten += transactions.write("forget changes", tx -> changes.forget(tx, project, before, limit));
        }
        return forgotten;
    }

    private Optional<UUID> customer(Tx tx, Project project, String number) throws SQLException {
        CustomerKey key = project.settings().phoneParser().parse(number).key();
        return key.joins()
                ? tx.first(
                        customer,
                        Params.of(project.id()).with("kind", key.kind().name()).with("key", key.value()),
                        row -> row.uuid("customer_id"))
                : Optional.empty();
    }

    private static Line line(Project project, Row row) throws SQLException {
        Call call = CallRows.read(project.id(), row);
        return new Line(
                call,
                source(project, call.facts().times().startedAt(), row),
                AnnotationSql.readOrNone(row),
                EntryRows.readOrNone(project.id(), call.id(), row));
    }

    private static Optional<Source> source(Project project, Instant start, Row row) throws SQLException {
        if (project.settings().sessionTracking() != ProjectSettings.SessionTracking.SESSION) {
            return Optional.empty();
        }
        Optional<Instant> lastSeen = row.instantOrNone("last_seen_at");
        boolean alive = lastSeen.isPresent()
                && start.isBefore(lastSeen.get().plus(project.settings().sessionTimeout()));
        return alive ? Optional.of(SessionRows.source(row)) : Optional.empty();
    }
}
