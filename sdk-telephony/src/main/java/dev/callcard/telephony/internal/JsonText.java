package dev.callcard.telephony.internal;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON of others. */
public final class JsonText {
    /** How deep it may be; the parser would go to 1,000, and needs stack for each. */
    private static final int MAX_DEPTH = 100;

    private JsonText() {}

    /**
     * Reads a document.
     *
     * @param bytes UTF-8
     * @return the object or array; empty if it is none, or too deep
     */
    public static Optional<JsonStructure> parse(byte[] bytes) {
        try (JsonReader reader = Json.createReaderFactory(
                        Map.of("org.eclipse.parsson.maxDepth", String.valueOf(MAX_DEPTH)))
                .createReader(new ByteArrayInputStream(bytes))) {
            return Optional.of(reader.read());
        } catch (RuntimeException e) {
            return Optional.empty(); // the parser has no type of its own for what is too deep
        }
    }

    /**
     * A member as text, whatever it is written as: providers write numbers as texts and texts as numbers.
     *
     * @param object the object
     * @param name the member's name
     * @return text, number, {@code true} or {@code false}; empty if it is missing, or says that it is ({@link Words#present})
     */
    public static Optional<String> text(JsonObject object, String name) {
        return text(object.get(name));
    }

    /**
     * A value as text.
     *
     * @param value the value
     * @return text, number, {@code true} or {@code false}; empty if it is missing, or says that it is
     */
    public static Optional<String> text(@Nullable JsonValue value) {
        if (value instanceof JsonString string) {
            return Words.present(string.getString());
        }
        if (value instanceof JsonNumber number) {
            return Optional.of(number.toString());
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return Optional.of(String.valueOf(value));
        }
        return Optional.empty();
    }
}
