package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.project.ProjectSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The filters of the call log as a form. */
final class LogForm {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("from", "From"),
            Map.entry("to", "To"),
            Map.entry("type", "Direction"),
            Map.entry("outcome", "Outcome"),
            Map.entry("qualification", "Qualification"),
            Map.entry("agent", "Agent"),
            Map.entry("number", "Number"),
            Map.entry("category", "Category"),
            Map.entry("rating", "Rating"),
            Map.entry("hasRecording", "Recording"),
            Map.entry("source", "Source"),
            Map.entry("provider", "Provider"),
            Map.entry("origin", "Reported by"),
            Map.entry("q", "Comment contains"));

    private final Query query;
    private final ProjectSettings settings;
    private final Paths paths;

    LogForm(Query query, ProjectSettings settings, Paths paths) {
        this.query = query;
        this.settings = settings;
        this.paths = paths;
    }

    /** What people read for the parameter that a pointer names. */
    static String label(String pointer) {
        String name = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        return LABELS.getOrDefault(name, name);
    }

    boolean isFiltered() {
        return LABELS.keySet().stream().anyMatch(name -> !query.all(name).isEmpty());
    }

    Html form() {
        return tag("form", "filters")
                .attr("method", "get")
                .attr("action", paths.log())
                .attr("aria-label", "Filters")
                .add(
                        input("from", "date"),
                        input("to", "date"),
                        input("number", "search"),
                        input("agent", "search"),
                        choices("type", Call.Type.values(), Words::type),
                        choices("outcome", Outcome.values(), Words::outcome),
                        tag("div", "actions")
                                .add(
                                        tag("button", "primary")
                                                .attr("type", "submit")
                                                .text("Filter"),
                                        isFiltered()
                                                ? tag("a", "button")
                                                        .attr("href", paths.log())
                                                        .text("Clear")
                                                : Html.NONE),
                        tag("details", "more")
                                .flag("open", isMoreUsed())
                                .add(
                                        tag("summary").text("More filters"),
                                        tag("div", "fields")
                                                .add(
                                                        choices(
                                                                "qualification",
                                                                Call.Qualification.values(),
                                                                Words::qualification),
                                                        category(),
                                                        rating(),
                                                        hasRecording(),
                                                        input("source", "search"),
                                                        input("provider", "search"),
                                                        choices("origin", Call.Origin.values(), LogForm::origin),
                                                        input("q", "search"))));
    }

    private boolean isMoreUsed() {
        return List.of("qualification", "category", "rating", "hasRecording", "source", "provider", "origin", "q")
                .stream()
                .anyMatch(name -> !query.all(name).isEmpty());
    }

    private Html input(String name, String type) {
        return field(
                name,
                tag("input")
                        .attr("id", "f-" + name)
                        .attr("name", name)
                        .attr("type", type)
                        .attr("value", query.first(name))
                        .attr("autocomplete", "off"));
    }

    private Html category() {
        List<Html> options = new ArrayList<>();
        settings.categories().forEach(category -> options.add(option("category", category.id(), category.name())));
        return select("category", options);
    }

    private Html rating() {
        List<Html> options = new ArrayList<>();
        for (int mark = 5; mark >= 1; mark--) {
            options.add(option("rating", Integer.toString(mark), mark + " of 5"));
        }
        return select("rating", options);
    }

    private Html hasRecording() {
        return select(
                "hasRecording",
                List.of(option("hasRecording", "true", "Can be played"), option("hasRecording", "false", "None")));
    }

    private Html select(String name, List<Html> options) {
        return field(
                name,
                tag("select")
                        .attr("id", "f-" + name)
                        .attr("name", name)
                        .add(tag("option").attr("value", "").text("Any"))
                        .add(options));
    }

    private Html option(String name, String value, String text) {
        return tag("option")
                .attr("value", value)
                .flag("selected", query.first(name).filter(value::equals).isPresent())
                .text(text);
    }

    private static Html field(String name, Html control) {
        return tag("div", "field").add(tag("label").attr("for", "f-" + name).text(label(name)), control);
    }

    /** Several values of one filter: any of them will do. */
    private <E extends Enum<E>> Html choices(String name, E[] constants, Function<E, String> text) {
        List<String> chosen = query.all(name);
        List<Html> boxes = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (E constant : constants) {
            boolean isChosen = chosen.contains(constant.name());
            if (isChosen) {
                shown.add(text.apply(constant));
            }
            boxes.add(tag("label", "check")
                    .add(
                            tag("input")
                                    .attr("type", "checkbox")
                                    .attr("name", name)
                                    .attr("value", constant.name())
                                    .flag("checked", isChosen),
                            Html.text(text.apply(constant))));
        }
        return tag("div", "field")
                .add(
                        tag("span", "label").attr("id", "l-" + name).text(label(name)),
                        tag("details", "choices")
                                .add(
                                        tag("summary")
                                                .attr("aria-describedby", "l-" + name)
                                                .text(shown.isEmpty() ? "Any" : String.join(", ", shown)),
                                        tag("div", "boxes").add(boxes)));
    }

    private static String origin(Call.Origin origin) {
        return switch (origin) {
            case WEBHOOK -> "The provider";
            case POLL -> "Asking the provider";
            case API -> "The API";
            case IMPORT -> "An import";
            case MANUAL -> "A person";
        };
    }
}
