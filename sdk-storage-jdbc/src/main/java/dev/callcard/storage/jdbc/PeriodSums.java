package dev.callcard.storage.jdbc;

import dev.callcard.visit.TopPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what happened in a period, day by day, as numbers and bytes: thousands of page views become texts and objects only for
 * the few pages that are asked for. Gives what {@link TopPage#of} gives for the same views. Not thread-safe.
 */
final class PeriodSums implements DayActivity.Visitor {
    private static final Comparator<Sum> ORDER = Comparator.comparingLong((Sum sum) -> sum.time)
            .thenComparingInt(sum -> sum.views)
            .reversed()
            .thenComparing(sum -> sum.url.toString());

    private final Instant after;
    private final Instant until;
    private final Map<Packed.Text, Sum> sums = new HashMap<>();
    private long calls;
    private int views;

    // Of the day that is added; microseconds.
    private long dayStart;
    private long from;
    private long to;
    private Packed.Text[] urls = {};
    private Packed.Text[] titles = {};
    private @Nullable Sum[] ofUrl = {};

    /**
     * Sums of nothing yet.
     *
     * @param after only what comes after is counted
     * @param until the last instant that is counted
     */
    PeriodSums(Instant after, Instant until) {
        this.after = after;
        this.until = until;
    }

    /** Adds what a day holds of the period. */
    void add(LocalDate day, byte[] activity) {
        Instant start = DayActivity.startOf(day);
        dayStart = Micros.of(start);
        from = Micros.of(Duration.between(start, after));
        to = Micros.of(Duration.between(start, until));
        DayActivity.walk(activity, this);
    }

    /** How many calls started. */
    long calls() {
        return calls;
    }

    /** How many page views there were. */
    int views() {
        return views;
    }

    /** The pages on which most time was spent, in {@link TopPage#ORDER}. */
    List<TopPage> top(int most) {
        List<Sum> pages = new ArrayList<>(sums.values());
        pages.sort(ORDER);
        return pages.stream().limit(most).map(Sum::page).toList();
    }

    @Override
    public void call(long at) {
        if (at > from && at <= to) {
            calls++;
        }
    }

    @Override
    public void texts(Packed.Text[] ofUrls, Packed.Text[] ofTitles) {
        urls = ofUrls;
        titles = ofTitles;
        ofUrl = new Sum[ofUrls.length];
    }

    @Override
    public void view(int url, int title, long at, long time) {
        if (at <= from || at > to) {
            return;
        }
        Sum sum = ofUrl[url];
        if (sum == null) {
            sum = sums.computeIfAbsent(urls[url], Sum::new);
            ofUrl[url] = sum;
        }
        views++;
        sum.views++;
        if (time < 0) {
            sum.unknown++;
        } else {
            sum.time += time;
        }
        long titledAt = dayStart + at;
        // Titles of a day are sorted, so of two at one instant the greater number is the greater text.
        if (title >= 0 && (titledAt > sum.titledAt || titledAt == sum.titledAt && title > sum.titleNumber)) {
            sum.title = titles[title];
            sum.titleNumber = title;
            sum.titledAt = titledAt;
        }
    }

    private static final class Sum {
        private final Packed.Text url;
        private long time;
        private int views;
        private int unknown;
        private Packed.@Nullable Text title;
        private int titleNumber;
        private long titledAt = Long.MIN_VALUE;

        Sum(Packed.Text url) {
            this.url = url;
        }

        TopPage page() {
            return new TopPage(
                    url.toString(),
                    Optional.ofNullable(title).map(Packed.Text::toString),
                    unknown < views ? Optional.of(Micros.duration(time)) : Optional.empty(),
                    views,
                    unknown);
        }
    }
}
