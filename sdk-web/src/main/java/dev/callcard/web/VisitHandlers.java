package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.ingest.ItemResult;
import dev.callcard.json.CallJson;
import dev.callcard.json.ParsedItem;
import dev.callcard.json.VisitReportJson;
import dev.callcard.visit.VisitReport;
import java.io.IOException;
import java.util.List;

/** What visitors did on the site. */
final class VisitHandlers {
    private final CallCards callCards;
    private final Bodies bodies;

    VisitHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
    }

    void report(Exchange exchange) throws IOException {
        Batches.requireIngest(callCards, exchange);
        List<ParsedItem<VisitReport>> items = VisitReportJson.read(bodies.json(exchange.request()));
        List<ItemResult> results = Batches.results(
                items, reports -> callCards.visits().ingest(exchange.viewer(), exchange.project(), reports));
        exchange.json(200, out -> CallJson.writeResults(out, items, results, "eventId"));
    }
}
