package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.card.CallCard;
import dev.callcard.erasure.LegalHold;
import dev.callcard.error.InvalidInputException;
import dev.callcard.log.CallLog;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.Page;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The pages. */
final class PageHandlers {
    private final CallCards callCards;
    private final Layout layout;
    private final boolean imports;

    PageHandlers(CallCards callCards, Layout layout, Optional<ImportJobs> imports) {
        this.callCards = callCards;
        this.layout = layout;
        this.imports = imports.isPresent();
    }

    /** Leads to the one address of a page. */
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
        } else {
            layout.send(
                    exchange.response(),
                    200,
                    exchange.base(),
                    "Projects",
                    tag("main", "notice").add(tag("h1").text("Projects"), projects(exchange.base(), projects)));
        }
    }

    void log(Exchange exchange) throws IOException {
        Viewer viewer = exchange.viewer();
        ProjectId project = exchange.project();
        ProjectSettings settings = callCards.projects().get(viewer, project).settings();
        Page<CallLog.Entry> page = new Page<>(List.of(), Optional.empty());
        Optional<InvalidInputException> wrong = Optional.empty();
        LogFilter filter = LogFilter.builder().build();
        try {
            filter = LogFilters.read(exchange.query(), Optional.of(settings.timeZone()));
            page = callCards.log().read(viewer, project, filter, exchange.page());
        } catch (InvalidInputException e) {
            // A form is answered with itself and with what is wrong, so that nothing typed is lost.
            callCards.access().require(viewer, project, Permission.VIEW_LOG);
            wrong = Optional.of(e);
        }
        May may = new May(callCards.access(), viewer, project);
        layout.send(
                exchange.response(),
                wrong.isPresent() ? 422 : 200,
                exchange.base(),
                "Call log · " + project,
                new LogPage(exchange, settings, may, imports).page(page, filter, wrong));
    }

    void card(Exchange exchange) throws IOException {
        card(
                exchange,
                callCards
                        .cards()
                        .card(
                                exchange.viewer(),
                                exchange.project(),
                                exchange.call(),
                                CallHandlers.asOf(exchange.query())));
    }

    void customer(Exchange exchange) throws IOException {
        card(exchange, callCards.cards().card(exchange.viewer(), exchange.project(), exchange.customer()));
    }

    private void card(Exchange exchange, CallCard card) throws IOException {
        CallId id = card.call().id();
        Viewer viewer = exchange.viewer();
        ProjectId project = exchange.project();
        Page<Comment> comments = exchange.query().first("comments").isEmpty()
                ? card.comments()
                : callCards.annotations().comments(viewer, project, id, exchange.page("comments"));
        Page<CallCard.SessionEntry> sessions = exchange.query()
                        .first("sessions")
                        .isEmpty()
                ? card.sessions()
                : callCards.cards().sessions(viewer, project, card.client().customer(), exchange.page("sessions"));
        Page<Call> calls = exchange.query().first("calls").isEmpty()
                ? card.calls()
                : callCards.cards().calls(viewer, project, card.client().customer(), exchange.page("calls"));
        May may = new May(callCards.access(), viewer, project);
        Optional<LegalHold> hold = may.use(Permission.LEGAL_HOLD)
                ? callCards.erasures().hold(viewer, project, card.client().customer())
                : Optional.empty();
        layout.send(
                exchange.response(),
                200,
                exchange.base(),
                CardPage.title(card),
                new CardPage(exchange, card, hold, may).page(comments, sessions, calls),
                layout.script(exchange.base(), Assets.RECORDING),
                layout.script(exchange.base(), Assets.PRIVACY));
    }

    private static Html projects(String base, List<ProjectId> projects) {
        if (projects.isEmpty()) {
            return tag("p").text("You belong to no project yet. Whoever manages the CRM can add you to one.");
        }
        return tag("ul", "links")
                .add(projects.stream()
                        .map(project -> tag("li")
                                .add(tag("a").attr("href", new Paths(base, project).log())
                                        .text(project.value())))
                        .toList());
    }

    private static void redirect(Exchange exchange, String path) {
        String query = exchange.request().getQueryString();
        exchange.response().setStatus(302);
        exchange.response().setHeader("Cache-Control", "private, no-store");
        exchange.response().setHeader("Location", query == null ? path : path + "?" + query);
    }
}
