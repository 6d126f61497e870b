package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.CallCards;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.util.List;

/** The pages. */
final class PageHandlers {
    private final CallCards callCards;
    private final Layout layout;

    PageHandlers(CallCards callCards, Layout layout) {
        this.callCards = callCards;
        this.layout = layout;
    }

    /** The links of a page are relative to nothing, but a log without its slash would have two addresses. */
    void addSlash(Exchange exchange) {
        String path = exchange.request().getPathInfo();
        redirect(
                exchange,
                path == null || path.isEmpty()
                        ? exchange.base() + "/"
                        : exchange.paths().log());
    }

    void projects(Exchange exchange) throws IOException {
        List<ProjectId> projects = callCards.projects().list(exchange.viewer());
        if (projects.size() == 1) {
            redirect(exchange, new Paths(exchange.base(), projects.get(0)).log());
            return;
        }
        layout.send(
                exchange.response(),
                200,
                exchange.base(),
                "Projects",
                tag("main", "notice").add(tag("h1").text("Projects"), ProjectsPage.list(exchange.base(), projects)));
    }

    void log(Exchange exchange) throws IOException {}

    void card(Exchange exchange) throws IOException {}

    void customer(Exchange exchange) throws IOException {}

    private static void redirect(Exchange exchange, String path) {
        String query = exchange.request().getQueryString();
        exchange.response().setStatus(302);
        exchange.response().setHeader("Cache-Control", "private, no-store");
        exchange.response().setHeader("Location", query == null ? path : path + "?" + query);
    }
}
