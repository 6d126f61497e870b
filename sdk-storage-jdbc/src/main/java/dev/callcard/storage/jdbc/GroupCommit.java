package dev.callcard.storage.jdbc;

import dev.callcard.error.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that write at the same time share transactions: a transaction costs one wait for the disk however much it writes.
 * Who comes first writes at once, and alone. Who comes while somebody writes waits, and is written together with all others
 * that waited, by the first of them. There is no thread of its own and no pause to collect requests.
 *
 * <p>A request answers only once it is durable. When a shared transaction fails, each of its requests is tried alone, so that
 * no request fails for another's sake; when the database is not there, all of them fail at once. Thread-safe.
 *
 * @param <K> what requests have in common that are written together
 * @param <Q> a request
 * @param <R> its answer
 */
final class GroupCommit<K, Q, R> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Group<Q, R>> groups = new HashMap<>();
    private final ToIntFunction<Q> size;
    private final int most;

    /**
     * A group commit.
     *
     * @param size how much is in a request
     * @param most how much goes into one transaction; a request that is half as big shares none
     */
    GroupCommit(ToIntFunction<Q> size, int most) {
        this.size = size;
        this.most = most;
    }

    /**
     * Writes a request, alone or with others.
     *
     * @param write writes requests in one transaction and answers in their order
     */
    R submit(K key, Q request, Function<List<Q>, List<R>> write) {
        if (size.applyAsInt(request) > most / 2) {
            return write.apply(List.of(request)).get(0);
        }
        Waiting<Q, R> own = new Waiting<>(request, lock.newCondition());
        List<Waiting<Q, R>> batch;
        lock.lock();
        try {
            Group<Q, R> group = groups.computeIfAbsent(key, any -> new Group<>());
            group.queue.add(own);
            while (!own.done && (group.busy || group.queue.peek() != own)) {
                own.turn.awaitUninterruptibly();
            }
            if (own.done) {
                return own.answer();
            }
            group.busy = true;
            batch = next(group);
        } finally {
            lock.unlock();
        }
        try {
            write(batch, write);
        } finally {
            release(key, batch);
        }
        return own.answer();
    }

    private List<Waiting<Q, R>> next(Group<Q, R> group) {
        List<Waiting<Q, R>> batch = new ArrayList<>();
        int sum = 0;
        for (Waiting<Q, R> first = group.queue.peek(); first != null; first = group.queue.peek()) {
            sum += size.applyAsInt(first.request);
            if (sum > most && !batch.isEmpty()) {
                break;
            }
            batch.add(group.queue.remove());
        }
        return batch;
    }

    private void write(List<Waiting<Q, R>> batch, Function<List<Q>, List<R>> write) {
        if (batch.size() > 1 && writeTogether(batch, write)) {
            return;
        }
        for (Waiting<Q, R> waiting : batch) {
            try {
                waiting.result = write.apply(List.of(waiting.request)).get(0);
            } catch (RuntimeException e) {
                waiting.failure = e;
            }
        }
    }

    private boolean writeTogether(List<Waiting<Q, R>> batch, Function<List<Q>, List<R>> write) {
        List<R> results;
        try {
            results = write.apply(batch.stream().map(waiting -> waiting.request).toList());
        } catch (UnavailableException e) {
            batch.forEach(waiting -> waiting.failure = e); // nor would it be there for each alone
            return true;
        } catch (RuntimeException e) {
            return false; // each alone is going to say what is wrong with it
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result = results.get(i);
        }
        return true;
    }

    private void release(K key, List<Waiting<Q, R>> batch) {
        lock.lock();
        try {
            for (Waiting<Q, R> waiting : batch) {
                waiting.done = true;
                waiting.turn.signal();
            }
            Group<Q, R> group = groups.get(key);
            if (group == null) {
                throw new IllegalStateException("a group was given up while it wrote");
            }
            group.busy = false;
            Waiting<Q, R> next = group.queue.peek();
            if (next == null) {
                groups.remove(key);
            } else {
                next.turn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private static final class Group<Q, R> {
        private final ArrayDeque<Waiting<Q, R>> queue = new ArrayDeque<>();
        private boolean busy;
    }

    private static final class Waiting<Q, R> {
        private final Q request;
        private final Condition turn;
        private boolean done;
        private @Nullable R result;
        private @Nullable RuntimeException failure;

        Waiting(Q request, Condition turn) {
            this.request = request;
            this.turn = turn;
        }

        R answer() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("the thread that wrote this request was stopped");
            }
            return result;
        }
    }
}
