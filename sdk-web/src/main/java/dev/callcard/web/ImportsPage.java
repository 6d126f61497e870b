package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The page of imports. A script keeps it up to date; without it, it shows how things were when it was loaded. */
final class ImportsPage {
    private final ImportHandlers imports;
    private final Layout layout;

    ImportsPage(ImportHandlers imports, Layout layout) {
        this.imports = imports;
        this.layout = layout;
    }

    void send(Exchange exchange) throws IOException {
        ImportJobs jobs = imports.jobs(exchange);
        Words words = new Words(imports.zone(exchange));
        layout.send(
                exchange.response(),
                200,
                exchange.base(),
                "Imports · " + exchange.project(),
                head(exchange),
                list(exchange, jobs.formats(), jobs.list(exchange.project()), words),
                layout.script(exchange.base(), Assets.IMPORTS));
    }

    private static Html head(Exchange exchange) {
        return tag("header", "page-head")
                .add(
                        tag("h1").text("Imports"),
                        tag("p", "muted")
                                .add(
                                        Html.text(exchange.project() + " · "),
                                        tag("a").attr("href", exchange.paths().log())
                                                .text("Call log")));
    }

    private static Html list(
            Exchange exchange, List<ImportRunner.Format> formats, List<ImportRecord> known, Words words) {
        return tag("main", "log imports")
                .attr("id", "imports")
                .attr("data-api", exchange.paths().api("imports"))
                .add(
                        form(formats),
                        tag("p", "message").attr("role", "status").flag("hidden", true),
                        tag("p", "muted")
                                .attr("id", "no-imports")
                                .flag("hidden", !known.isEmpty())
                                .text("Nothing was imported yet."),
                        tag("ul", "stack")
                                .attr("id", "import-list")
                                .add(known.stream().map(one -> item(one, words)).toList()),
                        tag("template").attr("id", "import-template").add(blank()));
    }

    private static Html form(List<ImportRunner.Format> formats) {
        return tag("form", "filters")
                .attr("id", "upload")
                .attr("aria-label", "Import a file")
                .add(
                        tag("div", "field")
                                .add(
                                        tag("label").attr("for", "format").text("The file holds"),
                                        tag("select")
                                                .attr("id", "format")
                                                .add(formats.stream()
                                                        .map(format -> tag("option")
                                                                .attr("value", format.id())
                                                                .text(format.label()))
                                                        .toList())),
                        tag("div", "field")
                                .add(
                                        tag("label").attr("for", "file").text("File"),
                                        tag("input")
                                                .attr("id", "file")
                                                .attr("type", "file")
                                                .flag("required", true)),
                        tag("div", "actions")
                                .add(tag("button", "primary")
                                        .attr("type", "submit")
                                        .flag("disabled", true)
                                        .text("Import")));
    }

    private static Html item(ImportRecord known, Words words) {
        return item(
                known.id().toString(),
                known.name(),
                Html.all(Html.text("by " + known.createdBy() + ", "), words.timeElement(known.createdAt())),
                Long.toString(known.progress().bytes()),
                Long.toString(Math.max(1, known.sizeBytes())),
                state(known));
    }

    private static Html blank() {
        return item("", "", Html.NONE, "0", "1", "");
    }

    private static Html item(String id, String name, Html who, String done, String size, String state) {
        return tag("li", "import")
                .attr("data-id", id)
                .add(
                        tag("div", "who")
                                .add(
                                        tag("strong").add(tag("bdi", "name").text(name)),
                                        tag("span", "muted by").add(who)),
                        tag("progress")
                                .attr("value", done)
                                .attr("max", size)
                                .attr("aria-label", "How far the import is"),
                        tag("p", "state").text(state),
                        tag("div", "actions")
                                .add(
                                        action("stop", "Stop"),
                                        action("resume", "Go on"),
                                        tag("a", "button report")
                                                .attr("href", "#")
                                                .attr("download", "")
                                                .flag("hidden", true)
                                                .text("Rejected lines"),
                                        action("delete", "Delete")));
    }

    private static Html action(String name, String label) {
        return tag("button")
                .attr("type", "button")
                .attr("data-action", name)
                .flag("hidden", true)
                .text(label);
    }

    private static String state(ImportRecord known) {
        return known.state().name().toLowerCase(Locale.ROOT) + " · "
                + Words.count(known.progress().lines(), "line", "lines")
                + known.detail().map(text -> " · " + text).orElse("");
    }
}
