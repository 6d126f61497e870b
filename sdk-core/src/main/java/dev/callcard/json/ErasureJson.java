package dev.callcard.json;

import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Tombstone;
import dev.callcard.paging.Page;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes legal holds, receipts of erasures, and the ledger. Stateless. */
public final class ErasureJson {
    private static final int MOST_ERRORS = 100;
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private ErasureJson() {}

    /**
     * Writes a legal hold.
     *
     * @param out where to, in UTF-8; not closed
     * @param hold the hold
     */
    public static void writeHold(OutputStream out, LegalHold hold) {
        Writer.object(out, json -> {
            json.text("customerId", hold.customer().toString());
            hold(json, hold);
        });
    }

    /**
     * Reads why a legal hold is placed.
     *
     * @param body JSON in UTF-8, {@code {"reason": "..."}}, or {@code {}} for a hold without a reason; read to the end, not closed
     * @return the reason, 1 to {@link LegalHold#MAX_REASON} characters, if there is one
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if the reason is wrong
     * @throws IOException if the stream fails
     */
    public static Optional<String> readReason(InputStream body) throws IOException {
        Members members = new Members(JsonInput.object(body));
        Optional<String> reason = members.text("reason");
        reason.ifPresent(text -> Texts.check(members.errors(), "/reason", text, 1, LegalHold.MAX_REASON));
        throwIfWrong(members.errors());
        return reason;
    }

    /**
     * Writes a receipt.
     *
     * @param out where to, in UTF-8; not closed
     * @param receipt the receipt
     */
    public static void writeReceipt(OutputStream out, Receipt receipt) {
        Writer.object(
                out,
                json -> json.text("customerId", receipt.customer().map(Object::toString))
                        .instant("at", receipt.at())
                        .bool("complete", receipt.isComplete())
                        .objects(
                                "erased",
                                receipt.erased().entrySet(),
                                part -> json.constant("part", part.getKey()).number("count", part.getValue()))
                        .objects(
                                "kept",
                                receipt.kept(),
                                kept -> json.constant("part", kept.part())
                                        .number("count", kept.count())
                                        .constant("why", kept.why())));
    }

    /**
     * Writes a page of the ledger.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     */
    public static void writeLedger(OutputStream out, Page<Tombstone> page) {
        Writer.object(
                out,
                json -> json.objects(
                                "items",
                                page.items(),
                                tombstone -> json.constant(
                                                "kind", tombstone.fingerprint().kind())
                                        .text("hash", tombstone.fingerprint().hash())
                                        .instant("erasedAt", tombstone.erasedAt()))
                        .text("next", page.next()));
    }

    /**
     * Reads lines of the ledger as {@link #writeLedger} wrote them.
     *
     * @param body JSON in UTF-8, {@code {"items": [...]}}, or {@code {}} for none; read to the end, not closed
     * @return the lines
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if a line is wrong
     * @throws IOException if the stream fails
     */
    public static List<Tombstone> readLedger(InputStream body) throws IOException {
        Members members = new Members(JsonInput.object(body));
        JsonArray items = members.array("items");
        throwIfWrong(members.errors());
        List<Tombstone> tombstones = new ArrayList<>(items.size());
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < items.size() && errors.size() < MOST_ERRORS; i++) {
            tombstone(items.get(i), "/items/" + i, errors).ifPresent(tombstones::add);
        }
        throwIfWrong(errors);
        return tombstones;
    }

    static void hold(Writer json, LegalHold hold) {
        json.text("by", hold.by()).instant("at", hold.at()).text("reason", hold.reason());
    }

    private static Optional<Tombstone> tombstone(JsonValue value, String pointer, List<FieldError> errors) {
        if (!(value instanceof JsonObject object)) {
            errors.add(new FieldError(pointer, "must be an object"));
            return Optional.empty();
        }
        Members line = new Members(object);
        Optional<Fingerprint.Kind> kind = line.constant("kind", Fingerprint.Kind.class);
        Optional<String> hash = line.text("hash");
        Optional<Instant> erasedAt = line.instant("erasedAt");
        if (line.errors().isEmpty()) {
            if (kind.isEmpty()) {
                line.error("kind", "is missing");
            }
            if (hash.filter(Fingerprint::isHash).isEmpty()) {
                line.error("hash", "must have 32 to 128 hexadecimal digits in lower case");
            }
            if (erasedAt.isEmpty()) {
                line.error("erasedAt", "is missing");
            } else if (erasedAt.get().isBefore(Instant.EPOCH) || !erasedAt.get().isBefore(END)) {
                line.error("erasedAt", "must be between the years 1970 and 9999");
            }
        }
        if (!line.errors().isEmpty()) {
            line.errors().forEach(error -> errors.add(new FieldError(pointer + error.pointer(), error.message())));
            return Optional.empty();
        }
        return Optional.of(new Tombstone(
                new Fingerprint(kind.orElseThrow(), hash.orElseThrow()),
                erasedAt.orElseThrow().truncatedTo(ChronoUnit.MICROS)));
    }

    private static void throwIfWrong(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }
}
