package dev.callcard.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What differs between the databases, and nothing else. */
enum Dialect {
    /** In the process or near it: plain look-ups one by one. */
    H2("H2", "h2", false, "dateadd(millisecond, %s, %s)"),
    /** Across a network: many statements in one round trip. */
    POSTGRESQL("PostgreSQL", "postgresql", true, "%2$s + %1$s * interval '1 millisecond'");

    private final String productName;
    private final String folder;
    private final boolean pipelines;
    private final String plusMillis;

    Dialect(String productName, String folder, boolean pipelines, String plusMillis) {
        this.productName = productName;
        this.folder = folder;
        this.pipelines = pipelines;
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
                                .collect(Collectors.joining(" and "))
                        + "."));
    }

    /** Folder of the scripts in the jar. */
    String folder() {
        return folder;
    }

    /** Whether many statements go to the server in one round trip. */
    boolean pipelines() {
        return pipelines;
    }

    /** Whether a failed statement leaves its transaction usable, and tables cannot be made within one. */
    boolean isH2() {
        return this == H2;
    }

    /** What makes an insert do nothing where the row is there; empty where that has to be found out before. */
    String onConflict() {
        return this == POSTGRESQL ? "on conflict do nothing" : "";
    }

    /** An instant some milliseconds on. */
    String plusMillis(String instant, String millis) {
        return plusMillis.formatted(millis, instant);
    }
}
