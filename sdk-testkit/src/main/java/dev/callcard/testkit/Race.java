package dev.callcard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Several threads that start at the same instant. */
final class Race {
    private static final int MINUTES = 5;

    private Race() {}

    /** Runs one task per thread and gives what they gave; fails if one of them failed. */
    static <T> List<T> run(int threads, IntFunction<T> task) {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                Callable<T> waiting = () -> {
                    start.await(MINUTES, TimeUnit.MINUTES);
                    return task.apply(number);
                };
                running.add(executor.submit(waiting));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(MINUTES, TimeUnit.MINUTES));
            }
            return results;
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a thread of the race failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the race was interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
