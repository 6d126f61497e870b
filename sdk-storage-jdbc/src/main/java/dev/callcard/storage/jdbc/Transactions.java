package dev.callcard.storage.jdbc;

import java.sql.SQLException;

/** Where statements run: in transactions of our own, or in the caller's. */
interface Transactions {
    /** Reads. */
    <T> T read(String what, Work<T> work);

    /** Writes, all or nothing. */
    <T> T write(String what, Work<T> work);

    /** How many items of requests of several threads may share a transaction; 0 if none may. */
    int mostShared();

    /** Some statements. May run several times. */
    interface Work<T> {
        T in(Tx tx) throws SQLException;
    }
}
