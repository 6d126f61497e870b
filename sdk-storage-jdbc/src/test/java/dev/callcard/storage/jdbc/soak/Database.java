package dev.callcard.storage.jdbc.soak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** A database with files of its own. */
record Database(Kind kind, String url, Optional<Server> ownServer) implements AutoCloseable {
    Node open() {
        return kind.open(url);
    }

    /** A connection past the storage, to look with other eyes. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    Server server() {
        return ownServer.orElseThrow();
    }

    @Override
    public void close() {
        ownServer.ifPresent(Server::close);
    }
}
