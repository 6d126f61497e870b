package dev.callcard.json;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.card.CallCard;
import dev.callcard.crm.HostContacts;
import dev.callcard.paging.Page;
import dev.callcard.recording.Recording;
import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import java.io.OutputStream;
import java.util.Optional;

/** Writes call cards and session histories. Stateless. */
public final class CardJson {
    private CardJson() {}

    /**
     * Writes a whole card.
     *
     * @param out where to, in UTF-8; not closed
     * @param card the card
     * @param links tells where cards and recordings are
     */
    public static void writeCard(OutputStream out, CallCard card, Links links) {
        boolean tracked = card.tracking().available();
        Writer.object(out, json -> {
            json.object("call", () -> CallJson.summary(json, card.call()))
                    .object("audio", () -> audio(json, card.call().id(), card.recording(), links))
                    .object("annotation", () -> {
                        AnnotationJson.annotation(json, card.annotation(), card.settings());
                        json.object("comments", () -> AnnotationJson.comments(json, card.comments()));
                    });
            card.visit().ifPresent(visit -> json.object("visit", () -> visit(json, visit)));
            json.object("client", () -> client(json, card.client(), links))
                    .object("statistics", () -> statistics(json, card.statistics()));
            card.lastVisit().ifPresent(session -> json.object("lastVisit", () -> lastVisit(json, session)));
            if (tracked) {
                json.objects(
                                "topPages",
                                card.topPages(),
                                page -> json.text("url", page.url())
                                        .text("title", page.title())
                                        .millis("timeMs", page.time())
                                        .number("views", page.views())
                                        .number("unknownViews", page.unknownViews()))
                        .object("sessions", () -> sessions(json, card.sessions(), links));
            }
            json.object("calls", () -> CallJson.calls(json, card.calls(), links))
                    .instant("asOf", card.asOf())
                    .object(
                            "sessionTracking",
                            () -> json.bool("available", tracked)
                                    .text("reason", card.tracking().reason()));
        });
    }

    /**
     * Writes a page of a customer's sessions.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     * @param links tells where cards are
     */
    public static void writeSessions(OutputStream out, Page<CallCard.SessionEntry> page, Links links) {
        Writer.object(out, json -> sessions(json, page, links));
    }

    /**
     * Writes the recording of a call.
     *
     * @param out where to, in UTF-8; not closed
     * @param call the call
     * @param recording its recording
     * @param links tells where recordings are
     */
    public static void writeAudio(OutputStream out, CallId call, Recording recording, Links links) {
        Writer.object(out, json -> audio(json, call, recording, links));
    }

    static void source(Writer json, Source source) {
        json.constant("channel", source.channel())
                .text("source", source.source())
                .text("medium", source.medium())
                .text("campaign", source.campaign())
                .text("keyword", source.keyword())
                .text("content", source.content())
                .text("clickId", source.clickId());
    }

    private static void source(Writer json, String name, Optional<Source> source) {
        source.ifPresent(known -> json.object(name, () -> source(json, known)));
    }

    private static void audio(Writer json, CallId call, Recording recording, Links links) {
        json.constant("state", recording.state()).text("reason", recording.reason());
        recording
                .audio()
                .ifPresent(audio -> json.text("url", links.recording(call))
                        .millis("durationMs", audio.duration())
                        .text("contentType", audio.contentType()));
        if (recording.tries() > 0) {
            json.number("try", recording.tries());
        }
        json.instant("nextTryAt", recording.nextTryAt());
        recording.removed().ifPresent(mark -> json.text("deletedBy", mark.by()).instant("deletedAt", mark.at()));
        recording
                .requested()
                .ifPresent(mark -> json.text("requestedBy", mark.by()).instant("requestedAt", mark.at()));
        json.instant("availableUntil", recording.availableUntil());
    }

    private static void visit(Writer json, CallCard.Visit visit) {
        json.constant("attribution", visit.attribution().kind())
                .text("reason", visit.attribution().reason());
        visit.session()
                .ifPresent(session -> json.object("source", () -> source(json, session.source()))
                        .text("landingPage", session.landingPage())
                        .text("referrer", session.referrer())
                        .instant("startedAt", session.startedAt()));
        source(json, "firstTouch", visit.firstTouch());
        source(json, "lastTouch", visit.lastTouch());
        source(json, "lastNonDirect", visit.lastNonDirect());
    }

    private static void client(Writer json, CallCard.Client client, Links links) {
        json.text("customerId", client.customer().toString())
                .phone(
                        "number",
                        Optional.of(client.number())
                                .filter(number -> number.key().joins()))
                .constant("kind", client.number().kind());
        client.contacts().stream()
                .findFirst()
                .ifPresent(contact -> json.object("contact", () -> contact(json, contact)));
        json.text("ip", client.ip())
                .text("landingPage", client.landingPage())
                .text("cardUrl", links.customer(client.customer()));
    }

    private static void contact(Writer json, HostContacts.Contact contact) {
        json.text("id", contact.id())
                .text("name", contact.name())
                .text("owner", contact.owner())
                .text("url", contact.url());
    }

    private static void statistics(Writer json, CallCard.Statistics statistics) {
        json.number("daysSinceFirstVisit", statistics.daysSinceFirstVisit())
                .number("daysSinceLastVisit", statistics.daysSinceLastVisit())
                .number("totalCalls", statistics.totalCalls())
                .number("totalSessions", statistics.totalSessions())
                .number("callsLast30Days", statistics.callsLast30Days())
                .number("pageViewsLast30Days", statistics.pageViewsLast30Days());
    }

    private static void lastVisit(Writer json, Session session) {
        json.instant("startedAt", session.startedAt()).object("source", () -> source(json, session.source()));
        device(json, session.device());
        json.text("browser", session.device().browser());
        place(json, session.place());
    }

    private static void sessions(Writer json, Page<CallCard.SessionEntry> page, Links links) {
        json.objects("items", page.items(), entry -> session(json, entry, links))
                .text("next", page.next());
    }

    private static void session(Writer json, CallCard.SessionEntry entry, Links links) {
        Session session = entry.session();
        json.text("id", session.id().toString())
                .instant("startedAt", session.startedAt())
                .instant("endedAt", session.lastSeenAt())
                .object("source", () -> source(json, session.source()));
        device(json, session.device());
        place(json, session.place());
        pages(json, session);
        json.objects("calls", entry.calls(), call -> sessionCall(json, call, links));
    }

    static void pages(Writer json, Session session) {
        json.objects(
                "pages",
                session.pages(),
                page -> json.text("url", page.url())
                        .text("title", page.title())
                        .instant("at", page.at())
                        .millis("timeMs", page.time()));
        int omitted = session.pageCount() - session.pages().size();
        if (omitted > 0) {
            json.number("pagesOmitted", omitted);
        }
    }

    private static void sessionCall(Writer json, Call call, Links links) {
        json.text("id", call.id().toString())
                .text("type", call.facts().type().map(Enum::name))
                .instant("startedAt", call.facts().times().startedAt())
                .constant("outcome", call.facts().outcome())
                .millis("talkMs", call.facts().times().talk())
                .text("cardUrl", links.card(call.id()));
    }

    static void device(Writer json, Device device) {
        json.text("device", device.device()).text("os", device.os());
    }

    static void place(Writer json, Optional<Place> place) {
        place.ifPresent(known -> json.object(
                "place",
                () -> json.text("country", known.country())
                        .text("region", known.region())
                        .text("city", known.city())));
    }
}
