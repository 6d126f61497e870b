package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CallCard;
import dev.callcard.error.NotFoundException;
import dev.callcard.json.CallJson;
import dev.callcard.json.CardJson;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import java.io.IOException;

/** Customers: finding one, and the histories of one. */
final class CustomerHandlers {
    private final CallCards callCards;
    private final Bodies bodies;

    CustomerHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
    }

    void lookUp(Exchange exchange) throws IOException {
        callCards.access().require(exchange.viewer(), exchange.project(), Permission.VIEW_CARD);
        String number = CallJson.readNumber(bodies.json(exchange.request()));
        CustomerId customer = callCards
                .calls()
                .customer(exchange.viewer(), exchange.project(), number)
                .orElseThrow(() -> new NotFoundException("customer"));
        exchange.json(200, out -> CallJson.writeCustomer(out, customer));
    }

    void card(Exchange exchange) throws IOException {
        var card = callCards.cards().card(exchange.viewer(), exchange.project(), exchange.customer());
        exchange.json(200, out -> CardJson.writeCard(out, card, exchange.paths()));
    }

    void calls(Exchange exchange) throws IOException {
        PageRequest wanted = exchange.page();
        Page<Call> page = calls(exchange, wanted);
        if (page.items().isEmpty() && wanted.cursor().isEmpty()) {
            throw new NotFoundException("customer");
        }
        exchange.json(200, out -> CallJson.writeCalls(out, page, exchange.paths()));
    }

    void sessions(Exchange exchange) throws IOException {
        PageRequest wanted = exchange.page();
        Page<CallCard.SessionEntry> page =
                callCards.cards().sessions(exchange.viewer(), exchange.project(), exchange.customer(), wanted);
        // A customer without sessions is fine, but there is none without a call.
        if (page.items().isEmpty()
                && calls(exchange, PageRequest.first(1)).items().isEmpty()) {
            throw new NotFoundException("customer");
        }
        exchange.json(200, out -> CardJson.writeSessions(out, page, exchange.paths()));
    }

    private Page<Call> calls(Exchange exchange, PageRequest page) {
        return callCards.cards().calls(exchange.viewer(), exchange.project(), exchange.customer(), page);
    }
}
