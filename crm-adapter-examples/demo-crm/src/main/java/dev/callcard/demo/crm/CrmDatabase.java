package dev.callcard.demo.crm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;

/** The database of the CRM. It shares nothing with Callcard's. */
public final class CrmDatabase implements AutoCloseable {
    private final JdbcConnectionPool pool;

    private CrmDatabase(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens the database, and makes its tables if they are missing.
     *
     * @param folder where it is kept
     * @return the database
     */
    public static CrmDatabase open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path file = folder.toAbsolutePath().resolve("crm");
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", "crm", "");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists contact (id bigint primary key, name varchar(200) not null,"
                    + " company varchar(200) not null, phone varchar(50) not null, email varchar(200) not null,"
                    + " owner varchar(100) not null, notes varchar(2000) not null)");
            statement.execute("create table if not exists crm_user (login varchar(50) primary key,"
                    + " name varchar(200) not null, role varchar(20) not null, salt varbinary(32) not null,"
                    + " password_hash varbinary(64) not null)");
            return new CrmDatabase(pool);
        } catch (SQLException e) {
            pool.dispose();
            throw new IllegalStateException("The CRM's database cannot be opened", e);
        }
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } finally {
            pool.dispose();
        }
    }
}
