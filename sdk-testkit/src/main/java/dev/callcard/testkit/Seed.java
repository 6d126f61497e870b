package dev.callcard.testkit;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Where a test's random input comes from. Printed, so that a failure can be repeated with {@code -Dcallcard.seed}. */
final class Seed {
    private Seed() {}

    static long next(String test) {
        Long wanted = Long.getLong("callcard.seed");
        long seed = wanted != null ? wanted : ThreadLocalRandom.current().nextLong();
        System.out.println(test + ": -Dcallcard.seed=" + seed);
        return seed;
    }

    static Random random(String test) {
        return new Random(next(test));
    }
}
