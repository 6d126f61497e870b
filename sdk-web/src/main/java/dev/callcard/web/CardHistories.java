package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.access.Permission;
import dev.callcard.call.Call;
import dev.callcard.card.CallCard;
import dev.callcard.paging.Page;
import dev.callcard.visit.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The customer's sessions and calls, newest first. */
final class CardHistories {
    private final Exchange exchange;
    private final CallCard card;
    private final Paths paths;
    private final Words words;
    private final May may;

    CardHistories(Exchange exchange, CallCard card, Paths paths, Words words, May may) {
        this.exchange = exchange;
        this.card = card;
        this.paths = paths;
        this.words = words;
        this.may = may;
    }

    Html sessions(Page<CallCard.SessionEntry> page) {
        Html.Tag section = Sections.section("sessions", "Sessions history");
        if (!card.tracking().available()) {
            return section.add(CardVisits.untracked(card));
        }
        if (page.items().isEmpty()) {
            return section.add(Sections.muted(
                    "No session of this customer is known. Sessions appear once a call is joined to a visit."));
        }
        List<Html> items = page.items().stream().map(this::session).toList();
        return section.add(tag("ol", "sessions").add(items), pager("sessions", page.next(), "sessions"));
    }

    private Html session(CallCard.SessionEntry entry) {
        Session session = entry.session();
        String where = Stream.of(
                        CardVisits.place(session),
                        session.device().device(),
                        session.device().os())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
        int omitted = session.pageCount() - session.pages().size();
        return tag("li")
                .add(
                        tag("div", "session-head")
                                .add(
                                        tag("strong").add(words.timeElement(session.startedAt())),
                                        Words.source(session.source()),
                                        where.isEmpty()
                                                ? Words.unknown("Neither place nor device is known.")
                                                : tag("bdi", "muted").text(where)),
                        calls(entry),
                        tag("details")
                                .flag("open", session.pageCount() <= 5)
                                .add(
                                        tag("summary").text(Words.count(session.pageCount(), "page", "pages")),
                                        tag("ol", "pages")
                                                .add(session.pages().stream()
                                                        .map(this::pageView)
                                                        .toList()),
                                        omitted > 0
                                                ? Sections.muted(
                                                        "and " + Words.count(omitted, "more page", "more pages"))
                                                : Html.NONE));
    }

    private Html calls(CallCard.SessionEntry entry) {
        if (entry.calls().isEmpty()) {
            return Html.NONE;
        }
        return tag("ul", "session-calls")
                .attr("aria-label", "Calls during this session")
                .add(entry.calls().stream()
                        .map(call -> tag("li")
                                .add(
                                        tag("a").attr("href", paths.card(call.id()))
                                                .attr(
                                                        "title",
                                                        words.time(call.facts()
                                                                .times()
                                                                .startedAt()))
                                                .text(words.clock(
                                                        call.facts().times().startedAt())),
                                        Icons.type(call),
                                        Icons.outcome(call.facts().outcome()),
                                        tag("span", "figure").add(Html.text("talk "), talk(call))))
                        .toList());
    }

    private Html pageView(Session.PageView page) {
        return tag("li")
                .add(
                        tag("span", "clock").text(words.clock(page.at())),
                        tag("span", "page").add(CardVisits.title(page.title()), Words.url(page.url())),
                        tag("span", "figure")
                                .add(page.time()
                                        .map(time -> Html.text(Words.duration(time)))
                                        .orElseGet(() -> Words.unknownInList(
                                                "The last page of a visit: nobody knows how long it was looked at."))));
    }

    Html calls(Page<Call> page) {
        Html.Tag section = Sections.section("calls", "Calls history");
        if (may.seesOwnOnly(Permission.VIEW_CARD)) {
            section.add(Sections.muted("Your own calls with this customer. The statistics count all of them."));
        }
        if (page.items().isEmpty()) {
            return section.add(Sections.muted("No call to list."));
        }
        List<Html> heads = Stream.of("Date", "Direction", "Status", "Caller", "Destination", "Agent", "Wait", "Talk")
                .map(name -> (Html) tag("th").attr("scope", "col").text(name))
                .toList();
        return section.add(
                tag("div", "scroll")
                        .add(tag("table", "calls")
                                .add(
                                        tag("thead").add(tag("tr").add(heads)),
                                        tag("tbody")
                                                .add(page.items().stream()
                                                        .map(this::row)
                                                        .toList()))),
                pager("calls", page.next(), "calls"));
    }

    private Html row(Call call) {
        Call.Facts facts = call.facts();
        boolean here = call.id().equals(card.call().id());
        Html date = words.timeElement(facts.times().startedAt());
        return tag("tr")
                .attr("aria-current", here ? Optional.of("true") : Optional.empty())
                .add(
                        cell(
                                "Date",
                                here
                                        ? tag("strong").add(date)
                                        : tag("a").attr("href", paths.card(call.id()))
                                                .add(date)),
                        cell("Direction", Icons.type(call)),
                        cell("Status", Icons.outcome(facts.outcome())),
                        cell("Caller", number(facts.caller().map(number -> number.text()))),
                        cell("Destination", number(facts.destination().map(number -> number.text()))),
                        cell(
                                "Agent",
                                facts.agent()
                                        .flatMap(agent ->
                                                agent.name().or(agent::id).or(agent::number))
                                        .map(name -> (Html) tag("bdi").text(name))
                                        .orElseGet(() -> Words.unknownInList("The reports name no agent."))),
                        cell(
                                        "Wait",
                                        facts.times()
                                                .waiting()
                                                .map(wait -> Html.text(Words.duration(wait)))
                                                .orElseGet(() ->
                                                        Words.unknownInList("The reports do not tell the times.")))
                                .attr("data-figure", ""),
                        cell("Talk", talk(call)).attr("data-figure", ""));
    }

    private static Html talk(Call call) {
        return call.facts()
                .times()
                .talk()
                .map(time -> Html.text(Words.duration(time)))
                .orElseGet(() -> Words.unknownInList("The reports do not tell the times."));
    }

    private static Html number(Optional<String> number) {
        return number.filter(text -> !text.isEmpty())
                .map(text -> (Html) tag("bdi", "number").attr("dir", "ltr").text(text))
                .orElseGet(() -> Words.unknownInList("The number is withheld, or was not reported."));
    }

    private static Html.Tag cell(String name, Html content) {
        return tag("td").attr("data-name", name).add(content);
    }

    private Html pager(String parameter, Optional<String> next, String what) {
        return pager(
                paths, card, parameter, next, exchange.query().first(parameter).isPresent(), what);
    }

    /** Ways to the older part of a list, and back to its start. */
    static Html pager(
            Paths paths, CallCard card, String parameter, Optional<String> next, boolean onward, String what) {
        if (next.isEmpty() && !onward) {
            return Html.NONE;
        }
        String own = paths.card(card.call().id());
        return tag("nav", "pager")
                .attr("aria-label", "More " + what)
                .add(
                        onward
                                ? tag("a", "button")
                                        .attr("href", own + "#" + parameter)
                                        .text("Newest " + what)
                                : Html.NONE,
                        next.map(cursor -> (Html) tag("a", "button")
                                        .attr(
                                                "href",
                                                own + "?" + parameter + "="
                                                        + URLEncoder.encode(cursor, StandardCharsets.UTF_8) + "#"
                                                        + parameter)
                                        .text("Older " + what))
                                .orElse(Html.NONE));
    }
}
