package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.access.Permission;
import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.error.InvalidInputException;
import dev.callcard.log.CallLog;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.Page;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The call log as a page. */
final class LogPage {
    private final Exchange exchange;
    private final ProjectSettings settings;
    private final May may;
    private final boolean imports;
    private final Paths paths;
    private final Words words;
    private final Map<String, Category> categories;

    LogPage(Exchange exchange, ProjectSettings settings, May may, boolean imports) {
        this.exchange = exchange;
        this.settings = settings;
        this.may = may;
        this.imports = imports && may.use(Permission.INGEST) && may.use(Permission.MANAGE_SETTINGS);
        this.paths = exchange.paths();
        this.words = new Words(settings.timeZone());
        this.categories = settings.categories().stream().collect(Collectors.toMap(Category::id, Function.identity()));
    }

    Html page(Page<CallLog.Entry> page, LogFilter filter, Optional<InvalidInputException> wrong) {
        LogForm form = new LogForm(exchange.query(), settings, paths);
        return Html.all(
                tag("header", "page-head log-head")
                        .add(
                                tag("div")
                                        .add(
                                                tag("h1").text("Call log"),
                                                tag("p", "muted")
                                                        .text(exchange.project() + " · times in "
                                                                + settings.timeZone()
                                                                        .getId()
                                                                + (may.seesOwnOnly(Permission.VIEW_LOG)
                                                                        ? " · your own calls only"
                                                                        : ""))),
                                tag("div", "actions")
                                        .add(
                                                imports
                                                        ? tag("a", "button")
                                                                .attr("href", paths.log() + "imports")
                                                                .text("Imports")
                                                        : Html.NONE,
                                                wrong.isPresent()
                                                                || page.items().isEmpty()
                                                        ? Html.NONE
                                                        : export(filter))),
                tag("main", "log")
                        .attr("data-live", live())
                        .add(
                                wrong.map(LogPage::errors).orElse(Html.NONE),
                                form.form(),
                                wrong.isPresent() ? Html.NONE : list(page, form)));
    }

    /** Where the script hears of changes; only the first page shows them. */
    private Optional<String> live() {
        return exchange.query().first("cursor").isEmpty() ? Optional.of(paths.live()) : Optional.empty();
    }

    private Html list(Page<CallLog.Entry> page, LogForm form) {
        if (page.items().isEmpty()) {
            return empty(form.isFiltered());
        }
        Html next = page.next()
                .map(cursor -> (Html) tag("nav", "pager")
                        .add(tag("a", "button").attr("href", next(cursor)).text("Older calls")))
                .orElse(Html.NONE);
        return Html.all(
                tag("div", "scroll")
                        .add(tag("table", "calls")
                                .add(
                                        tag("thead").add(tag("tr").add(heads())),
                                        tag("tbody")
                                                .add(page.items().stream()
                                                        .map(this::row)
                                                        .toList()))),
                next);
    }

    private static List<Html> heads() {
        return Stream.of(
                        "Date",
                        "Direction",
                        "Outcome",
                        "Qualification",
                        "Caller",
                        "Destination",
                        "Agent",
                        "Wait",
                        "Talk",
                        "Source",
                        "Categories",
                        "Ratings",
                        "Recording")
                .map(name -> (Html) tag("th").attr("scope", "col").text(name))
                .toList();
    }

    private Html row(CallLog.Entry entry) {
        Call call = entry.call();
        Call.Facts facts = call.facts();
        return tag("tr")
                .add(
                        cell(
                                "Date",
                                tag("a").attr("href", paths.card(call.id()))
                                        .add(words.timeElement(facts.times().startedAt()))),
                        cell("Direction", Icons.type(call)),
                        cell("Outcome", Icons.outcome(facts.outcome())),
                        cell("Qualification", tag("span").text(Words.qualification(call.qualification()))),
                        cell("Caller", number(facts.caller())),
                        cell("Destination", number(facts.destination())),
                        cell("Agent", agent(facts.agent())),
                        cell("Wait", time(facts.times().waiting())).attr("data-figure", ""),
                        cell("Talk", time(facts.times().talk())).attr("data-figure", ""),
                        cell(
                                "Source",
                                entry.source()
                                        .map(Words::source)
                                        .orElseGet(() -> Words.unknownInList("The call is not joined to a visit."))),
                        cell("Categories", labels(entry.annotation().categories())),
                        cell("Ratings", ratings(entry)),
                        cell("Recording", recording(entry)));
    }

    private static Html.Tag cell(String name, Html content) {
        return tag("td").attr("data-name", name).add(content);
    }

    private static Html number(Optional<PhoneNumber> number) {
        return number.map(PhoneNumber::text)
                .filter(text -> !text.isEmpty())
                .map(text -> (Html) tag("bdi", "number").attr("dir", "ltr").text(text))
                .orElseGet(() -> Words.unknownInList("The number is withheld, or was not reported."));
    }

    private static Html agent(Optional<Call.Agent> agent) {
        return agent.flatMap(known -> known.name().or(known::id).or(known::number))
                .map(name -> (Html) tag("bdi").text(name))
                .orElseGet(() -> Words.unknownInList("The reports name no agent."));
    }

    private static Html time(Optional<Duration> duration) {
        return duration.map(known -> Html.text(Words.duration(known)))
                .orElseGet(() -> Words.unknownInList("The reports do not tell the times."));
    }

    private Html labels(List<String> ids) {
        List<Html.Tag> chips = ids.stream()
                .map(categories::get)
                .flatMap(Stream::ofNullable)
                .map(category -> tag("span", "chip")
                        .add(Icons.dot(category.color()), tag("bdi").text(category.name())))
                .toList();
        return chips.isEmpty() ? Html.NONE : tag("span", "chips").add(chips);
    }

    private static Html ratings(CallLog.Entry entry) {
        Optional<Annotation.Rating> manager = entry.annotation().managerRating();
        Optional<Annotation.Rating> call = entry.annotation().callRating();
        return manager.isEmpty() && call.isEmpty()
                ? Html.NONE
                : tag("span").add(mark("Manager", manager), mark("Call", call));
    }

    private static Html mark(String name, Optional<Annotation.Rating> rating) {
        return rating.map(given -> (Html) tag("span", "mark")
                        .attr("title", given.value() + " of 5, by " + given.by())
                        .text(name + " " + given.value()))
                .orElse(Html.NONE);
    }

    private Html recording(CallLog.Entry entry) {
        Recording.State state = entry.recording().state();
        if (state != Recording.State.READY) {
            return Words.unknownInList(entry.recording().reason().orElse(Words.state(state)));
        }
        if (!may.hear(Permission.LISTEN, entry.call())) {
            return Words.unknownInList("You may not listen to this recording.");
        }
        return tag("audio")
                .flag("controls", true)
                .attr("preload", "none")
                .attr(
                        "controlslist",
                        may.hear(Permission.DOWNLOAD, entry.call()) ? Optional.empty() : Optional.of("nodownload"))
                .attr(
                        "aria-label",
                        "Recording of "
                                + words.time(entry.call().facts().times().startedAt()))
                .attr("src", paths.recording(entry.call().id()));
    }

    private static Html empty(boolean filtered) {
        return filtered
                ? tag("div", "empty")
                        .add(
                                tag("h2").text("No call fits these filters."),
                                tag("p").text("Widen the period, or take a filter away."))
                : tag("div", "empty")
                        .add(
                                tag("h2").text("No calls yet."),
                                tag("p").text(
                                                "Calls appear here as soon as the telephony reports them: let the host hand"
                                                        + " them in through CallCards.calls(), or send them to the API:"),
                                tag("code").text("POST …/api/v1/projects/{project}/calls"));
    }

    private static Html errors(InvalidInputException wrong) {
        return tag("div", "error")
                .attr("role", "alert")
                .add(wrong.errors().stream()
                        .map(error -> tag("p").text(LogForm.label(error.pointer()) + ": " + error.message() + "."))
                        .toList());
    }

    /** The whole log with these filters. The API takes instants where the form has dates of the project's zone. */
    private Html export(LogFilter filter) {
        String period =
                filter.from().map(from -> "&from=" + encode(from.toString())).orElse("")
                        + filter.to().map(to -> "&to=" + encode(to.toString())).orElse("");
        String filters = filters(Set.of("cursor", "limit", "format", "from", "to"));
        return tag("a", "button")
                .attr("href", paths.api("calls") + "?" + filters + "format=csv" + period)
                .attr("download", "")
                .attr("title", "All calls that fit the filters, for a spreadsheet")
                .text("Download CSV");
    }

    private String next(String cursor) {
        return "?" + filters(Set.of("cursor")) + "cursor=" + encode(cursor);
    }

    private String filters(Set<String> without) {
        return exchange.query().values().entrySet().stream()
                .filter(entry -> !without.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream()
                        .filter(value -> !value.isBlank())
                        .map(value -> encode(entry.getKey()) + "=" + encode(value) + "&"))
                .collect(Collectors.joining());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
