package dev.callcard.storage.jdbc;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failed statement means, by its SQLState, or MariaDB's number, and never by its text. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** H2: lock timeout; a row that somebody else changes. */
    private static final Set<String> H2_RACES = Set.of("HYT00", "90131");
    /**
     * H2: an error inside of it. Its housekeeping rewrites pages that a reader is just about to read (chunk not found); what failed is
     * rolled back, and finds them when it is tried again.
     */
    private static final int H2_GENERAL = 50_000;
    /** MariaDB, all with a SQLState that says nothing: waited too long for a lock; a row changed since it was read. */
    private static final Set<Integer> MARIADB_RACES = Set.of(1205, 1020);
    /** Connection, resources, operator, system; MariaDB: cut off while at work. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "70");
    /** MariaDB: disk full, out of memory, table full, too many connections, being shut down, read-only. */
    private static final Set<Integer> MARIADB_PASSING =
            Set.of(3, 1021, 1037, 1038, 1040, 1041, 1053, 1114, 1203, 1290, 1836);

    private static final int MARIADB_DUPLICATE = 1062;
    /** H2: open elsewhere, file trouble, connection broken, closed, closing. */
    private static final Set<String> H2_PASSING = Set.of("90020", "90028", "90031", "90067", "90098", "90121");

    private Failures() {}

    /** Whether another transaction was in the way, so that the same may succeed when tried again. */
    static boolean wasInTheWay(SQLException failure) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (classOf(e).equals("40") || H2_RACES.contains(state(e)) || isOf(MARIADB_RACES, e) || isH2General(e)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whoever runs the transaction to run it once more. */
    static SQLException tryAgain(String why) {
        return new SQLException(why, "40001");
    }

    /** Whether a row with the same key is there already. */
    static boolean isDuplicate(SQLException failure) {
        String state = state(failure);
        return state.equals("23505") || state.equals("23000") && failure.getErrorCode() == MARIADB_DUPLICATE;
    }

    static RuntimeException translate(String what, SQLException failure) {
        String group = classOf(failure);
        if (wasInTheWay(failure)
                || failure instanceof SQLTransientException
                || PASSING.contains(group)
                || H2_PASSING.contains(state(failure))
                || isOf(MARIADB_PASSING, failure)) {
            return unavailable(what, failure);
        }
        if (group.equals("22")) {
            return new InvalidInputException("", "has a text or number that the database cannot keep");
        }
        LOG.error("Could not {}: SQLState {}, code {}", what, state(failure), failure.getErrorCode());
        return new IllegalStateException(
                "Could not " + what + ": the database refused with SQLState " + state(failure)
                        + ". If the tables are not those of this release, build the storage with SchemaMode.VALIDATE.",
                withoutValues(failure));
    }

    static UnavailableException unavailable(String what, SQLException failure) {
        return new UnavailableException(what, RETRY, withoutValues(failure));
    }

    /** The same failure without its message: databases put numbers and names into it. */
    private static SQLException withoutValues(SQLException failure) {
        SQLException clean = new SQLException(
                failure.getClass().getName() + " with SQLState " + state(failure),
                state(failure),
                failure.getErrorCode());
        clean.setStackTrace(failure.getStackTrace());
        return clean;
    }

    /** MariaDB's own numbers; those of others have other SQLStates. */
    private static boolean isOf(Set<Integer> codes, SQLException failure) {
        return (state(failure).equals("HY000") || state(failure).equals("42000"))
                && codes.contains(failure.getErrorCode());
    }

    private static boolean isH2General(SQLException failure) {
        return state(failure).equals("HY000") && failure.getErrorCode() == H2_GENERAL;
    }

    private static String classOf(SQLException failure) {
        String state = state(failure);
        return state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static String state(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
