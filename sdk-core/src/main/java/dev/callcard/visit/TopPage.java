package dev.callcard.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A page with everything a customer spent on it in some period.
 *
 * @param url the page's identity
 * @param title its newest known title
 * @param time the sum of the known times; empty if none is known
 * @param views how often it was viewed, at least 1
 * @param unknownViews how many of these views have no known time
 */
public record TopPage(String url, Optional<String> title, Optional<Duration> time, int views, int unknownViews) {
    /** The order of the top pages: known time, then views, both falling, then URL. */
    public static final Comparator<TopPage> ORDER = Comparator.comparing(
                    (TopPage page) -> page.time().orElse(Duration.ZERO))
            .reversed()
            .thenComparing(Comparator.comparingInt(TopPage::views).reversed())
            .thenComparing(TopPage::url);

    /** Checks that all parts are there. */
    public TopPage {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(time, "time");
    }

    /**
     * The pages on which most time was spent.
     *
     * @param views the page views of the period, in any order
     * @param most how many pages are wanted
     * @return at most that many pages in {@link #ORDER}
     */
    public static List<TopPage> of(Collection<Session.PageView> views, int most) {
        Tally tally = new Tally();
        views.forEach(view -> tally.add(
                new TopPage(
                        view.url(), view.title(), view.time(), 1, view.time().isPresent() ? 0 : 1),
                view.at()));
        return tally.top(most);
    }

    /** Adds page views up. Not thread-safe. */
    public static final class Tally {
        private final Map<String, Sum> sums = new HashMap<>();
        private int views;

        /** A tally of nothing. */
        public Tally() {}

        /**
         * Adds page views of one page.
         *
         * @param part what is known of some views of the page
         * @param titledAt when the page had the part's title; whatever if it has none
         */
        public void add(TopPage part, Instant titledAt) {
            views += part.views();
            Sum sum = sums.get(part.url());
            if (sum == null) {
                sum = new Sum();
                sums.put(part.url(), sum);
            }
            sum.add(part, titledAt);
        }

        /**
         * All page views so far.
         *
         * @return their number, not negative
         */
        public int views() {
            return views;
        }

        /**
         * The pages on which most time was spent.
         *
         * @param most how many pages are wanted
         * @return at most that many pages in {@link #ORDER}
         */
        public List<TopPage> top(int most) {
            List<TopPage> pages = new ArrayList<>(sums.size());
            sums.forEach((url, sum) -> pages.add(sum.page(url)));
            pages.sort(ORDER);
            return List.copyOf(pages.subList(0, Math.min(most, pages.size())));
        }
    }

    private static final class Sum {
        private Duration time = Duration.ZERO;
        private int views;
        private int unknown;
        private Optional<String> title = Optional.empty();
        private Instant titledAt = Instant.MIN;

        void add(TopPage part, Instant partTitledAt) {
            views += part.views();
            unknown += part.unknownViews();
            if (part.time().isPresent()) {
                time = time.plus(part.time().get());
            }
            if (part.title().isPresent()) {
                int order = partTitledAt.compareTo(titledAt);
                if (order > 0 || order == 0 && part.title().get().compareTo(title.orElse("")) > 0) {
                    title = part.title();
                    titledAt = partTitledAt;
                }
            }
        }

        TopPage page(String url) {
            return new TopPage(url, title, unknown < views ? Optional.of(time) : Optional.empty(), views, unknown);
        }
    }
}
