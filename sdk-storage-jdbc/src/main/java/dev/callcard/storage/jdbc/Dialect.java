package dev.callcard.storage.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between the databases, and nothing else. */
enum Dialect {
    /** In the process or near it: plain look-ups one by one. */
    H2("H2", "h2", "uuid", "", "dateadd(millisecond, %s, %s)"),
    /** Across a network: many statements in one round trip. */
    POSTGRESQL("PostgreSQL", "postgresql", "uuid", "on conflict do nothing", "%2$s + %1$s * interval '1 millisecond'"),
    /** Not INSERT IGNORE, which would cut texts that are too long and say nothing. */
    MARIADB(
            "MariaDB",
            "mariadb",
            "binary(16)",
            "on duplicate key update project_id = project_id",
            "%2$s + interval %1$s * 1000 microsecond");

    private static final Pattern ORDER = Pattern.compile("order by [^()]+? limit");
    private static final Pattern FIXED_TEXT =
            Pattern.compile("\\b(?:[a-z]\\.)?(?:project_id|visitor_id|agent_id|qualification)(?: desc)?,\\s*");

    private final String productName;
    private final String folder;
    private final String idType;
    private final String onConflict;
    private final String plusMillis;

    Dialect(String productName, String folder, String idType, String onConflict, String plusMillis) {
        this.productName = productName;
        this.folder = folder;
        this.idType = idType;
        this.onConflict = onConflict;
        this.plusMillis = plusMillis;
    }

    /** The dialect of the database behind a connection. */
    static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values())
                .filter(dialect -> dialect.productName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Callcard has no dialect for the database " + name
                        + "; it runs on "
                        + Arrays.stream(values())
                                .map(dialect -> dialect.productName)
                                .collect(Collectors.joining(", "))
                        + ". MySQL is another product than MariaDB, and whatever MySQL's driver connects to calls"
                        + " itself MySQL: use MariaDB's own driver."));
    }

    /** Folder of the scripts in the jar. */
    String folder() {
        return folder;
    }

    /** Whether many statements go to the server in one round trip. */
    boolean pipelines() {
        return this == POSTGRESQL;
    }

    /** What makes an insert do nothing where the row is there; empty where that has to be found out before. */
    String onConflict() {
        return onConflict;
    }

    /**
     * Whether the count of an insert that may do nothing tells what it did. The driver of MariaDB asks for rows found, not for
     * rows changed, unless the host's URL says otherwise.
     */
    boolean countsInserts() {
        return this == POSTGRESQL;
    }

    /**
     * A statement whose orders are written so that the database sees the index that has them. H2 wants all columns of the index.
     * MariaDB does not see that a text is always the same if it is compared to one of another collation, which parameters have, and
     * sorts everything: it must not be asked to order by such a column.
     */
    String ordered(String statement) {
        return this == MARIADB
                ? ORDER.matcher(statement)
                        .replaceAll(order -> Matcher.quoteReplacement(
                                FIXED_TEXT.matcher(order.group()).replaceAll("")))
                : statement;
    }

    /** An instant some milliseconds on. */
    String plusMillis(String instant, String millis) {
        return plusMillis.formatted(millis, instant);
    }

    /** An id that is not there. */
    String noId() {
        return "cast(null as " + idType + ")";
    }

    /** The schema of a connection as it stands in statements; what MariaDB calls a database. */
    Optional<String> schemaOf(Connection connection) throws SQLException {
        String name = this == MARIADB ? connection.getCatalog() : connection.getSchema();
        String quote = this == MARIADB ? "`" : "\"";
        return Optional.ofNullable(name).map(own -> quote + own.replace(quote, quote + quote) + quote);
    }

    /** Fails if a connection is set up in a way that could harm what is kept. */
    void check(Connection connection) throws SQLException {
        if (this == MARIADB) {
            MariaDb.checkMode(connection);
        } else if (this == H2) {
            EmbeddedH2.checkVersion(
                    connection.getMetaData().getDatabaseProductVersion(),
                    connection.getMetaData().getURL());
        }
    }

    /** Right before the first statement of a transaction of our own. */
    void begin(Connection connection) throws SQLException {
        if (this == MARIADB) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(MariaDb.READ_COMMITTED); // for the next transaction only
            }
        }
    }

    /** Before statements of ours in a transaction of the host. */
    void join(Connection connection) throws SQLException {
        if (this == MARIADB) {
            MariaDb.checkIsolation(connection);
        }
    }

    /** A value as the driver is to send it. */
    @Nullable
    Object sent(@Nullable Object value) {
        if (this != MARIADB) {
            return value;
        }
        if (value instanceof UUID id) {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        }
        // Without a zone, so that neither driver nor session can convert it.
        return value instanceof OffsetDateTime at ? at.toLocalDateTime() : value;
    }
}
