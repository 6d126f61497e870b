package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What all pages have around them. */
final class Layout {
    private final WebOptions options;
    private final Assets assets;
    private final DirectAudio direct;
    private final String media;

    Layout(WebOptions options, Assets assets, DirectAudio direct) {
        this.options = options;
        this.assets = assets;
        this.direct = direct;
        this.media = direct.origin().map(origin -> "'self' " + origin).orElse("'self'");
    }

    /** Answers with a page. */
    void send(HttpServletResponse response, int status, String base, String title, Html... content) throws IOException {
        StringBuilder page = new StringBuilder(16_384).append("<!doctype html>\n");
        tag("html")
                .attr("lang", "en")
                .attr("data-audio-link-ms", direct.lifetime().map(time -> Long.toString(time.toMillis())))
                .add(
                        tag("head")
                                .add(
                                        tag("meta").attr("charset", "utf-8"),
                                        tag("meta")
                                                .attr("name", "viewport")
                                                .attr("content", "width=device-width, initial-scale=1"),
                                        tag("meta").attr("name", "color-scheme").attr("content", "light dark"),
                                        tag("title").text(title),
                                        tag("link").attr("rel", "stylesheet").attr("href", base + assets.css()),
                                        tag("script").attr("type", "module").attr("src", base + assets.script()),
                                        tag("script").attr("type", "module").attr("src", base + assets.liveScript())),
                        tag("body").add(content))
                .write(page);
        byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "private, no-store");
        // Not no-referrer: with it, browsers send "Origin: null" even to ourselves.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src " + media
                        + ";"
                        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
                        + String.join(" ", options.frameAncestors()));
        response.setContentType("text/html; charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** A script for one page. */
    Html script(String base, String path) {
        return tag("script").attr("type", "module").attr("src", base + assets.versioned(path));
    }

    /** A page that says what went wrong. */
    void sendProblem(HttpServletResponse response, String base, HttpProblem problem) throws IOException {
        String title = Failures.title(problem.status());
        String hint = switch (problem.status()) {
            case 401 -> "This page opens once you are logged in to the CRM.";
            case 403 -> "Ask the person who manages the CRM if you need this.";
            case 404 -> "The link may be old, or belong to a project that is not yours.";
            case 503 -> "Nothing is lost. Reload the page in a moment.";
            default -> "Nothing was changed.";
        };
        send(
                response,
                problem.status(),
                base,
                title,
                tag("main", "notice")
                        .add(
                                tag("p", "muted").text("Error " + problem.status()),
                                tag("h1").text(title),
                                tag("p").text(problem.detail()),
                                tag("p", "muted").text(hint),
                                problem.status() == 401
                                        ? Html.NONE
                                        : tag("p").add(tag("a").attr("href", base + "/")
                                                .text("To the call log"))));
    }
}
