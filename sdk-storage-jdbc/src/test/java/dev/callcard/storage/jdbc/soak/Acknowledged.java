package dev.callcard.storage.jdbc.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Up to which piece each writer got its acknowledgements. Thread-safe. */
final class Acknowledged {
    private final AtomicIntegerArray next;

    Acknowledged(int writers) {
        next = new AtomicIntegerArray(writers);
    }

    int writers() {
        return next.length();
    }

    /** The first piece of a writer that was not acknowledged. */
    int next(int writer) {
        return next.get(writer);
    }

    void add(Piece piece) {
        next.set(piece.writer(), piece.number() + 1);
    }

    int count() {
        int sum = 0;
        for (int writer = 0; writer < writers(); writer++) {
            sum += next(writer);
        }
        return sum;
    }

    /** Facts of acknowledged pieces that are not there. */
    List<String> missing(Set<String> facts) {
        List<String> missing = new ArrayList<>();
        for (int writer = 0; writer < writers(); writer++) {
            for (int number = 0; number < next(writer); number++) {
                new Piece(writer, number)
                        .facts().stream().filter(fact -> !facts.contains(fact)).forEach(missing::add);
            }
        }
        return missing;
    }
}
