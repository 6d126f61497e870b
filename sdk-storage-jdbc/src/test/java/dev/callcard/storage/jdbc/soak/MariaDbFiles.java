package dev.callcard.storage.jdbc.soak;

import dev.callcard.testkit.SystemTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A MariaDB on files of its own, durable as it is by default. */
final class MariaDbFiles {
    private MariaDbFiles() {}

    static Database make(Path dir) throws IOException {
        Path program = SystemTools.require("mariadbd");
        Path install = SystemTools.require("mariadb-install-db");
        Path data = dir.resolve("mariadb");
        String user = "--user=" + System.getProperty("user.name");
        Process maker = new ProcessBuilder(
                        install.toString(),
                        "--no-defaults",
                        user,
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-name-resolve")
                .redirectErrorStream(true)
                .start();
        maker.getOutputStream().close();
        String said = new String(maker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (maker.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(said);
        }
        int port = Server.freePort();
        Server server = new Server(
                List.of(
                        program.toString(),
                        "--no-defaults",
                        user,
                        "--datadir=" + data,
                        "--socket=" + dir.resolve("socket"),
                        "--pid-file=" + dir.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--skip-name-resolve"),
                "ready for connections");
        server.start();
        return new Database(
                Kind.MARIADB,
                "jdbc:mariadb://127.0.0.1:" + port
                        + "/test?user=root&createDatabaseIfNotExist=true&connectTimeout=2000",
                Optional.of(server));
    }
}
