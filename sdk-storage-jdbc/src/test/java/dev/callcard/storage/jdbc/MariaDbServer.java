package dev.callcard.storage.jdbc;

import dev.callcard.testkit.SystemTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * One MariaDB for all tests of this JVM, as durable as by default, in a time zone and with a character set that nobody should
 * have to care about. A shell between it and the JVM ends it when the JVM is gone, however that came about.
 */
final class MariaDbServer {
    /** Waits for the end of its input, which comes when the JVM closes it or dies. */
    private static final String KEEPER =
            "dir=$1; shift; \"$@\" < /dev/null & server=$!; exec > /dev/null 2>&1; cat; kill -9 $server; wait $server; rm -rf \"$dir\"";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDbServer() {}

    static DataSource dataSource() {
        return Holder.POOL;
    }

    static String url(String databaseAndOptions) {
        return "jdbc:mariadb://127.0.0.1:" + Holder.PORT + "/" + databaseAndOptions;
    }

    /** Connections that are not kept. */
    static DataSource dataSource(String databaseAndOptions) {
        try {
            return new MariaDbDataSource(url(databaseAndOptions));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty database. */
    static String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int start() {
        try {
            Path server = SystemTools.require("mariadbd");
            Path install = SystemTools.require("mariadb-install-db");
            Path dir = Files.createTempDirectory("callcard-mariadb");
            String user = "--user=" + System.getProperty("user.name");
            run(List.of(
                    install.toString(),
                    "--no-defaults",
                    user,
                    "--datadir=" + dir.resolve("data"),
                    "--auth-root-authentication-method=normal",
                    "--skip-name-resolve",
                    "--skip-test-db"));
            int port = freePort();
            List<String> command = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper", dir.toString()));
            command.addAll(List.of(
                    server.toString(),
                    "--no-defaults",
                    user,
                    "--datadir=" + dir.resolve("data"),
                    "--socket=" + dir.resolve("socket"),
                    "--pid-file=" + dir.resolve("pid"),
                    "--tmpdir=" + dir,
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--skip-name-resolve",
                    "--max-connections=200",
                    "--default-time-zone=-09:30",
                    "--character-set-server=latin1"));
            Process keeper =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(keeper), "stop MariaDB"));
            awaitReady(keeper);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(said);
        }
    }

    /** Reads what the server says, first until it is ready, then so that it is never held up. */
    private static void awaitReady(Process keeper) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    StringBuilder said = new StringBuilder();
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (line.contains("ready for connections")) {
                                ready.complete(true);
                            } else if (!ready.isDone()) {
                                said.append(line).append('\n');
                            }
                        }
                        ready.completeExceptionally(new IllegalStateException(said.toString()));
                    } catch (IOException e) {
                        ready.completeExceptionally(e);
                    }
                },
                "read MariaDB");
        reader.setDaemon(true);
        reader.start();
        ready.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static void stop(Process keeper) {
        try {
            keeper.getOutputStream().close();
            keeper.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its threads run code of the class around it: that of a class that is being made would wait for its end. */
    private static final class Holder {
        private static final int PORT = start();
        private static final DataSource POOL = new TestPool(dataSource("?user=root"));
    }
}
