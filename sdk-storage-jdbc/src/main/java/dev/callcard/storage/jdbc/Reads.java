package dev.callcard.storage.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/** The results of several statements, read in their order. */
interface Reads {
    /** The rows of the next statement. */
    <T> List<T> next(Sql sql, Row.Reader<T> reader) throws SQLException;

    /** Runs each statement when it is read, with the parameters as they are then. */
    static Reads oneByOne(Tx tx, Params params) {
        return new Reads() {
            @Override
            public <T> List<T> next(Sql sql, Row.Reader<T> reader) throws SQLException {
                return tx.list(sql, params, reader);
            }
        };
    }

    /** Sends all statements at once, in one round trip. */
    static Reads pipelined(Tx tx, List<Sql> statements, Params params) throws SQLException {
        Sql all = Sql.pipeline(statements);
        PreparedStatement statement = tx.statement(all);
        params.bind(statement, tx.dialect(), all.names(), 1);
        statement.execute();
        Iterator<Sql> order = statements.iterator();
        return new Reads() {
            @Override
            public <T> List<T> next(Sql sql, Row.Reader<T> reader) throws SQLException {
                if (!order.next().equals(sql)) {
                    throw new IllegalStateException("results are read in another order than statements were sent");
                }
                try (ResultSet result = statement.getResultSet()) {
                    List<T> rows = tx.read(result, reader);
                    statement.getMoreResults();
                    return rows;
                }
            }
        };
    }
}
