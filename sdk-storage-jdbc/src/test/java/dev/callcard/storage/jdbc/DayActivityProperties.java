package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.visit.Session;
import dev.callcard.visit.TopPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The activity of a day comes back from its bytes as it was, and counts every period to the microsecond. */
class DayActivityProperties {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 29);
    private static final Instant START = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final long DAY_MICROS = Duration.ofDays(1).toMillis() * 1_000;

    @Property(tries = 200)
    void bytesKeepEverything(@ForAll long seed) {
        Random random = new Random(seed);
        DayActivity activity = new DayActivity(DAY);
        List<Instant> calls = new ArrayList<>();
        Map<UUID, List<Session.PageView>> sessions = new HashMap<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            Instant at = moment(random);
            for (int twice = random.nextInt(2); twice >= 0; twice--) {
                calls.add(at);
                activity.addCall(at);
            }
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            sessions.put(id, views(random));
            activity.putSession(id, sessions.get(id));
            activity.putSession(id, sessions.get(id));
        }
        DayActivity read = DayActivity.decode(DAY, activity.encode());
        assertThat(read.encode()).isEqualTo(activity.encode());
        Instant after = moment(random);
        Instant until = after.plusMillis(random.nextInt(80_000_000));
        PeriodSums sums = new PeriodSums(after, until);
        sums.add(DAY, activity.encode());
        assertThat(sums.calls())
                .isEqualTo(calls.stream().filter(at -> isIn(at, after, until)).count());
        List<Session.PageView> inPeriod = sessions.values().stream()
                .flatMap(List::stream)
                .filter(view -> isIn(view.at(), after, until))
                .toList();
        assertThat(sums.views()).isEqualTo(inPeriod.size());
        assertThat(sums.top(5)).isEqualTo(TopPage.of(inPeriod, 5));
    }

    @Property(tries = 100)
    void takingAwayWhatWasAddedLeavesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        DayActivity activity = new DayActivity(DAY);
        Instant call = moment(random);
        UUID session = new UUID(random.nextLong(), random.nextLong());
        activity.addCall(call);
        activity.addCall(call);
        activity.putSession(session, views(random));
        DayActivity read = DayActivity.decode(DAY, activity.encode());
        read.removeCall(call);
        PeriodSums sums = new PeriodSums(START.minusSeconds(1), START.plus(Duration.ofDays(1)));
        sums.add(DAY, read.encode());
        assertThat(sums.calls()).isEqualTo(1);
        read.removeCall(call);
        read.removeCall(call);
        read.removeSession(session);
        assertThat(read.isEmpty()).isTrue();
    }

    @Property(tries = 200)
    void daysAddUpToWhatTheirViewsAddUpTo(@ForAll long seed) {
        Random random = new Random(seed);
        Instant after = moment(random);
        Instant until = after.plus(Duration.ofDays(3)).plusMillis(random.nextInt(80_000_000));
        PeriodSums sums = new PeriodSums(after, until);
        List<Session.PageView> inPeriod = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            Duration later = Duration.ofDays(day);
            List<Session.PageView> views = views(random).stream()
                    .map(view -> new Session.PageView(
                            view.url(), view.title(), view.at().plus(later), view.time()))
                    .toList();
            DayActivity activity = new DayActivity(DAY.plusDays(day));
            activity.putSession(new UUID(random.nextLong(), day), views);
            sums.add(DAY.plusDays(day), activity.encode());
            views.stream().filter(view -> isIn(view.at(), after, until)).forEach(inPeriod::add);
        }
        assertThat(sums.views()).isEqualTo(inPeriod.size());
        assertThat(sums.top(3)).isEqualTo(TopPage.of(inPeriod, 3));
    }

    private static boolean isIn(Instant at, Instant after, Instant until) {
        return at.isAfter(after) && !at.isAfter(until);
    }

    private static Instant moment(Random random) {
        return START.plus(Micros.duration((long) (random.nextDouble() * DAY_MICROS)));
    }

    private static List<Session.PageView> views(Random random) {
        List<Session.PageView> views = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            views.add(new Session.PageView(
                    "https://shop.example/\u00fc\ud83d\ude00" + random.nextInt(4),
                    random.nextBoolean() ? Optional.of("Title " + random.nextInt(3)) : Optional.empty(),
                    moment(random),
                    random.nextBoolean() ? Optional.of(Micros.duration(random.nextInt(5))) : Optional.empty()));
        }
        views.sort(Comparator.comparing(Session.PageView::at));
        return views;
    }
}
