package dev.callcard.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL on the loopback interface that writes every commit to the disk. */
final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts one in a folder that is kept, or in one that goes with it. */
    static PostgresServer start(Optional<Path> folder) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("jit", "off")
                // Only the connections whose effort is counted pay for the counting.
                .setServerConfig("pg_stat_statements.track", "none")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements");
        folder.ifPresent(dir -> builder.setDataDirectory(dir.toAbsolutePath()).setCleanDataDirectory(false));
        return new PostgresServer(builder.start());
    }

    int port() {
        return server.getPort();
    }

    PGSimpleDataSource dataSource() {
        return dataSource(port());
    }

    /** Connections by way of another port. */
    static PGSimpleDataSource dataSource(int port) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setUser("postgres");
        source.setDatabaseName("postgres");
        source.setSslMode("disable");
        return source;
    }

    Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** A pool as a host has it. */
    HikariDataSource pool(int size) {
        return pool(dataSource(), size, "select 1");
    }

    static HikariDataSource pool(PGSimpleDataSource source, int size, String firstStatement) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(120_000);
        config.setConnectionInitSql(firstStatement);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
