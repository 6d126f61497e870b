package dev.callcard.visit;

import java.time.Duration;
import java.time.Instant;
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
        Map<String, Sum> sums = new HashMap<>();
        views.forEach(view -> sums.computeIfAbsent(view.url(), url -> new Sum()).add(view));
        return sums.entrySet().stream()
                .map(sum -> sum.getValue().page(sum.getKey()))
                .sorted(ORDER)
                .limit(most)
                .toList();
    }

    private static final class Sum {
        private Duration time = Duration.ZERO;
        private int views;
        private int unknown;
        private Optional<String> title = Optional.empty();
        private Instant titledAt = Instant.MIN;

        void add(Session.PageView view) {
            views++;
            if (view.time().isPresent()) {
                time = time.plus(view.time().get());
            } else {
                unknown++;
            }
            if (view.title().isPresent()) {
                int order = view.at().compareTo(titledAt);
                if (order > 0 || order == 0 && view.title().get().compareTo(title.orElse("")) > 0) {
                    title = view.title();
                    titledAt = view.at();
                }
            }
        }

        TopPage page(String url) {
            return new TopPage(url, title, unknown < views ? Optional.of(time) : Optional.empty(), views, unknown);
        }
    }
}
