package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.error.NotFoundException;
import dev.callcard.export.CustomerExport;
import dev.callcard.json.ErasureJson;
import dev.callcard.ledger.Tombstone;
import dev.callcard.paging.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Legal hold, export and erasure of customers, and the ledger of who was erased. */
final class ErasureHandlers {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

    private final CallCards callCards;
    private final Bodies bodies;

    ErasureHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
    }

    void erase(Exchange exchange) throws IOException {
        Receipt receipt = callCards.erasures().erase(exchange.viewer(), exchange.project(), exchange.customer());
        exchange.json(200, out -> ErasureJson.writeReceipt(out, receipt));
    }

    void hold(Exchange exchange) throws IOException {
        LegalHold hold = callCards
                .erasures()
                .hold(exchange.viewer(), exchange.project(), exchange.customer())
                .orElseThrow(() -> new NotFoundException("legal hold"));
        exchange.json(200, out -> ErasureJson.writeHold(out, hold));
    }

    void place(Exchange exchange) throws IOException {
        callCards.access().require(exchange.viewer(), exchange.project(), Permission.LEGAL_HOLD);
        Optional<String> reason = ErasureJson.readReason(bodies.json(exchange.request()));
        LegalHold hold = callCards.erasures().place(exchange.viewer(), exchange.project(), exchange.customer(), reason);
        exchange.json(200, out -> ErasureJson.writeHold(out, hold));
    }

    void release(Exchange exchange) {
        callCards.erasures().release(exchange.viewer(), exchange.project(), exchange.customer());
        exchange.noContent();
    }

    void export(Exchange exchange) throws IOException {
        // Before the first byte: what is refused is answered as a problem.
        CustomerExport.Archive archive =
                callCards.export().of(exchange.viewer(), exchange.project(), exchange.customer());
        var zone = callCards
                .projects()
                .get(exchange.viewer(), exchange.project())
                .settings()
                .timeZone();
        // Ids are of letters, digits and -, so that the name needs no escape.
        String name = "customer_" + exchange.customer() + "_"
                + DAY.format(callCards.clock().instant().atZone(zone)) + ".zip";
        HttpServletResponse response = exchange.response();
        response.setStatus(200);
        response.setContentType("application/zip");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        if (!exchange.request().getMethod().equals("HEAD")) {
            archive.writeTo(response.getOutputStream());
        }
    }

    void ledger(Exchange exchange) throws IOException {
        Page<Tombstone> page = callCards.erasures().ledger(exchange.viewer(), exchange.project(), exchange.page());
        exchange.json(200, out -> ErasureJson.writeLedger(out, page));
    }

    void replay(Exchange exchange) throws IOException {
        callCards.access().require(exchange.viewer(), exchange.project(), Permission.ERASE);
        List<Tombstone> ledger = ErasureJson.readLedger(bodies.json(exchange.request()));
        Receipt receipt = callCards.erasures().replay(exchange.viewer(), exchange.project(), ledger);
        exchange.json(200, out -> ErasureJson.writeReceipt(out, receipt));
    }
}
