package dev.callcard.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that is known of a customer, from which Java counts what a card needs. */
record LoadedRows(List<CallRow> calls, List<SessionRow> sessions, Instant asOf) {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Comparator<Sum> ORDER = Comparator.comparingLong((Sum sum) -> sum.millis)
            .reversed()
            .thenComparing(Comparator.comparingInt((Sum sum) -> sum.views).reversed())
            .thenComparing(sum -> sum.url);

    /** A card of it. */
    Card card() {
        Instant after = asOf.minus(Facts.PERIOD);
        Map<String, Sum> sums = new HashMap<>();
        long views = 0;
        for (SessionRow session : sessions) {
            for (PageRow page : session.pages) {
                if (page.viewedAt.isAfter(after)) {
                    views++;
                    sums.computeIfAbsent(page.url, Sum::new).add(page);
                }
            }
        }
        List<Shown> shown = sessions.stream()
                .sorted(Comparator.comparing((SessionRow session) -> session.startedAt)
                        .reversed())
                .limit(Facts.PAGE)
                .map(this::shown)
                .toList();
        return new Card(
                calls.size(),
                calls.stream().filter(call -> call.startedAt.isAfter(after)).count(),
                sessions.size(),
                views,
                sums.values().stream().sorted(ORDER).limit(Facts.TOP_PAGES).toList(),
                shown,
                calls.stream()
                        .sorted(Comparator.comparing((CallRow call) -> call.startedAt)
                                .reversed())
                        .limit(Facts.PAGE)
                        .toList());
    }

    private Shown shown(SessionRow session) {
        Instant end = session.endedAt.plus(TIMEOUT);
        List<CallRow> during = new ArrayList<>();
        for (CallRow call : calls) {
            if (!call.startedAt.isBefore(session.startedAt) && call.startedAt.isBefore(end)) {
                during.add(call);
            }
        }
        return new Shown(
                session, session.pages.stream().limit(Facts.PAGES_OF_SESSION).toList(), during);
    }

    /** A session of the card. */
    record Shown(SessionRow session, List<PageRow> pages, List<CallRow> calls) {}

    /** The card. */
    record Card(
            long calls,
            long callsInPeriod,
            long sessions,
            long viewsInPeriod,
            List<Sum> topPages,
            List<Shown> sessionsShown,
            List<CallRow> callsShown) {
        Facts facts() {
            return new Facts(
                    calls,
                    callsInPeriod,
                    sessions,
                    viewsInPeriod,
                    sessionsShown.stream()
                            .map(shown -> shown.session().startedAt)
                            .findFirst(),
                    topPages.stream()
                            .map(sum -> Facts.topPage(sum.url, sum.millis, sum.views))
                            .toList(),
                    sessionsShown.size(),
                    sessionsShown.stream()
                            .mapToInt(shown -> shown.pages().size())
                            .sum(),
                    callsShown.size());
        }
    }

    /** The views of one page. */
    static final class Sum {
        final String url;
        long millis;
        int views;

        Sum(String url) {
            this.url = url;
        }

        void add(PageRow page) {
            views++;
            millis += page.timeMs == null ? 0 : page.timeMs;
        }
    }
}
