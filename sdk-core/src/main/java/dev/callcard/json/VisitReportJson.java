package dev.callcard.json;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.visit.Device;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitReport;
import dev.callcard.visit.VisitorId;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads neutral visit events. Stateless. */
public final class VisitReportJson {
    /** The most events of one body. */
    public static final int MAX_ITEMS = 1_000;

    private VisitReportJson() {}

    /**
     * Reads one event, or an array of up to 1,000. Unknown members are ignored.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @return each item in order, read or with what is wrong with it
     * @throws UnreadableJsonException if the body as a whole cannot be read
     * @throws IOException if the stream fails
     */
    public static List<ParsedItem<VisitReport>> read(InputStream body) throws IOException {
        return JsonInput.items(body, MAX_ITEMS).stream()
                .map(VisitReportJson::item)
                .toList();
    }

    /**
     * Reads one event from a line of a file.
     *
     * @param line a JSON object
     * @return the event, or what is wrong with it
     * @throws UnreadableJsonException if the line is not a JSON object
     */
    public static ParsedItem<VisitReport> readLine(String line) {
        return item(JsonInput.object(line));
    }

    private static ParsedItem<VisitReport> item(JsonValue item) {
        if (!(item instanceof JsonObject object)) {
            return new ParsedItem<>(
                    Optional.empty(), Optional.empty(), List.of(new FieldError("", "must be an object")));
        }
        Members members = new Members(object);
        Optional<String> id = members.text("eventId");
        Optional<String> visitor = members.text("visitorId");
        Optional<VisitEvent.Type> type = type(members);
        Optional<Instant> at = members.instant("at");
        Optional<String> url = members.filledText("url");
        Optional<String> title = members.filledText("title");
        Optional<String> referrer = members.filledText("referrer");
        Optional<String> userAgent = members.filledText("userAgent");
        Optional<String> ip = members.filledText("ip");
        id = required(members, "eventId", id);
        visitor = required(members, "visitorId", visitor);
        required(members, "type", type);
        required(members, "at", at);
        if (type.equals(Optional.of(VisitEvent.Type.PAGE_VIEW))) {
            required(members, "url", url);
        }
        if (!members.errors().isEmpty()) {
            return new ParsedItem<>(Optional.empty(), id, members.errors());
        }
        try {
            VisitEvent event = new VisitEvent(
                    id.orElseThrow(),
                    new VisitorId(visitor.orElseThrow()),
                    type.orElseThrow(),
                    at.orElseThrow(),
                    url,
                    title,
                    referrer,
                    Device.UNKNOWN,
                    Optional.empty(),
                    Optional.empty());
            return new ParsedItem<>(Optional.of(new VisitReport(event, userAgent, ip)), id, List.of());
        } catch (InvalidInputException e) {
            return new ParsedItem<>(Optional.empty(), id, e.errors());
        }
    }

    private static Optional<VisitEvent.Type> type(Members members) {
        return members.text("type").flatMap(text -> switch (text) {
            case "pageView" -> Optional.of(VisitEvent.Type.PAGE_VIEW);
            case "heartbeat" -> Optional.of(VisitEvent.Type.HEARTBEAT);
            default -> {
                members.error("type", "must be pageView or heartbeat");
                yield Optional.empty();
            }
        });
    }

    private static <T> Optional<T> required(Members members, String name, Optional<T> value) {
        boolean alreadyWrong =
                members.errors().stream().anyMatch(error -> error.pointer().equals("/" + name));
        if (alreadyWrong) {
            return value;
        }
        if (value.isEmpty()) {
            members.error(name, "is missing");
        } else if (value.get() instanceof String text) {
            if (text.isEmpty()) {
                members.error(name, "must not be empty");
            } else if (name.endsWith("Id") && text.length() > VisitorId.MAX_LENGTH) {
                members.error(name, "must have at most " + VisitorId.MAX_LENGTH + " characters");
            }
        }
        return value;
    }
}
