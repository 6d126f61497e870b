package dev.callcard.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.visit.Session.PageView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopPageProperties {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void topPagesAreThoseOfTheModelInAnyOrder(
            @ForAll @Size(max = 25) List<@From("views") PageView> views,
            @ForAll @IntRange(min = 0, max = 6) int most,
            @ForAll Random random) {
        List<PageView> shuffled = new ArrayList<>(views);
        Collections.shuffle(shuffled, random);

        assertThat(TopPage.of(shuffled, most)).isEqualTo(model(views, most));
    }

    /** Picks the best page again and again. */
    private static List<TopPage> model(List<PageView> views, int most) {
        TreeSet<String> left = new TreeSet<>(views.stream().map(PageView::url).toList());
        List<TopPage> found = new ArrayList<>();
        while (!left.isEmpty() && found.size() < most) {
            TopPage best = null;
            for (String url : left) {
                TopPage page = page(views, url);
                if (best == null || isBefore(page, best)) {
                    best = page;
                }
            }
            found.add(Objects.requireNonNull(best));
            left.remove(best.url());
        }
        return found;
    }

    private static boolean isBefore(TopPage one, TopPage other) {
        long mine = one.time().map(Duration::toMillis).orElse(0L);
        long theirs = other.time().map(Duration::toMillis).orElse(0L);
        return mine > theirs || (mine == theirs && one.views() > other.views());
    }

    private static TopPage page(List<PageView> views, String url) {
        List<PageView> own =
                views.stream().filter(view -> view.url().equals(url)).toList();
        long millis = 0;
        int unknown = 0;
        String title = "";
        Instant titledAt = Instant.MIN;
        for (PageView view : own) {
            millis += view.time().map(Duration::toMillis).orElse(0L);
            unknown += view.time().isPresent() ? 0 : 1;
            String told = view.title().orElse("");
            boolean newer = view.at().isAfter(titledAt) || (view.at().equals(titledAt) && told.compareTo(title) > 0);
            if (view.title().isPresent() && newer) {
                title = told;
                titledAt = view.at();
            }
        }
        return new TopPage(
                url,
                titledAt.equals(Instant.MIN) ? Optional.empty() : Optional.of(title),
                unknown == own.size() ? Optional.empty() : Optional.of(Duration.ofMillis(millis)),
                own.size(),
                unknown);
    }

    @Example
    void unknownTimeIsNoTimeButKnownZeroIs() {
        List<TopPage> pages = TopPage.of(
                List.of(
                        new PageView("b", Optional.empty(), START, Optional.of(Duration.ZERO)),
                        new PageView("a", Optional.empty(), START, Optional.empty()),
                        new PageView("c", Optional.empty(), START, Optional.of(Duration.ofSeconds(1))),
                        new PageView("d", Optional.empty(), START, Optional.empty()),
                        new PageView("d", Optional.empty(), START, Optional.empty())),
                5);

        assertThat(pages).extracting(TopPage::url).containsExactly("c", "d", "a", "b");
        assertThat(pages)
                .extracting(TopPage::time)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Duration.ZERO));
        assertThat(pages).extracting(TopPage::unknownViews).containsExactly(0, 2, 1, 0);
    }

    @Provide
    Arbitrary<PageView> views() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "B", "c", "d", "e", "f"),
                        Arbitraries.of("t", "u").optional(0.5),
                        Arbitraries.longs().between(0, 2),
                        Arbitraries.longs().between(0, 2).optional(0.7))
                .as((url, title, second, time) ->
                        new PageView(url, title, START.plusSeconds(second), time.map(Duration::ofMillis)));
    }
}
