package dev.callcard.json;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads neutral call reports. Stateless. */
public final class CallReportJson {
    /** The most reports of one body. */
    public static final int MAX_ITEMS = 1_000;

    private CallReportJson() {}

    /**
     * Reads one report, or an array of up to 1,000. Unknown members are ignored; an unknown outcome or type is kept, not
     * refused.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @return each item in order, read or with what is wrong with it
     * @throws UnreadableJsonException if the body as a whole cannot be read
     * @throws IOException if the stream fails
     */
    public static List<ParsedItem<CallReport>> read(InputStream body) throws IOException {
        return JsonInput.items(body, MAX_ITEMS).stream()
                .map(CallReportJson::item)
                .toList();
    }

    /**
     * Reads one report from a line of a file.
     *
     * @param line a JSON object
     * @return the report, or what is wrong with it
     * @throws UnreadableJsonException if the line is not a JSON object
     */
    public static ParsedItem<CallReport> readLine(String line) {
        return item(JsonInput.object(line));
    }

    private static ParsedItem<CallReport> item(JsonValue item) {
        if (!(item instanceof JsonObject object)) {
            return wrong(Optional.empty(), List.of(new FieldError("", "must be an object")));
        }
        Members members = new Members(object);
        Optional<String> id = members.text("providerCallId");
        CallReport.Builder builder = CallReport.builder(members.text("provider").orElse(""), id.orElse(""));
        fill(builder, members);
        boolean typesAreRight = members.errors().isEmpty();
        try {
            CallReport report = builder.build();
            return typesAreRight ? new ParsedItem<>(Optional.of(report), id, List.of()) : wrong(id, members.errors());
        } catch (InvalidInputException e) {
            List<FieldError> errors = members.errors();
            e.errors().stream()
                    .filter(error ->
                            errors.stream().noneMatch(known -> known.pointer().equals(error.pointer())))
                    .toList()
                    .forEach(errors::add);
            return wrong(id, errors);
        }
    }

    private static ParsedItem<CallReport> wrong(Optional<String> id, List<FieldError> errors) {
        return new ParsedItem<>(Optional.empty(), id, errors);
    }

    private static void fill(CallReport.Builder builder, Members members) {
        members.text("account").ifPresent(builder::account);
        members.filledText("legOf").ifPresent(builder::legOf);
        members.instant("reportedAt").ifPresent(builder::reportedAt);
        members.instant("startedAt").ifPresent(builder::startedAt);
        members.instant("answeredAt").ifPresent(builder::answeredAt);
        members.instant("endedAt").ifPresent(builder::endedAt);
        // An empty caller is a withheld number, and says so.
        members.text("caller").ifPresent(builder::caller);
        members.filledText("destination").ifPresent(builder::destination);
        members.filledText("trackingNumber").ifPresent(builder::trackingNumber);
        members.filledText("customerNumber").ifPresent(builder::customerNumber);
        members.filledText("rawStatus").ifPresent(builder::rawStatus);
        members.filledText("outcome").ifPresent(builder::status);
        members.filledText("visitorId").ifPresent(builder::visitorId);
        members.filledText("department").ifPresent(builder::department);
        members.filledText("scheme").ifPresent(builder::scheme);
        members.filledText("type").ifPresent(text -> type(builder, text));
        members.member("agent")
                .map(agent ->
                        new Call.Agent(agent.filledText("id"), agent.filledText("name"), agent.filledText("number")))
                .ifPresent(builder::agent);
        members.member("recording").ifPresent(recording -> recording(builder, recording));
        members.member("attributes").ifPresent(attributes -> attributes(builder, attributes));
        // Durations follow from the instants; a sender that adds its own at least must not send nonsense.
        members.wholeNumber("waitMs", 0, Long.MAX_VALUE);
        members.wholeNumber("talkMs", 0, Long.MAX_VALUE);
        members.wholeNumber("totalMs", 0, Long.MAX_VALUE);
    }

    private static void type(CallReport.Builder builder, String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        for (Call.Type type : Call.Type.values()) {
            if (type.name().equals(name)) {
                builder.type(type);
                return;
            }
        }
        builder.attribute("rawType", text);
    }

    private static void recording(CallReport.Builder builder, Members recording) {
        Optional<String> contentType = recording.filledText("contentType");
        Optional<String> url = recording.filledText("url");
        Optional<String> path = recording.filledText("path");
        url.or(() -> path)
                .map(location -> new Call.RecordingReference(location, url.isPresent(), contentType))
                .ifPresent(builder::recording);
        recording.filledText("loss").ifPresent(text -> {
            switch (text.toUpperCase(Locale.ROOT)) {
                case "ABSENT" -> builder.recordingLost(Call.RecordingLoss.ABSENT);
                case "DELETED" -> builder.recordingLost(Call.RecordingLoss.DELETED);
                default -> recording.error("loss", "must be ABSENT or DELETED");
            }
        });
    }

    private static void attributes(CallReport.Builder builder, Members attributes) {
        attributes.object().forEach((name, value) -> {
            if (value instanceof JsonString text) {
                builder.attribute(name, text.getString());
            } else if (value != JsonValue.NULL) {
                attributes.error(name.replace("~", "~0").replace("/", "~1"), "must be a text");
            }
        });
    }
}
