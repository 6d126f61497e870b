package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class OwnTransactionsTest {
    /** As a pool does it: once a connection is broken, every further use says no more than that it is closed. */
    @Test
    void aRollbackThatFailsTooShouldNotHideThatTheDatabaseWasGone() {
        OwnTransactions transactions = new OwnTransactions(breaking(), Dialect.H2, Duration.ZERO);
        assertThatThrownBy(() -> transactions.write("write", tx -> {
                    throw new SQLException("the server went away", "08006");
                }))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> transactions.write("write", tx -> {
                    throw new IllegalStateException("something else");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("something else");
    }

    /** Seen as an answer 500 in a run of kills: a reader met a page that was being rewritten. */
    @Test
    void anErrorInsideOfH2ShouldBeTriedAgain() {
        OwnTransactions transactions = new OwnTransactions(Databases.H2_MEMORY.dataSource(), Dialect.H2, Duration.ZERO);
        AtomicInteger tries = new AtomicInteger();
        int result = transactions.write("write", tx -> {
            if (tries.incrementAndGet() < 3) {
                throw new SQLException("General error: Chunk 7 not found", "HY000", 50_000);
            }
            return 42;
        });
        assertThat(result).isEqualTo(42);
        assertThatThrownBy(() -> transactions.write("write", tx -> {
                    throw new SQLException("General error: Chunk 7 not found", "HY000", 50_000);
                }))
                .isInstanceOf(UnavailableException.class);
    }

    private static DataSource breaking() {
        DataSource real = Databases.H2_MEMORY.dataSource();
        return (DataSource) Proxy.newProxyInstance(
                OwnTransactionsTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> breaking(real.getConnection()));
    }

    private static Connection breaking(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                OwnTransactionsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback")) {
                        throw new SQLException("Connection is closed");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
