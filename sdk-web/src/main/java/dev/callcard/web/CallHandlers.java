package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.card.AsOf;
import dev.callcard.error.InvalidInputException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.json.CallJson;
import dev.callcard.json.CallReportJson;
import dev.callcard.json.CardJson;
import dev.callcard.json.ParsedItem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls, the call log and the card of a call. */
final class CallHandlers {
    private final CallCards callCards;
    private final Bodies bodies;
    private final LogExport export;

    CallHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
        this.export = new LogExport(callCards);
    }

    void report(Exchange exchange) throws IOException {
        Batches.requireIngest(callCards, exchange);
        List<ParsedItem<CallReport>> items = CallReportJson.read(bodies.json(exchange.request()));
        List<ItemResult> results = Batches.results(
                items,
                reports -> callCards.calls().ingest(exchange.viewer(), exchange.project(), Call.Origin.API, reports));
        exchange.json(200, out -> CallJson.writeResults(out, items, results, "providerCallId"));
    }

    void list(Exchange exchange) throws IOException {
        exchange.response().setHeader("Vary", "Accept");
        LogFormat format = LogFormat.of(exchange);
        var filter = LogFilters.read(exchange.query(), Optional.empty());
        if (format == LogFormat.CSV) {
            export.send(exchange, filter);
            return;
        }
        var page = callCards.log().read(exchange.viewer(), exchange.project(), filter, exchange.page());
        exchange.json(200, out -> CallJson.writeLog(out, page, exchange.paths()));
    }

    void get(Exchange exchange) throws IOException {
        var call = callCards.calls().get(exchange.viewer(), exchange.project(), exchange.call());
        exchange.json(200, out -> CallJson.writeCall(out, call));
    }

    void card(Exchange exchange) throws IOException {
        var card =
                callCards.cards().card(exchange.viewer(), exchange.project(), exchange.call(), asOf(exchange.query()));
        exchange.json(200, out -> CardJson.writeCard(out, card, exchange.paths()));
    }

    /** What {@code asOf} says, within the years that every store can hold. */
    static AsOf asOf(Query query) {
        AsOf asOf = query.first("asOf").map(AsOf::parse).orElse(AsOf.NOW);
        if (asOf.at().filter(at -> !isStorable(at)).isPresent()) {
            throw new InvalidInputException("/asOf", "must be from the year 1 to the year 9999");
        }
        return asOf;
    }

    static boolean isStorable(Instant at) {
        return at.isAfter(Instant.parse("0001-01-01T00:00:00Z")) && at.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
    }
}
