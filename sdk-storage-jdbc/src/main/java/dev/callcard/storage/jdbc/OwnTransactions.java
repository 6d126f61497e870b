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

    OwnTransactions(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
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
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit != reads) {
                connection.setAutoCommit(reads);
            }
            if (!reads) {
                dialect.begin(connection);
            }
            boolean done = false;
            try (Tx tx = new Tx(connection, dialect)) {
                T result = work.in(tx);
                if (!reads) {
                    connection.commit();
                }
                done = true;
                return result;
            } finally {
                if (!done && !reads) {
                    connection.rollback();
                }
                if (autoCommit != reads) {
                    connection.setAutoCommit(autoCommit);
                }
            }
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }
}
