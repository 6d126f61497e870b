package dev.callcard.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** A connection and a transaction for each piece of work; tried again when another transaction was in the way. */
final class OwnTransactions implements Transactions {
    private static final int MOST_SHARED = 500;
    private static final int TRIES = 12;
    private static final int FIRST_PAUSE = 8;
    private static final int LONGEST_PAUSE = 1_000;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Duration timeout;

    /**
     * Transactions on connections of a data source.
     *
     * @param timeout how long an answer of the database may take; zero leaves it to the driver
     */
    OwnTransactions(DataSource dataSource, Dialect dialect, Duration timeout) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.timeout = timeout;
    }

    @Override
    public <T> T read(String what, Work<T> work) {
        return repeat(what, () -> once(work, true));
    }

    @Override
    public <T> T write(String what, Work<T> work) {
        return repeat(what, () -> once(work, false));
    }

    @Override
    public int mostShared() {
        return MOST_SHARED;
    }

    private static <T> T repeat(String what, Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (!Failures.wasInTheWay(e) || tries == TRIES) {
                    throw Failures.translate(what, e);
                }
                pause(what, tries, e);
            }
        }
    }

    private static void pause(String what, int tries, SQLException cause) {
        int most = Math.min(LONGEST_PAUSE, FIRST_PAUSE << tries);
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, most))
                    .toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable(what, cause);
        }
    }

    private <T> T once(Work<T> work, boolean reads) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            int limit = limit(connection);
            boolean autoCommit = connection.getAutoCommit();
            T result;
            try {
                if (autoCommit != reads) {
                    connection.setAutoCommit(reads);
                }
                if (!reads) {
                    dialect.begin(connection);
                }
                try (Tx tx = new Tx(connection, dialect)) {
                    result = work.in(tx);
                }
                if (!reads) {
                    connection.commit();
                }
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, reads, autoCommit, limit, e);
                throw e;
            }
            restore(connection, reads, autoCommit, limit);
            return result;
        }
    }

    /** Whatever else fails on a connection that has failed must not hide why. */
    private static void undo(Connection connection, boolean reads, boolean autoCommit, int limit, Throwable cause) {
        try {
            if (!reads) {
                connection.rollback();
            }
            restore(connection, reads, autoCommit, limit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restore(Connection connection, boolean reads, boolean autoCommit, int limit)
            throws SQLException {
        if (autoCommit != reads) {
            connection.setAutoCommit(autoCommit);
        }
        if (limit >= 0) {
            connection.setNetworkTimeout(Runnable::run, limit);
        }
    }

    /** Limits how long answers may take; gives the limit so far, or -1 where nothing was changed. */
    private int limit(Connection connection) throws SQLException {
        if (timeout.isZero() || dialect == Dialect.H2) {
            return -1; // H2 is in the process, or waits for locks with a limit of its own
        }
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
        return before;
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }
}
