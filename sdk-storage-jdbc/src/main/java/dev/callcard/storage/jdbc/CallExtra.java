package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What few calls have, in one column: legs and the host's attributes. */
record CallExtra(List<Call.Leg> legs, Map<String, String> attributes) {
    private static final CallExtra NONE = new CallExtra(List.of(), Map.of());

    /** As JSON; empty if there is nothing to write. */
    Optional<String> write() {
        if (legs.isEmpty() && attributes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Json.write(json -> {
            json.writeStartObject().writeStartArray("legs");
            legs.forEach(leg -> write(json, leg));
            json.writeEnd().writeStartObject("attributes");
            attributes.forEach(json::write);
            json.writeEnd().writeEnd();
        }));
    }

    static CallExtra read(Optional<String> text) {
        if (text.isEmpty()) {
            return NONE;
        }
        try (JsonReader reader = Json.reader(text.get())) {
            JsonObject object = reader.readObject();
            Map<String, String> attributes = new TreeMap<>();
            object.getJsonObject("attributes")
                    .forEach((name, value) -> attributes.put(name, ((JsonString) value).getString()));
            JsonArray legs = object.getJsonArray("legs");
            return new CallExtra(
                    legs.getValuesAs(JsonObject.class).stream()
                            .map(CallExtra::leg)
                            .toList(),
                    attributes);
        }
    }

    private static void write(JsonGenerator json, Call.Leg leg) {
        json.writeStartObject()
                .write("id", leg.id())
                .write("outcome", leg.outcome().name());
        time(json, "startedAt", leg.startedAt());
        time(json, "answeredAt", leg.answeredAt());
        time(json, "endedAt", leg.endedAt());
        leg.agent().ifPresent(agent -> {
            json.writeStartObject("agent");
            agent.id().ifPresent(id -> json.write("id", id));
            agent.name().ifPresent(name -> json.write("name", name));
            agent.number().ifPresent(number -> json.write("number", number));
            json.writeEnd();
        });
        json.writeEnd();
    }

    private static Call.Leg leg(JsonObject json) {
        return new Call.Leg(
                json.getString("id"),
                time(json, "startedAt"),
                time(json, "answeredAt"),
                time(json, "endedAt"),
                Outcome.valueOf(json.getString("outcome")),
                Optional.ofNullable(json.getJsonObject("agent"))
                        .map(agent -> new Call.Agent(text(agent, "id"), text(agent, "name"), text(agent, "number"))));
    }

    private static void time(JsonGenerator json, String name, Optional<Instant> time) {
        time.ifPresent(at -> json.write(name, Micros.of(at)));
    }

    private static Optional<Instant> time(JsonObject json, String name) {
        return json.containsKey(name)
                ? Optional.of(Micros.instant(json.getJsonNumber(name).longValue()))
                : Optional.empty();
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name, null));
    }
}
