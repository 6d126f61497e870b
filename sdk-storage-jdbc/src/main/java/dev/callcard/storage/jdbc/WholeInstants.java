package dev.callcard.storage.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Reads rows by time in pieces that never cut an instant in two, and puts each piece into Java's order. So the order of
 * rows of one instant does not depend on how the database sorts texts. Not thread-safe.
 */
final class WholeInstants<T> {
    private final Source<T> source;
    private final Function<T, Instant> at;
    private final Comparator<T> order;
    private Instant from;
    private int most;
    private boolean over;

    WholeInstants(Instant from, int most, Source<T> source, Function<T, Instant> at, Comparator<T> order) {
        this.from = from;
        this.most = most;
        this.source = source;
        this.at = at;
        this.order = order;
    }

    /** The next rows in order; none at the end. */
    List<T> next() throws SQLException {
        while (!over) {
            List<T> read = source.read(from, most);
            if (read.size() < most) {
                over = true;
                return read.stream().sorted(order).toList();
            }
            Instant last = at.apply(read.get(read.size() - 1));
            List<T> whole = read.stream()
                    .filter(row -> at.apply(row).isBefore(last))
                    .sorted(order)
                    .toList();
            from = last;
            if (!whole.isEmpty()) {
                return whole;
            }
            most *= 2; // one instant fills it all
        }
        return List.of();
    }

    /** Rows at or after an instant, ascending by time. */
    interface Source<T> {
        List<T> read(Instant from, int most) throws SQLException;
    }
}
