package dev.callcard.storage.jdbc.soak;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Its files are made by the library that brings it; it is run without it, durable as it is by default. */
final class PostgreSqlServer {
    private PostgreSqlServer() {}

    static Database make(Path dir) throws IOException, SQLException {
        Path data = dir.resolve("postgresql");
        String programs;
        try (EmbeddedPostgres maker = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start();
                Connection connection = maker.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select setting from pg_config where name = 'BINDIR'")) {
            result.next();
            programs = result.getString("setting");
        }
        int port = Server.freePort();
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // it refuses to run as root
        }
        command.addAll(List.of(
                Path.of(programs, "postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        Server server = new Server(command, "database system is ready to accept connections");
        server.start();
        return new Database(
                Kind.POSTGRESQL,
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres",
                Optional.of(server));
    }
}
