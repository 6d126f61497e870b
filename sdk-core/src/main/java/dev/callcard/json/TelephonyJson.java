package dev.callcard.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.paging.Page;
import dev.callcard.poll.PollState;
import dev.callcard.telephony.CallPoller;
import dev.callcard.telephony.PushReceiver;
import dev.callcard.telephony.SelfCheck;
import dev.callcard.telephony.TelephonyProvider;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Writes accounts at telephony providers, and what came from them. Stateless. */
public final class TelephonyJson {
    private TelephonyJson() {}

    /**
     * Writes the accounts of a project.
     *
     * @param out where to, in UTF-8; not closed
     * @param accounts the accounts
     */
    public static void writeAccounts(OutputStream out, List<TelephonyProvider> accounts) {
        Writer.object(
                out,
                json -> json.objects("items", accounts, account -> {
                    json.text("provider", account.name()).text("account", account.account());
                    json.texts("abilities", abilities(account));
                    json.bool("redelivers", account.capabilities().redelivers());
                    json.millis("latestMs", Optional.of(account.capabilities().latest()));
                    json.texts("cannotTell", account.capabilities().cannotTell());
                }));
    }

    /**
     * Writes how a self-check went.
     *
     * @param out where to, in UTF-8; not closed
     * @param findings what was found
     */
    public static void writeCheck(OutputStream out, List<SelfCheck.Finding> findings) {
        boolean works = findings.stream().noneMatch(finding -> finding.result() == SelfCheck.Result.FAILED);
        Writer.object(
                out,
                json -> json.bool("works", works)
                        .objects(
                                "findings",
                                findings,
                                finding -> json.text("what", finding.what())
                                        .constant("result", finding.result())
                                        .text("words", finding.words())));
    }

    /**
     * Writes how far an account was polled.
     *
     * @param out where to, in UTF-8; not closed
     * @param state the state
     */
    public static void writePoll(OutputStream out, PollState state) {
        Writer.object(out, json -> {
            json.text("provider", state.provider()).text("account", state.account());
            json.instant("polledUntil", state.polledUntil())
                    .instant("ranAt", state.ranAt())
                    .instant("dueAt", state.dueAt());
            json.number("failures", state.failures()).text("failure", state.failure());
            state.healed()
                    .ifPresent(healed -> json.object(
                            "healed",
                            () -> json.instant("at", healed.at())
                                    .number("missed", healed.missed())
                                    .number("completed", healed.completed())
                                    .number("unreadable", healed.unreadable())));
        });
    }

    /**
     * Writes what was pushed about a call.
     *
     * @param out where to, in UTF-8; not closed
     * @param events the events
     */
    public static void writeEvents(OutputStream out, List<RawEvent> events) {
        Writer.object(
                out,
                json -> json.objects(
                        "items",
                        events,
                        event -> json.text("id", event.id().toString())
                                .text("provider", event.provider())
                                .text("account", event.account())
                                .instant("receivedAt", event.receivedAt())
                                .text("text", event.text())));
    }

    /**
     * Writes a page of events that were put aside, without what came.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     */
    public static void writeQuarantine(OutputStream out, Page<QuarantinedEvent> page) {
        Writer.object(
                out,
                json -> json.objects("items", page.items(), event -> head(json, event))
                        .text("next", page.next()));
    }

    /**
     * Writes one event that was put aside, whole as it came.
     *
     * @param out where to, in UTF-8; not closed
     * @param event the event
     */
    public static void writeQuarantined(OutputStream out, QuarantinedEvent event) {
        Writer.object(out, json -> {
            head(json, event);
            json.text("query", event.content().query())
                    .text("contentType", event.content().contentType());
            Optional<String> text = text(event.content().body());
            if (text.isPresent()) {
                json.text("body", text);
            } else {
                json.text(
                        "bodyBase64",
                        Base64.getEncoder().encodeToString(event.content().body()));
            }
        });
    }

    private static void head(Writer json, QuarantinedEvent event) {
        json.text("id", event.id().toString())
                .text("provider", event.provider())
                .text("account", event.account())
                .instant("receivedAt", event.receivedAt())
                .text("reason", event.reason())
                .number("bytes", event.content().body().length);
    }

    private static List<String> abilities(TelephonyProvider account) {
        List<String> abilities = new ArrayList<>();
        if (account instanceof PushReceiver) {
            abilities.add("PUSH");
        }
        if (account instanceof CallPoller) {
            abilities.add("POLL");
        }
        if (account instanceof SelfCheck) {
            abilities.add("CHECK");
        }
        return abilities;
    }

    /** The body as text, if it is one. */
    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
