package dev.callcard.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements on one connection. Keeps what it prepared until it is closed. Not thread-safe. */
final class Tx implements AutoCloseable {
    private static final int MAX_CHUNK = 64;

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Tx(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    Connection connection() {
        return connection;
    }

    <T> List<T> list(Sql sql, Params params, Row.Reader<T> reader) throws SQLException {
        PreparedStatement statement = statement(sql);
        params.bind(statement, dialect, sql.names(), 1);
        try (ResultSet result = statement.executeQuery()) {
            return read(result, reader);
        }
    }

    <T> Optional<T> first(Sql sql, Params params, Row.Reader<T> reader) throws SQLException {
        return list(sql, params, reader).stream().findFirst();
    }

    boolean exists(Sql sql, Params params) throws SQLException {
        return first(sql, params, row -> true).isPresent();
    }

    int update(Sql sql, Params params) throws SQLException {
        PreparedStatement statement = statement(sql);
        params.bind(statement, dialect, sql.names(), 1);
        return statement.executeUpdate();
    }

    /** Inserts a row unless it is there, and tells whether it was not. */
    boolean insertIfAbsent(InsertIfAbsent statement, Params params) throws SQLException {
        if (dialect.countsInserts()) {
            return update(statement.quietly(), params) == 1;
        }
        if (exists(statement.find(), params)) {
            return false;
        }
        try {
            return update(statement.insert(), params) == 1;
        } catch (SQLException e) {
            if (Failures.isDuplicate(e)) {
                return false; // somebody else was faster
            }
            throw e;
        }
    }

    /** Inserts rows unless they are there, in order. */
    void insertIfAbsent(InsertIfAbsent statement, List<Params> all) throws SQLException {
        if (!dialect.onConflict().isEmpty()) {
            batch(statement.quietly(), all);
            return;
        }
        for (Params params : all) {
            insertIfAbsent(statement, params);
        }
    }

    /** Runs one statement for each of many parameters. */
    void batch(Sql sql, Collection<Params> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        PreparedStatement statement = statement(sql);
        for (Params params : all) {
            params.bind(statement, dialect, sql.names(), 1);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /**
     * Runs one query for each of many parameters, in order: one by one where the database is in the process, many in one
     * round trip where it is not.
     */
    <T> List<List<T>> lookUps(Sql sql, List<Params> all, Row.Reader<T> reader) throws SQLException {
        List<List<T>> results = new ArrayList<>(all.size());
        while (results.size() < all.size()) {
            int chunk = dialect.pipelines() ? chunk(all.size() - results.size()) : 1;
            List<Params> some = all.subList(results.size(), results.size() + chunk);
            results.addAll(pipeline(Collections.nCopies(chunk, sql), some, reader));
        }
        return results;
    }

    private <T> List<List<T>> pipeline(List<Sql> statements, List<Params> params, Row.Reader<T> reader)
            throws SQLException {
        PreparedStatement statement = statement(statements.size() == 1 ? statements.get(0) : Sql.pipeline(statements));
        int index = 1;
        for (int i = 0; i < statements.size(); i++) {
            index = params.get(i).bind(statement, dialect, statements.get(i).names(), index);
        }
        statement.execute();
        List<List<T>> results = new ArrayList<>(statements.size());
        for (int i = 0; i < statements.size(); i++) {
            try (ResultSet result = statement.getResultSet()) {
                results.add(read(result, reader));
            }
            if (i + 1 < statements.size()) {
                statement.getMoreResults();
            }
        }
        return results;
    }

    // Powers of two, so that the driver meets few different texts and can keep them prepared.
    private static int chunk(int rest) {
        return Math.min(MAX_CHUNK, Integer.highestOneBit(rest));
    }

    PreparedStatement statement(Sql sql) throws SQLException {
        PreparedStatement known = prepared.get(sql.text());
        if (known == null) {
            known = connection.prepareStatement(sql.text());
            prepared.put(sql.text(), known);
        }
        return known;
    }

    <T> List<T> read(ResultSet result, Row.Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        Row row = new Row(result, dialect);
        while (result.next()) {
            rows.add(reader.read(row));
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }
}
