package dev.callcard.benchmarks;

import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitReport;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One page view. The key is its own in the world. */
record View(long key, Customer customer, int session, int page, Instant at) {
    private static final String[] TITLES = {
        "Каталог: холодильники и морозильные камеры", "Доставка и оплата", "Catalogue", "Cart"
    };
    private static final int URLS = 200;

    String eventId() {
        return new UUID(Hash.of(key, at.getEpochSecond(), 5), key).toString();
    }

    String visitor() {
        return customer.visitor(customer.visitorOfSession(session));
    }

    /** The session's id in the tables of the peers. */
    long sessionKey() {
        return (long) customer.rank() << 16 | session;
    }

    boolean opens() {
        return page == 0;
    }

    String url() {
        return "https://shop.example/catalogue/item-" + urlNumber();
    }

    /** The opening page of every third session was reached through a campaign. */
    String urlWithCampaign() {
        return isFromCampaign() ? url() + "?utm_source=google&utm_medium=cpc&utm_campaign=spring" : url();
    }

    boolean isFromCampaign() {
        return opens() && session % 3 == 0;
    }

    Optional<String> referrer() {
        return opens() && session % 2 == 0 ? Optional.of("https://www.google.com/") : Optional.empty();
    }

    String title() {
        return TITLES[urlNumber() % TITLES.length];
    }

    String ip() {
        return "203.0.113." + customer.rank() % 250;
    }

    /** Until the next page of the session; what comes after the last is unknown. */
    OptionalLong millis() {
        return page + 1 < customer.pages(session)
                ? OptionalLong.of(customer.gapAfter(session, page) * 1_000L)
                : OptionalLong.empty();
    }

    VisitReport report() {
        VisitEvent event = VisitEvent.pageView(eventId(), new VisitorId(visitor()), at, urlWithCampaign())
                .withTitle(title());
        return new VisitReport(
                referrer().map(event::withReferrer).orElse(event), Optional.of("Firefox"), Optional.of(ip()));
    }

    private int urlNumber() {
        // A few pages are seen much more often than the others.
        int first = Hash.below(URLS, key, 0, 6);
        return Math.min(first, Hash.below(URLS, key, 0, 7));
    }
}
