package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** What PostgreSQL does for one card: a count, so a busy machine does not change it. */
record Effort(
        double statements, double plans, double buffers, double rowsReturned, double rowsRead, List<String> heaviest) {
    private static final int CARDS = 20;
    private static final String COUNTED =
            "set pg_stat_statements.track = 'top'; set pg_stat_statements.track_planning = on;"
                    + " set plan_cache_mode = ";

    /** Counts for a connection that plans in a certain way, after it has met the statements. */
    static Effort of(
            PostgresServer server,
            String schema,
            String planning,
            Function<DataSource, Variant.Action> reader,
            Probe probe)
            throws Exception {
        try (HikariDataSource pool = PostgresServer.pool(server.dataSource(), 2, COUNTED + planning);
                Connection observer = server.connect()) {
            Variant.Action card = reader.apply(pool);
            for (int i = 0; i < CARDS; i++) {
                card.run(probe);
            }
            try (Statement statement = observer.createStatement()) {
                statement.execute("create extension if not exists pg_stat_statements");
                flush(pool);
                long read = rowsRead(observer, schema);
                statement.execute("select pg_stat_statements_reset()");
                for (int i = 0; i < CARDS; i++) {
                    card.run(probe);
                }
                double[] sums = Query.one(
                        observer,
                        "select sum(calls), sum(plans), sum(shared_blks_hit + shared_blks_read), sum(rows) from pg_stat_statements"
                                + " where query like '%' || ? || '%'",
                        rows -> new double[] {rows.getDouble(1), rows.getDouble(2), rows.getDouble(3), rows.getDouble(4)
                        },
                        schema);
                flush(pool);
                return new Effort(
                        sums[0] / CARDS,
                        sums[1] / CARDS,
                        sums[2] / CARDS,
                        sums[3] / CARDS,
                        (double) (rowsRead(observer, schema) - read) / CARDS,
                        heaviest(observer, schema));
            }
        }
    }

    /** The statements that touch most, for whoever wants to know where the buffers go. */
    private static List<String> heaviest(Connection observer, String schema) throws SQLException {
        return Query.list(
                observer,
                "select round((shared_blks_hit + shared_blks_read) / calls) || ' buffers, ' || rows / calls || ' rows: '"
                        + " || left(regexp_replace(query, '\\s+', ' ', 'g'), 160) from pg_stat_statements"
                        + " where query like '%' || ? || '%' order by (shared_blks_hit + shared_blks_read) / calls desc limit 3",
                rows -> rows.getString(1),
                schema);
    }

    private static void flush(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            statement.execute("select 1");
        }
    }

    /** Rows that scans have read from the tables and indexes of a schema. */
    private static long rowsRead(Connection observer, String schema) throws SQLException {
        return Query.one(
                observer,
                "select (select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes where schemaname = ?)"
                        + " + (select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables where schemaname = ?)",
                rows -> rows.getLong(1),
                schema,
                schema);
    }
}
