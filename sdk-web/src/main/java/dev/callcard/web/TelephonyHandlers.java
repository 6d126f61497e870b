package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.json.TelephonyJson;
import dev.callcard.paging.Page;
import dev.callcard.poll.PollState;
import dev.callcard.telephony.SelfCheck;
import dev.callcard.telephony.TelephonyProvider;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Accounts at telephony providers, and the quarantine of what they pushed. */
final class TelephonyHandlers {
    private final CallCards callCards;

    TelephonyHandlers(CallCards callCards) {
        this.callCards = callCards;
    }

    void accounts(Exchange exchange) throws IOException {
        List<TelephonyProvider> accounts = callCards.telephony().accounts(exchange.viewer(), exchange.project());
        exchange.json(200, out -> TelephonyJson.writeAccounts(out, accounts));
    }

    void check(Exchange exchange) throws IOException {
        List<SelfCheck.Finding> findings = callCards
                .telephony()
                .check(exchange.viewer(), exchange.project(), exchange.provider(), exchange.account());
        exchange.json(200, out -> TelephonyJson.writeCheck(out, findings));
    }

    void poll(Exchange exchange) throws IOException {
        write(
                exchange,
                callCards
                        .polls()
                        .state(exchange.viewer(), exchange.project(), exchange.provider(), exchange.account()));
    }

    void pollNow(Exchange exchange) throws IOException {
        write(
                exchange,
                callCards
                        .polls()
                        .pollNow(exchange.viewer(), exchange.project(), exchange.provider(), exchange.account()));
    }

    void events(Exchange exchange) throws IOException {
        List<RawEvent> events = callCards.inbox().events(exchange.viewer(), exchange.project(), exchange.call());
        exchange.json(200, out -> TelephonyJson.writeEvents(out, events));
    }

    void quarantine(Exchange exchange) throws IOException {
        Page<QuarantinedEvent> page =
                callCards.inbox().quarantined(exchange.viewer(), exchange.project(), exchange.page());
        exchange.json(200, out -> TelephonyJson.writeQuarantine(out, page));
    }

    void quarantined(Exchange exchange) throws IOException {
        QuarantinedEvent event = callCards.inbox().quarantined(exchange.viewer(), exchange.project(), event(exchange));
        exchange.json(200, out -> TelephonyJson.writeQuarantined(out, event));
    }

    void replay(Exchange exchange) {
        callCards.inbox().replay(exchange.viewer(), exchange.project(), event(exchange));
        exchange.noContent();
    }

    void drop(Exchange exchange) {
        callCards.inbox().drop(exchange.viewer(), exchange.project(), event(exchange));
        exchange.noContent();
    }

    private static void write(Exchange exchange, PollState state) throws IOException {
        exchange.json(200, out -> TelephonyJson.writePoll(out, state));
    }

    private static UUID event(Exchange exchange) {
        return exchange.id("eventId", "event");
    }
}
