package dev.callcard.json;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CustomerId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import dev.callcard.ingest.ItemResult;
import dev.callcard.log.CallLog;
import dev.callcard.paging.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes calls, the call log, and what became of batches. Stateless. */
public final class CallJson {
    private static final int MAX_NUMBER = 255;

    private CallJson() {}

    /**
     * Writes one call in full.
     *
     * @param out where to, in UTF-8; not closed
     * @param call the call
     */
    public static void writeCall(OutputStream out, Call call) {
        Writer.object(out, json -> call(json, call));
    }

    static void call(Writer json, Call call) {
        Call.Facts facts = call.facts();
        summary(json, call);
        json.text("project", call.project().value())
                .text("provider", call.key().provider())
                .text("account", call.key().account())
                .text("providerCallId", call.key().providerCallId())
                .instant("answeredAt", facts.times().answeredAt())
                .instant("endedAt", facts.times().endedAt())
                .text("rawStatus", facts.rawStatus())
                .phone("trackingNumber", facts.trackingNumber())
                .text("department", facts.department())
                .text("scheme", facts.scheme())
                .constant("origin", call.origin())
                .objects(
                        "legs",
                        facts.legs(),
                        leg -> json.text("id", leg.id())
                                .instant("startedAt", leg.startedAt())
                                .instant("answeredAt", leg.answeredAt())
                                .instant("endedAt", leg.endedAt())
                                .constant("outcome", leg.outcome())
                                .agent(leg.agent()))
                .object("attributes", () -> facts.attributes().forEach(json::text))
                .text("visitorId", facts.visitor().map(visitor -> visitor.value()))
                .bool("inconsistent", facts.times().inconsistent())
                .bool("startKnown", facts.times().startKnown())
                .text("customerId", call.customer().toString());
    }

    /**
     * Writes a page of the call log.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     * @param links tells where cards are
     */
    public static void writeLog(OutputStream out, Page<CallLog.Entry> page, Links links) {
        Writer.object(
                out,
                json -> json.objects("items", page.items(), entry -> logItem(json, entry, links))
                        .text("next", page.next()));
    }

    /**
     * Writes one line of the call log.
     *
     * @param out where to, in UTF-8; not closed
     * @param entry the line
     * @param links tells where cards are
     */
    public static void writeLogItem(OutputStream out, CallLog.Entry entry, Links links) {
        Writer.object(out, json -> logItem(json, entry, links));
    }

    /**
     * Writes a page of calls.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     * @param links tells where cards are
     */
    public static void writeCalls(OutputStream out, Page<Call> page, Links links) {
        Writer.object(out, json -> calls(json, page, links));
    }

    /**
     * Reads the number of a customer that is looked up.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @return the number in any spelling
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if the number is missing or wrong
     * @throws IOException if the stream fails
     */
    public static String readNumber(InputStream body) throws IOException {
        Members members = new Members(JsonInput.object(body));
        Optional<String> number = members.text("number");
        if (number.isEmpty() && members.errors().isEmpty()) {
            members.error("number", "is missing");
        }
        number.ifPresent(text -> Texts.check(members.errors(), "/number", text, 0, MAX_NUMBER));
        if (!members.errors().isEmpty()) {
            throw new InvalidInputException(members.errors());
        }
        return number.orElseThrow();
    }

    /**
     * Writes the id of a customer.
     *
     * @param out where to, in UTF-8; not closed
     * @param customer the customer
     */
    public static void writeCustomer(OutputStream out, CustomerId customer) {
        Writer.object(out, json -> json.text("customerId", customer.toString()));
    }

    /**
     * Writes what became of a batch.
     *
     * @param out where to, in UTF-8; not closed
     * @param items the items as they were read
     * @param results what became of each, in the same order
     * @param idName name of the sender's own id: {@code providerCallId} or {@code eventId}
     */
    public static void writeResults(
            OutputStream out, List<? extends ParsedItem<?>> items, List<ItemResult> results, String idName) {
        boolean ownIds = "providerCallId".equals(idName);
        Writer.object(out, json -> {
            json.objects("results", indexes(results.size()), index -> {
                ItemResult result = results.get(index);
                json.number("index", index)
                        .text("status", result.status().name().toLowerCase(Locale.ROOT))
                        .text("id", result.id().filter(id -> ownIds))
                        .text(idName, items.get(index).externalId());
                if (!result.errors().isEmpty()) {
                    json.objects(
                            "errors",
                            result.errors(),
                            error -> json.text("pointer", error.pointer()).text("message", error.message()));
                }
            });
            for (ItemResult.Status status : ItemResult.Status.values()) {
                long count = results.stream()
                        .filter(result -> result.status() == status)
                        .count();
                json.number(status.name().toLowerCase(Locale.ROOT), count);
            }
        });
    }

    static void calls(Writer json, Page<Call> page, Links links) {
        json.objects("items", page.items(), call -> {
                    summary(json, call);
                    json.text("cardUrl", links.card(call.id()));
                })
                .text("next", page.next());
    }

    static void summary(Writer json, Call call) {
        Call.Facts facts = call.facts();
        json.text("id", call.id().toString())
                .text("type", facts.type().map(Enum::name))
                .instant("startedAt", facts.times().startedAt())
                .constant("outcome", facts.outcome())
                .constant("qualification", call.qualification())
                .millis("waitMs", facts.times().waiting())
                .millis("talkMs", facts.times().talk())
                .millis("totalMs", facts.times().total())
                .phone("caller", facts.caller())
                .phone("destination", facts.destination())
                .agent(facts.agent());
    }

    private static void logItem(Writer json, CallLog.Entry entry, Links links) {
        Call call = entry.call();
        summary(json, call);
        json.text("cardUrl", links.card(call.id()))
                .text("customerId", call.customer().toString())
                .text("provider", call.key().provider())
                .constant("origin", call.origin());
        entry.source().ifPresent(source -> json.object("source", () -> CardJson.source(json, source)));
        json.texts("categories", entry.annotation().categories());
        entry.annotation()
                .managerRating()
                .map(Annotation.Rating::value)
                .ifPresent(value -> json.number("managerRating", value));
        entry.annotation()
                .callRating()
                .map(Annotation.Rating::value)
                .ifPresent(value -> json.number("callRating", value));
        json.object("recording", () -> json.constant("state", entry.recording().state()));
    }

    private static List<Integer> indexes(int size) {
        return IntStream.range(0, size).boxed().toList();
    }
}
