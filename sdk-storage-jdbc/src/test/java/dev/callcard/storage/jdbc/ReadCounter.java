package dev.callcard.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks a MariaDB after each prepared statement how many rows it read of tables and indexes. */
final class ReadCounter {
    private final Connection real;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    ReadCounter(Connection real) {
        this.real = real;
    }

    /** The most rows that each statement read. */
    Map<String, Long> rows() {
        return rows;
    }

    Connection connection() {
        return proxy(Connection.class, (method, args) -> {
            Object result = call(real, method, args);
            return result instanceof PreparedStatement statement ? counted(statement, (String) args[0]) : result;
        });
    }

    private PreparedStatement counted(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (method, args) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, args);
            }
            long before = read();
            Object result = call(statement, method, args);
            rows.merge(sql, read() - before, Math::max);
            return result;
        });
    }

    private long read() throws SQLException {
        try (Statement statement = real.createStatement();
                ResultSet result = statement.executeQuery("show session status like 'Handler_read%'")) {
            long sum = 0;
            while (result.next()) {
                sum += result.getLong(2);
            }
            return sum;
        }
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                ReadCounter.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call.of(method, args)));
    }

    private interface Call {
        Object of(Method method, Object[] args) throws Throwable;
    }
}
