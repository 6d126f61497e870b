package dev.callcard.demo.crm;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A page of the CRM. What comes from outside goes through {@link #text}, which leaves no way to write markup. */
final class Page {
    private final StringBuilder html = new StringBuilder();

    private Page() {}

    static void send(HttpServletResponse response, String title, Optional<User> user, Consumer<Page> content)
            throws IOException {
        Page page = new Page();
        page.raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .text(title)
                .raw(" · Oak &amp; Fern CRM</title><link rel=\"stylesheet\" href=\"/demo.css\">")
                .raw("<link rel=\"icon\" href=\"/favicon.ico\" type=\"image/svg+xml\"></head><body>");
        user.ifPresent(page::header);
        content.accept(page);
        page.raw("</body></html>");
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        response.getOutputStream().write(page.html.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds markup that we wrote. */
    Page raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Adds text, in an element or in a quoted attribute. */
    Page text(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(c);
            }
        });
        return this;
    }

    private void header(User user) {
        raw("<header class=\"bar\"><a class=\"brand\" href=\"/\">Oak &amp; Fern CRM</a><nav><a href=\"/\">Contacts</a>")
                .raw("<a href=\"/callcard/demo/\">Call log</a></nav><form method=\"post\" action=\"/logout\"><span>")
                .text(user.name() + " (" + user.role().name().toLowerCase(Locale.ROOT) + ")")
                .raw("</span><button>Log out</button></form></header>");
    }
}
