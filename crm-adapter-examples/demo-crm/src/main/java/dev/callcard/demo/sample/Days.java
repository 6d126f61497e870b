package dev.callcard.demo.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;

/** When things happen in the sample: in the opening hours of the days before its first start, and never after it. */
final class Days {
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final LocalTime OPENING = LocalTime.of(9, 0);
    private static final int OPEN_SECONDS = 9 * 3_600;

    private final Instant now;
    private final Random random;

    Days(Instant now, Random random) {
        this.now = now;
        this.random = random;
    }

    /** Some time in the opening hours of a day before today. */
    Instant officeTime(int daysAgo) {
        return now.atZone(ZONE)
                .toLocalDate()
                .minusDays(daysAgo)
                .atTime(OPENING)
                .atZone(ZONE)
                .toInstant()
                .plusSeconds(random.nextInt(OPEN_SECONDS));
    }

    /** Some time today, and at least some time ago; soon after midnight that may be yesterday. */
    Instant today(double part, Duration atLeastAgo) {
        Instant midnight = now.atZone(ZONE).toLocalDate().atStartOfDay(ZONE).toInstant();
        Instant latest = now.minus(atLeastAgo);
        Instant opening = now.minus(Duration.ofHours(7));
        Instant from = opening.isAfter(midnight) ? opening : midnight;
        return latest.isAfter(from)
                ? from.plusMillis((long) (Duration.between(from, latest).toMillis() * part))
                : latest;
    }
}
