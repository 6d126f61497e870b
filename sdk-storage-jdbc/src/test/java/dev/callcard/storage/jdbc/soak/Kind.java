package dev.callcard.storage.jdbc.soak;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;

/** A kind of database that can be harmed. One more is a constant here and a class that makes its server. */
enum Kind {
    /** In the process, as {@link JdbcStorage#embedded} opens it. */
    H2 {
        @Override
        Database make(Path dir) {
            return new Database(this, H2_URL + dir.resolve("callcard") + ";USER=callcard", Optional.empty());
        }

        @Override
        Node open(String url) {
            Path file = Path.of(url.substring(H2_URL.length(), url.indexOf(';')));
            JdbcStorage storage =
                    JdbcStorage.embedded(Optional.ofNullable(file.getParent()).orElseThrow());
            return new Node(storage, storage::close);
        }
    },
    /** The control: what H2 does when nobody tells it to write before it acknowledges. */
    H2_AS_IT_COMES {
        @Override
        Database make(Path dir) {
            return new Database(this, H2_URL + dir.resolve("callcard") + ";USER=callcard", Optional.empty());
        }

        @Override
        Node open(String url) {
            JdbcConnectionPool pool = JdbcConnectionPool.create(url, "callcard", "");
            return new Node(storage(JdbcStorage.builder(pool)), pool::dispose);
        }
    },
    /** With the settings of a fresh installation. */
    POSTGRESQL {
        @Override
        Database make(Path dir) throws IOException, SQLException {
            return PostgreSqlServer.make(dir);
        }
    },
    /** With the settings of a fresh installation. */
    MARIADB {
        @Override
        Database make(Path dir) throws IOException {
            return MariaDbFiles.make(dir);
        }
    };

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String H2_URL = "jdbc:h2:file:";
    private static final int CONNECTIONS = 16;

    /** Makes an empty database in a folder and starts its server, if it has one. */
    abstract Database make(Path dir) throws IOException, SQLException;

    /** Opens it from any process, with a pool such as hosts have. */
    Node open(String url) {
        return pooled(url, CONNECTIONS);
    }

    /** Opens it with a pool of a size. */
    static Node pooled(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        HikariDataSource pool = new HikariDataSource(config);
        return new Node(storage(JdbcStorage.builder(pool).timeout(PATIENCE)), pool::close);
    }

    private static JdbcStorage storage(JdbcStorage.Builder builder) {
        return builder.schemaMode(SchemaMode.MIGRATE)
                .recordings(new MemoryStorage(Clock.systemUTC()).recordings())
                .build();
    }
}
