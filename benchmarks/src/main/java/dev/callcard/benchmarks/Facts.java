package dev.callcard.benchmarks;

import dev.callcard.card.CallCard;
import dev.callcard.visit.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a card says, in a form that all peers can tell: equal for all of them, or the comparison is worth nothing. */
record Facts(
        long calls,
        long callsInPeriod,
        long sessions,
        long viewsInPeriod,
        Optional<Instant> lastVisit,
        List<String> topPages,
        int sessionsShown,
        int pagesShown,
        int callsShown) {
    static final Duration PERIOD = Duration.ofDays(30);
    static final int PAGE = 50;
    static final int TOP_PAGES = 5;
    static final int PAGES_OF_SESSION = CallCard.SessionEntry.MAX_PAGES;

    static Facts of(CallCard card) {
        CallCard.Statistics statistics = card.statistics();
        return new Facts(
                statistics.totalCalls(),
                statistics.callsLast30Days(),
                statistics.totalSessions().orElseThrow(),
                statistics.pageViewsLast30Days().orElseThrow(),
                card.sessions().items().stream()
                        .map(entry -> entry.session().startedAt())
                        .findFirst(),
                card.topPages().stream()
                        .map(page -> topPage(
                                page.url(), page.time().orElse(Duration.ZERO).toMillis(), page.views()))
                        .toList(),
                card.sessions().items().size(),
                card.sessions().items().stream()
                        .map(CallCard.SessionEntry::session)
                        .map(Session::pages)
                        .mapToInt(List::size)
                        .sum(),
                card.calls().items().size());
    }

    static String topPage(String url, long millis, long views) {
        return url + " " + millis + " ms " + views + " views";
    }
}
