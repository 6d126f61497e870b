package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.card.CallCard;
import dev.callcard.crm.HostContacts;
import dev.callcard.visit.Device;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import dev.callcard.visit.TopPage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of the caller on the web: visit, client, statistics, last visit and top pages. */
final class CardVisits {
    private static final String NO_PLACE = "The host has no place data for this address, or the project stores none.";

    private final CallCard card;
    private final Paths paths;
    private final Words words;

    CardVisits(CallCard card, Paths paths, Words words) {
        this.card = card;
        this.paths = paths;
        this.words = words;
    }

    Html visit() {
        Html.Tag section = Sections.section("visit", "Visit");
        if (card.visit().isEmpty()) {
            return section.add(untracked(card));
        }
        CallCard.Visit visit = card.visit().get();
        Html reason = Sections.muted(visit.attribution().reason());
        if (visit.session().isEmpty()) {
            return section.add(tag("p").text("This call is not joined to a visit."), reason, touches(visit));
        }
        Session session = visit.session().get();
        Source source = session.source();
        String untagged = "The address of the visit does not name it.";
        return section.add(
                Sections.facts()
                        .add("Channel", Html.text(Words.channel(source.channel())))
                        .add("Source", Words.orUnknown(source.source(), untagged))
                        .add("Medium", Words.orUnknown(source.medium(), untagged))
                        .add("Campaign", Words.orUnknown(source.campaign(), untagged))
                        .add(
                                "Keyword",
                                Words.orUnknown(source.keyword(), "Neither the address nor the search engine told it."))
                        .add("Content", Words.orUnknown(source.content(), untagged))
                        .add("Landing page", Words.url(session.landingPage()))
                        .add(
                                "Referrer",
                                session.referrer()
                                        .map(Words::url)
                                        .orElseGet(() -> Words.unknown("The browser did not tell the page before.")))
                        .add("Started", words.timeElement(session.startedAt())),
                tag("p", "muted")
                        .add(
                                tag("strong").text("How we know: "),
                                Html.text(visit.attribution().reason())),
                touches(visit));
    }

    private static Html touches(CallCard.Visit visit) {
        if (visit.firstTouch().isEmpty() && visit.lastTouch().isEmpty()) {
            return Html.NONE;
        }
        String none = "There was no such visit before the call.";
        return Sections.facts()
                .add("First touch", touch(visit.firstTouch(), none))
                .add("Last touch", touch(visit.lastTouch(), none))
                .add("Last but direct", touch(visit.lastNonDirect(), none));
    }

    private static Html touch(Optional<Source> source, String reason) {
        return source.map(Words::source).orElseGet(() -> Words.unknown(reason));
    }

    Html client() {
        CallCard.Client client = card.client();
        boolean tracked = card.tracking().available();
        String noVisit = tracked ? "No visit of this customer is known." : "Visits are not tracked in this project.";
        Html number = client.number().key().joins()
                ? tag("bdi", "number").attr("dir", "ltr").text(client.number().text())
                : Words.unknown("The caller withheld the number, so this call stands alone.");
        Html contacts = client.contacts().isEmpty()
                ? Words.unknown("The CRM has no contact with this number.")
                : tag("span", "stack")
                        .add(client.contacts().stream()
                                .map(contact -> tag("span")
                                        .add(
                                                contact(contact),
                                                contact.owner()
                                                        .map(owner -> (Html) tag("span", "muted")
                                                                .text(" · looked after by ")
                                                                .add(tag("bdi").text(owner)))
                                                        .orElse(Html.NONE)))
                                .toList());
        return Sections.section("client", "Client")
                .add(Sections.facts()
                        .add("Phone number", number)
                        .add("Contact", contacts)
                        .add(
                                "IP address",
                                Words.orUnknown(
                                        client.ip(),
                                        client.landingPage().isPresent()
                                                ? "The address was not reported, or the project does not store it."
                                                : noVisit))
                        .add(
                                "Landing page",
                                client.landingPage().map(Words::url).orElseGet(() -> Words.unknown(noVisit)))
                        .add(
                                "Card",
                                tag("a").attr("href", paths.customer(client.customer()))
                                        .text("Newest card of this customer")));
    }

    /** A contact of the host, linked where the host says so and the address is a harmless one. */
    static Html contact(HostContacts.Contact contact) {
        Html name = tag("bdi").text(contact.name());
        return contact.url()
                .filter(Html.Tag::isAddress)
                .map(url -> (Html) tag("a").attr("href", url)
                        .attr("rel", Html.Tag.isWebAddress(url) ? "noopener noreferrer" : "noopener")
                        .attr("target", "_top")
                        .add(name))
                .orElse(name);
    }

    Html statistics() {
        CallCard.Statistics numbers = card.statistics();
        boolean tracked = card.tracking().available();
        Html.Tag tiles = tag("div", "tiles")
                .add(
                        tile("Days since first visit", numbers.daysSinceFirstVisit(), tracked),
                        tile("Days since last visit", numbers.daysSinceLastVisit(), tracked),
                        tile("Calls in all", OptionalLong.of(numbers.totalCalls()), true),
                        tile("Sessions in all", numbers.totalSessions(), tracked),
                        tile("Calls in 30 days", OptionalLong.of(numbers.callsLast30Days()), true),
                        tile("Pages in 30 days", numbers.pageViewsLast30Days(), tracked));
        return Sections.section("statistics", "Statistics").add(tiles, tracked ? Html.NONE : untracked(card));
    }

    private static Html tile(String name, OptionalLong value, boolean tracked) {
        return tag("div", "tile")
                .add(
                        tag("span", "figure")
                                .add(
                                        value.isPresent()
                                                ? Html.text(Long.toString(value.getAsLong()))
                                                : Words.unknown(
                                                        tracked
                                                                ? "No visit of this customer is known."
                                                                : "Visits are not tracked in this project.")),
                        tag("span", "name").text(name));
    }

    Html lastVisit() {
        Html.Tag section = Sections.section("last-visit", "Last visit");
        if (!card.tracking().available()) {
            return section.add(untracked(card));
        }
        if (card.lastVisit().isEmpty()) {
            boolean joined = card.visit().flatMap(CallCard.Visit::session).isPresent();
            return section.add(Sections.muted(
                    joined
                            ? "The visit of this call was the customer's first."
                            : "No visit of this customer is known."));
        }
        Session session = card.lastVisit().get();
        Device device = session.device();
        String noAgent = "The user agent was not reported, or does not tell.";
        return section.add(Sections.facts()
                .add("Date", words.timeElement(session.startedAt()))
                .add("Source", Words.source(session.source()))
                .add("Device", Words.orUnknown(device.device(), noAgent))
                .add("Operating system", Words.orUnknown(device.os(), noAgent))
                .add("Browser", Words.orUnknown(device.browser(), noAgent))
                .add("Geolocation", Words.orUnknown(place(session), NO_PLACE)));
    }

    Html topPages() {
        Html.Tag section = Sections.section("top-pages", "Top 5 pages in the last 30 days");
        if (!card.tracking().available()) {
            return section.add(untracked(card));
        }
        if (card.topPages().isEmpty()) {
            return section.add(Sections.muted("No page was viewed in these 30 days."));
        }
        long most = card.topPages().stream()
                .mapToLong(page -> page.time().map(Duration::toMillis).orElse(0L))
                .max()
                .orElse(0);
        List<Html> rows =
                card.topPages().stream().map(page -> topPage(page, most)).toList();
        return section.add(tag("ol", "top-pages").add(rows));
    }

    private static Html topPage(TopPage page, long most) {
        Duration known = page.time().orElse(Duration.ZERO);
        String views = Words.count(page.views(), "view", "views")
                + (page.unknownViews() > 0 ? ", " + page.unknownViews() + " of unknown time" : "");
        return tag("li")
                .add(
                        tag("div", "row")
                                .add(
                                        tag("span", "page").add(title(page.title()), Words.url(page.url())),
                                        tag("span", "figure")
                                                .add(Words.duration(
                                                        page.time(),
                                                        "Nobody knows how long these pages were looked at."))),
                        Icons.bar(most == 0 ? 0 : (double) known.toMillis() / most),
                        tag("span", "muted").text(views));
    }

    static Html title(Optional<String> title) {
        return title.map(text -> (Html) tag("bdi", "title").text(text)).orElse(Html.NONE);
    }

    static Optional<String> place(Session session) {
        return session.place().map(Words::place).filter(text -> !text.isEmpty());
    }

    static Html untracked(CallCard card) {
        return Sections.muted(card.tracking().reason().orElse("Visits are not tracked in this project."));
    }
}
