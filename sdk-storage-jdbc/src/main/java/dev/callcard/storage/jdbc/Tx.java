package dev.callcard.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements on one connection. Keeps what it prepared until it is closed. Not thread-safe. */
final class Tx implements AutoCloseable {
    private static final int MAX_CHUNK = 128;

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
            insert(statement.quietly(), all);
            return;
        }
        for (Params params : all) {
            insertIfAbsent(statement, params);
        }
    }

    /** Inserts rows, in order. */
    void insert(Sql sql, List<Params> all) throws SQLException {
        if (dialect.pipelines()) {
            inChunks(all, some -> bound(Bulk.insert(sql, some)).execute());
        } else {
            batch(sql, all);
        }
    }

    /** Inserts rows, in order, and reads what the database tells of those that were new. */
    <T> List<T> insertAndRead(Sql sql, List<Params> all, Row.Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>(all.size());
        inChunks(all, some -> {
            try (ResultSet result = bound(Bulk.insert(sql, some)).executeQuery()) {
                rows.addAll(read(result, reader));
            }
        });
        return rows;
    }

    /** Runs one statement for each of many parameters. */
    void batch(Sql sql, Collection<Params> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        PreparedStatement statement = statement(sql.text());
        for (Params params : all) {
            params.bind(statement, dialect, sql.names(), 1);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /**
     * Runs one query for each of many parameters, in order: one by one where the database is in the process, many at once
     * where it is not.
     */
    <T> List<List<T>> lookUps(Sql sql, List<Params> all, Row.Reader<T> reader) throws SQLException {
        List<List<T>> results = new ArrayList<>(all.size());
        if (!dialect.pipelines()) {
            for (Params params : all) {
                results.add(list(sql, params, reader));
            }
            return results;
        }
        inChunks(all, some -> {
            int first = results.size();
            some.forEach(params -> results.add(new ArrayList<>()));
            try (ResultSet result = bound(Bulk.query(sql, some)).executeQuery()) {
                Row row = new Row(result, dialect);
                while (result.next()) {
                    results.get(first + (int) row.number(Bulk.NUMBER)).add(reader.read(row));
                }
            }
        });
        return results;
    }

    // Powers of two, so that the driver meets few different texts and can keep them prepared.
    private static void inChunks(List<Params> all, Chunk work) throws SQLException {
        for (int done = 0; done < all.size(); ) {
            int size = Math.min(MAX_CHUNK, Integer.highestOneBit(all.size() - done));
            work.run(all.subList(done, done + size));
            done += size;
        }
    }

    private PreparedStatement bound(Bulk.Bound bulk) throws SQLException {
        PreparedStatement statement = statement(bulk.text());
        int index = 1;
        for (Bulk.Binding binding : bulk.bindings()) {
            index = binding.params().bind(statement, dialect, binding.names(), index);
        }
        return statement;
    }

    PreparedStatement statement(Sql sql) throws SQLException {
        return statement(sql.text());
    }

    private PreparedStatement statement(String text) throws SQLException {
        PreparedStatement known = prepared.get(text);
        if (known == null) {
            known = connection.prepareStatement(text);
            prepared.put(text, known);
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

    private interface Chunk {
        void run(List<Params> some) throws SQLException;
    }
}
