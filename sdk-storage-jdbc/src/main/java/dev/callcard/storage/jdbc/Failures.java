package dev.callcard.storage.jdbc;

import dev.callcard.error.InvalidInputException;
import dev.callcard.error.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed statement means, by its SQLState and never by its text. */
final class Failures {
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** H2: lock timeout; a row that somebody else changes. */
    private static final Set<String> H2_RACES = Set.of("HYT00", "90131");
    /** Connection, resources, operator, system. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58");
    /** H2: open elsewhere, file trouble, connection broken, closed, closing. */
    private static final Set<String> H2_PASSING = Set.of("90020", "90028", "90031", "90067", "90098", "90121");

    private Failures() {}

    /** Whether another transaction was in the way, so that the same may succeed when tried again. */
    static boolean wasInTheWay(SQLException failure) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (classOf(e).equals("40") || H2_RACES.contains(state(e))) {
                return true;
            }
        }
        return false;
    }

    static RuntimeException translate(String what, SQLException failure) {
        String group = classOf(failure);
        if (wasInTheWay(failure)
                || failure instanceof SQLTransientException
                || PASSING.contains(group)
                || H2_PASSING.contains(state(failure))) {
            return unavailable(what, failure);
        }
        if (group.equals("22")) {
            return new InvalidInputException("", "has a text or number that the database cannot keep");
        }
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

    private static String classOf(SQLException failure) {
        String state = state(failure);
        return state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static String state(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
