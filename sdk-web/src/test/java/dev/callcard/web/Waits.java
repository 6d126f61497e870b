package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Waits {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Waits() {}

    /** Waits until a condition holds; fails if it does not in time. */
    static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time to wait")
                    .isLessThan(LONGEST);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
