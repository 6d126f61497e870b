package dev.callcard.benchmarks;

import dev.callcard.ingest.ItemResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** Hands a world to the product: batches of 1,000 in order of time, by several threads. */
final class Loader {
    static final int BATCH = 1_000;

    private Loader() {}

    static void load(Product product, World world, int threads) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        Semaphore ahead = new Semaphore(2 * threads);
        List<Future<?>> batches = new ArrayList<>();
        try {
            int call = 0;
            for (int view = 0; view < world.viewCount() || call < world.callCount(); ) {
                boolean isCall = call < world.callCount()
                        && (view == world.viewCount()
                                || !world.call(call)
                                        .at()
                                        .isAfter(world.view(view).at()));
                int from = isCall ? call : view;
                int until = Math.min(from + BATCH, isCall ? world.callCount() : world.viewCount());
                ahead.acquire();
                batches.add(executor.submit(() -> {
                    try {
                        accepted(
                                isCall
                                        ? product.rings(rings(world, from, until))
                                        : product.views(views(world, from, until)));
                    } finally {
                        ahead.release();
                    }
                }));
                call = isCall ? until : call;
                view = isCall ? view : until;
                if (batches.size() % 100 == 0) {
                    Progress.say("  " + view + " of " + world.viewCount() + " page views, " + call + " of "
                            + world.callCount() + " calls");
                }
            }
            for (Future<?> batch : batches) {
                batch.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    static List<View> views(World world, int from, int until) {
        return IntStream.range(from, until).mapToObj(world::view).toList();
    }

    static List<Ring> rings(World world, int from, int until) {
        return IntStream.range(from, until).mapToObj(world::call).toList();
    }

    static void accepted(List<ItemResult> results) {
        for (ItemResult result : results) {
            if (!result.errors().isEmpty()) {
                throw new IllegalStateException("refused: " + result.errors());
            }
        }
    }
}
