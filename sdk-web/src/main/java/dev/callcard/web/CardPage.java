package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.access.Permission;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.card.CallCard;
import dev.callcard.erasure.LegalHold;
import dev.callcard.paging.Page;
import dev.callcard.phone.PhoneNumber;
import java.util.Optional;

/** A call card as a page: every section, in one fixed order. */
final class CardPage {
    private final Exchange exchange;
    private final CallCard card;
    private final May may;
    private final Paths paths;
    private final Words words;
    private final CardPrivacy privacy;

    CardPage(Exchange exchange, CallCard card, Optional<LegalHold> hold, May may) {
        this.exchange = exchange;
        this.card = card;
        this.may = may;
        this.paths = exchange.paths();
        this.words = new Words(card.settings().timeZone());
        this.privacy = new CardPrivacy(card, hold, paths, words, may);
    }

    static String title(CallCard card) {
        return number(card.client().number()) + " · call card";
    }

    Html page(Page<Comment> comments, Page<CallCard.SessionEntry> sessions, Page<Call> calls) {
        CardVisits visits = new CardVisits(card, paths, words);
        CardHistories histories = new CardHistories(exchange, card, paths, words, may);
        return Html.all(
                head(),
                tag("main", "card")
                        .add(
                                new CardRecording(card, paths, words, may).section(),
                                details(),
                                new CardAnnotations(exchange, card, may, paths, words).section(comments),
                                visits.visit(),
                                visits.client(),
                                visits.statistics(),
                                visits.lastVisit(),
                                visits.topPages(),
                                histories.sessions(sessions),
                                histories.calls(calls),
                                privacy.section()));
    }

    private Html head() {
        Call call = card.call();
        return tag("header", "page-head")
                .add(
                        tag("nav", "crumbs")
                                .attr("aria-label", "Where you are")
                                .add(
                                        may.use(Permission.VIEW_LOG)
                                                ? tag("a").attr("href", paths.log())
                                                        .text("Call log")
                                                : tag("span").text("Call card")),
                        tag("div", "who")
                                .add(
                                        tag("h1")
                                                .add(tag("bdi")
                                                        .attr("dir", "ltr")
                                                        .text(number(
                                                                card.client().number()))),
                                        contact()),
                        tag("p", "summary")
                                .add(
                                        Icons.type(call),
                                        Icons.outcome(call.facts().outcome()),
                                        badge(call.qualification()),
                                        privacy.badge(),
                                        words.timeElement(call.facts().times().startedAt())),
                        asOf());
    }

    private Html contact() {
        return card.client().contacts().stream()
                .findFirst()
                .map(contact -> (Html) tag("span", "contact").add(CardVisits.contact(contact)))
                .orElse(Html.NONE);
    }

    private static Html badge(Call.Qualification qualification) {
        return qualification == Call.Qualification.TARGET || qualification == Call.Qualification.REPEAT
                ? tag("span", "badge").text(Words.qualification(qualification))
                : Html.NONE;
    }

    /** The instant that the card speaks of, and the way to the other one. */
    private Html asOf() {
        String asked = exchange.query().first("asOf").orElse("now");
        String own = paths.card(card.call().id());
        boolean isNow = asked.equals("now");
        Html.Tag line = tag("p", "as-of muted").text("As of ").add(words.timeElement(card.asOf()));
        line.text(
                " (" + words.zone().getId() + ")" + (isNow ? ", now. " : asked.equals("call") ? ", the call. " : ". "));
        return line.add(tag("a").attr("href", isNow ? own + "?asOf=call" : own)
                .text(isNow ? "Show as of the call" : "Show as of now"));
    }

    private Html details() {
        Call call = card.call();
        Call.Facts facts = call.facts();
        String noTimes = "The reports do not tell when the call was answered or ended.";
        Html date = facts.times().startKnown()
                ? words.timeElement(facts.times().startedAt())
                : Html.all(
                        words.timeElement(facts.times().startedAt()),
                        tag("span", "muted").text(" (when it was reported; the start is unknown)"));
        Sections.Facts list = Sections.facts()
                .add("Date", date)
                .add("Type", Icons.type(call))
                .add("Status", Icons.outcome(facts.outcome()))
                .add("Qualification", Html.text(Words.qualification(call.qualification())))
                .add("Talk time", Words.duration(facts.times().talk(), noTimes))
                .add("Waiting time", Words.duration(facts.times().waiting(), noTimes))
                .add("Total time", Words.duration(facts.times().total(), noTimes))
                .add("Caller", number(facts.caller(), "The caller's number is withheld, or was not reported."))
                .add("Destination", number(facts.destination(), "The reports name no destination."))
                .add("Answered by", agent(facts));
        facts.rawStatus()
                .filter(raw -> !raw.equalsIgnoreCase(facts.outcome().name()))
                .ifPresent(raw -> list.add("Provider's status", tag("bdi").text(raw)));
        facts.department().ifPresent(text -> list.add("Department", tag("bdi").text(text)));
        facts.scheme().ifPresent(text -> list.add("Scheme", tag("bdi").text(text)));
        return Sections.section("details", "Call details")
                .add(
                        list,
                        facts.times().inconsistent()
                                ? Sections.muted("Reports of this call contradict each other, so a time is set to 0.")
                                : Html.NONE);
    }

    private static Html agent(Call.Facts facts) {
        Optional<Call.Agent> agent = facts.agent();
        Optional<String> name = agent.flatMap(known -> known.name().or(known::id));
        Optional<String> number = agent.flatMap(Call.Agent::number);
        if (name.isEmpty() && number.isEmpty()) {
            return Words.unknown("The reports name no agent.");
        }
        return Html.all(
                name.map(text -> (Html) tag("bdi").text(text)).orElse(Html.NONE),
                name.isPresent() && number.isPresent() ? Html.text(" · ") : Html.NONE,
                number.map(text ->
                                (Html) tag("bdi", "number").attr("dir", "ltr").text(text))
                        .orElse(Html.NONE));
    }

    private static Html number(Optional<PhoneNumber> number, String reason) {
        return number.map(PhoneNumber::text)
                .filter(text -> !text.isEmpty())
                .map(text -> (Html) tag("bdi", "number").attr("dir", "ltr").text(text))
                .orElseGet(() -> Words.unknown(reason));
    }

    private static String number(PhoneNumber number) {
        return number.key().joins() ? number.text() : "Number withheld";
    }
}
