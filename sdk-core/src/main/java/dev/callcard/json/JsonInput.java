package dev.callcard.json;

import dev.callcard.error.InvalidInputException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Reads bodies strictly: UTF-8, one JSON value and nothing behind it, bounded depth. */
final class JsonInput {
    private static final JsonParserFactory FACTORY = Json.createParserFactory(Map.of());
    private static final int MAX_DEPTH = 64;

    private JsonInput() {}

    /** Reads a body that is one object. */
    static JsonObject object(InputStream body) throws IOException {
        if (value(reader(body)) instanceof JsonObject object) {
            return object;
        }
        throw new UnreadableJsonException("The body must be a JSON object.");
    }

    /** Reads text that is one object. */
    static JsonObject object(String text) {
        try {
            if (value(new StringReader(text)) instanceof JsonObject object) {
                return object;
            }
        } catch (IOException e) {
            throw new IllegalStateException("a text has no input errors", e);
        }
        throw new UnreadableJsonException("The line must be a JSON object.");
    }

    /** Reads a body that is one object, or an array of items. */
    static List<JsonValue> items(InputStream body, int mostItems) throws IOException {
        JsonValue value = value(reader(body));
        if (value instanceof JsonObject) {
            return List.of(value);
        }
        if (!(value instanceof JsonArray array)) {
            throw new UnreadableJsonException("The body must be a JSON object, or an array of objects.");
        }
        if (array.size() > mostItems) {
            throw new InvalidInputException("", "has more than " + mostItems + " items");
        }
        return array;
    }

    private static Reader reader(InputStream body) {
        // A reader with the plain charset would replace what is not UTF-8, and so lose it.
        return new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static JsonValue value(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            char[] buffer = new char[8_192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableJsonException("The body is not UTF-8.");
        }
        checkDepth(text);
        try (JsonParser parser = FACTORY.createParser(new StringReader(text.toString()))) {
            if (!parser.hasNext()) {
                throw new UnreadableJsonException("The body is empty.");
            }
            Event first = parser.next();
            if (first != Event.START_OBJECT && first != Event.START_ARRAY) {
                throw new UnreadableJsonException("The body must be a JSON object, or an array of objects.");
            }
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new UnreadableJsonException("The body goes on behind its JSON value.");
            }
            return value;
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            throw new UnreadableJsonException("The body is not well-formed JSON.");
        }
    }

    /** Refuses deep nesting before a recursive parser sees it. */
    private static void checkDepth(CharSequence text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw new UnreadableJsonException("The body is nested deeper than " + MAX_DEPTH + " levels.");
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }
}
