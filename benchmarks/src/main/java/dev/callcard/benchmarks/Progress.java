package dev.callcard.benchmarks;

import java.time.Duration;

/** Tells on the standard error stream how far the run is; the standard output has the tables only. */
final class Progress {
    private static final long START = System.nanoTime();

    private Progress() {}

    static void say(String text) {
        Duration since = Duration.ofNanos(System.nanoTime() - START);
        System.err.printf("[%d:%02d] %s%n", since.toMinutes(), since.toSecondsPart(), text);
    }
}
