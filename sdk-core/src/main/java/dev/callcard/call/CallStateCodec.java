package dev.callcard.call;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stored form of a {@link CallState}: {@code {"legs": {id: {FIELD: fact}}, "attributes": {name: fact}}}, where a fact
 * is {@code [value, 0 or 1 for final, microseconds of reportedAt]}, shortened to the value alone where it is an
 * undated fact of a finished call.
 */
final class CallStateCodec {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private CallStateCodec() {}

    static String encode(CallState state) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject().writeStartObject("legs");
            state.legs().forEach((id, facts) -> {
                json.writeStartObject(id);
                facts.forEach((field, fact) -> write(json, field.name(), fact));
                json.writeEnd();
            });
            json.writeEnd();
            if (!state.attributes().isEmpty()) {
                json.writeStartObject("attributes");
                state.attributes().forEach((name, fact) -> write(json, name, fact));
                json.writeEnd();
            }
            json.writeEnd();
        }
        return text.toString();
    }

    static CallState decode(Call.Key key, String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            Map<String, Map<Field, Fact>> legs = new TreeMap<>();
            json.getJsonObject("legs").forEach((id, leg) -> {
                Map<Field, Fact> facts = new EnumMap<>(Field.class);
                leg.asJsonObject().forEach((name, fact) -> facts.put(Field.valueOf(name), read(fact)));
                legs.put(id, facts);
            });
            Map<String, Fact> attributes = new TreeMap<>();
            if (json.containsKey("attributes")) {
                json.getJsonObject("attributes").forEach((name, fact) -> attributes.put(name, read(fact)));
            }
            return new CallState(key, legs, attributes);
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            throw new IllegalArgumentException("not the stored state of a call", e);
        }
    }

    private static void write(JsonGenerator json, String name, Fact fact) {
        if (fact.isFinal() && fact.reportedAt().equals(Fact.UNDATED)) {
            json.write(name, fact.value());
        } else {
            json.writeStartArray(name)
                    .write(fact.value())
                    .write(fact.isFinal() ? 1 : 0)
                    .write(micros(fact.reportedAt()))
                    .writeEnd();
        }
    }

    // Not ChronoUnit.MICROS.between: on Java 17 that overflows for years after 2262.
    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static Fact read(JsonValue json) {
        if (json instanceof JsonString text) {
            return new Fact(text.getString(), true, Fact.UNDATED);
        }
        var fact = json.asJsonArray();
        Instant reportedAt = Instant.EPOCH.plus(fact.getJsonNumber(2).longValueExact(), ChronoUnit.MICROS);
        return new Fact(fact.getString(0), fact.getInt(1) == 1, reportedAt);
    }
}
