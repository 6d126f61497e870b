package dev.callcard.storage.jdbc;

import dev.callcard.visit.TopPage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Adds up a part of a day: for each of its pages first, as numbers, so that thousands of views cost few objects. */
final class DaySums implements DayActivity.Visitor {
    private final long after;
    private final long until;
    private Packed.Texts urls = Packed.Texts.NONE;
    private Packed.Texts titles = Packed.Texts.NONE;
    private Page[] pages = {};
    private long calls;

    /**
     * Sums of a period.
     *
     * @param after microseconds into the day; only what comes after is counted
     * @param until microseconds into the day; the last that is counted
     */
    DaySums(long after, long until) {
        this.after = after;
        this.until = until;
    }

    long calls() {
        return calls;
    }

    @Override
    public void call(long at) {
        if (at > after && at <= until) {
            calls++;
        }
    }

    @Override
    public void texts(Packed.Texts ofUrls, Packed.Texts ofTitles) {
        urls = ofUrls;
        titles = ofTitles;
        pages = new Page[ofUrls.size()];
    }

    @Override
    public void view(UUID session, int url, int title, long at, long time) {
        if (at <= after || at > until) {
            return;
        }
        Page page = pages[url];
        if (page == null) {
            page = new Page();
            pages[url] = page;
        }
        page.views++;
        if (time < 0) {
            page.unknown++;
        } else {
            page.time += time;
        }
        // Titles are sorted, so of two at one instant the greater number is the greater text.
        if (title >= 0 && (page.title < 0 || at > page.titledAt || at == page.titledAt && title > page.title)) {
            page.title = title;
            page.titledAt = at;
        }
    }

    void addTo(TopPage.Tally tally, Instant dayStart) {
        for (int i = 0; i < pages.length; i++) {
            Page page = pages[i];
            if (page != null) {
                Optional<String> title = page.title < 0 ? Optional.empty() : Optional.of(titles.get(page.title));
                tally.add(
                        new TopPage(
                                urls.get(i),
                                title,
                                page.unknown < page.views ? Optional.of(Micros.duration(page.time)) : Optional.empty(),
                                page.views,
                                page.unknown),
                        title.isEmpty() ? Instant.MIN : dayStart.plus(Micros.duration(page.titledAt)));
            }
        }
    }

    private static final class Page {
        private long time;
        private int views;
        private int unknown;
        private int title = -1;
        private long titledAt;
    }
}
