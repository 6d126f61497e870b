package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.log.CallLog;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The call log as CSV, page by page: one page is in memory, and the next is read once this one is on its way. A client that
 * goes away ends the work at the next page; a failure after the first page breaks the connection, so that nobody takes half a
 * log for a whole one.
 */
final class LogExport {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss", Locale.ROOT);

    private final CallCards callCards;

    LogExport(CallCards callCards) {
        this.callCards = callCards;
    }

    void send(Exchange exchange, LogFilter filter) throws IOException {
        // Before the first byte: what is refused, or fails at once, is answered as a problem.
        Page<CallLog.Entry> page = read(exchange, filter, Optional.empty());
        ProjectSettings settings =
                callCards.projects().get(exchange.viewer(), exchange.project()).settings();
        LogRow rows = new LogRow(settings, exchange.paths());
        start(exchange, settings.timeZone());
        if (exchange.request().getMethod().equals("HEAD")) {
            return;
        }
        Writer out = new BufferedWriter(
                new OutputStreamWriter(exchange.response().getOutputStream(), StandardCharsets.UTF_8), 65_536);
        Csv csv = new Csv(out);
        out.write('\ufeff'); // without the mark, spreadsheets take UTF-8 for an older encoding
        csv.row(rows.header());
        while (true) {
            for (CallLog.Entry entry : page.items()) {
                csv.row(rows.cells(entry));
            }
            out.flush();
            exchange.response().flushBuffer();
            if (page.next().isEmpty()) {
                return;
            }
            page = read(exchange, filter, page.next());
        }
    }

    private Page<CallLog.Entry> read(Exchange exchange, LogFilter filter, Optional<String> cursor) {
        return callCards
                .log()
                .read(exchange.viewer(), exchange.project(), filter, new PageRequest(cursor, PageRequest.MAX_LIMIT));
    }

    private void start(Exchange exchange, ZoneId zone) {
        // A project's id is of a-z, 0-9 and -, so that the name needs no escape.
        String name = "calls_" + exchange.project() + "_"
                + NAME.format(callCards.clock().instant().atZone(zone)) + ".csv";
        HttpServletResponse response = exchange.response();
        response.setStatus(200);
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
