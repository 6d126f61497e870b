package dev.callcard.storage.jdbc;

import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.TimeCursor;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Newest-first pages by key: a statement gets {@code beforeAt}, {@code beforeId} and {@code most}. */
final class Pages {
    /** Sorts after everything that is stored. */
    static final TimeCursor START = new TimeCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1L, -1L));

    private Pages() {}

    static <T> Page<T> read(
            Tx tx, Sql sql, Params params, PageRequest request, Row.Reader<T> reader, Function<T, TimeCursor> cursor)
            throws SQLException {
        bind(params, cursor(request), request.limit());
        return page(tx.list(sql, params, reader), request.limit(), cursor);
    }

    static TimeCursor cursor(PageRequest request) {
        return request.cursor().map(TimeCursor::decode).orElse(START);
    }

    /** Asks for one more than wanted, which tells whether there is a next page. */
    static Params bind(Params params, TimeCursor before, int limit) {
        return params.with("beforeAt", before.at())
                .with("beforeId", before.id())
                .with("most", limit + 1L);
    }

    static <T> Page<T> page(List<T> read, int limit, Function<T, TimeCursor> cursor) {
        if (read.size() <= limit) {
            return new Page<>(read, Optional.empty());
        }
        List<T> items = read.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1)).encode()));
    }
}
