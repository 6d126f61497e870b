package dev.callcard.memory;

import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.TimeCursor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The order of every list: the newest first; of the same time, the greatest id first. Ids are compared as text, which is
 * the order of their bytes without sign and hence that of a database ({@code UUID.compareTo} has another one).
 */
final class Newest {
    private Newest() {}

    static <T> Comparator<T> first(Function<T, TimeCursor> cursor) {
        return Comparator.comparing(cursor, ORDER);
    }

    static <T> Page<T> page(Stream<T> items, Function<T, TimeCursor> cursor, PageRequest request) {
        Optional<TimeCursor> after = request.cursor().map(TimeCursor::decode);
        List<T> rest = items.sorted(first(cursor))
                .filter(item -> after.isEmpty() || ORDER.compare(cursor.apply(item), after.get()) > 0)
                .limit(request.limit() + 1L)
                .toList();
        if (rest.size() <= request.limit()) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> page = rest.subList(0, request.limit());
        return new Page<>(
                page, Optional.of(cursor.apply(page.get(page.size() - 1)).encode()));
    }

    private static final Comparator<TimeCursor> ORDER = Comparator.comparing(TimeCursor::at)
            .thenComparing(cursor -> cursor.id().toString())
            .reversed();
}
