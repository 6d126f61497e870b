package dev.callcard.storage.jdbc;

import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Small JSON documents in columns. The factories are kept: finding them is dear. */
final class Json {
    private static final JsonReaderFactory READERS = jakarta.json.Json.createReaderFactory(Map.of());
    private static final JsonGeneratorFactory GENERATORS = jakarta.json.Json.createGeneratorFactory(Map.of());

    private Json() {}

    static JsonReader reader(String text) {
        return READERS.createReader(new StringReader(text));
    }

    static String write(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = GENERATORS.createGenerator(text)) {
            content.accept(generator);
        }
        return text.toString();
    }

    static String ofTexts(List<String> texts) {
        return write(generator -> {
            generator.writeStartArray();
            texts.forEach(generator::write);
            generator.writeEnd();
        });
    }

    static List<String> texts(String json) {
        try (JsonReader reader = reader(json)) {
            JsonArray array = reader.readArray();
            return array.getValuesAs(JsonString::getString);
        }
    }
}
