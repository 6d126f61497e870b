package dev.callcard.demo;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a file to import holds, by its name and its first line. */
enum ImportFiles {
    CALLS,
    VISITS,
    ASTERISK;

    static ImportFiles of(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return ASTERISK;
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            Optional<String> first = Optional.ofNullable(reader.readLine());
            while (first.filter(String::isBlank).isPresent()) {
                first = Optional.ofNullable(reader.readLine());
            }
            return first.filter(ImportFiles::isVisit).isPresent() ? VISITS : CALLS;
        }
    }

    /** Only visit events have an id of their own. */
    private static boolean isVisit(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonStructure json = reader.read();
            return json.getValueType() == JsonValue.ValueType.OBJECT
                    && json.asJsonObject().containsKey("eventId");
        } catch (JsonException e) {
            return false; // the import reports the line
        }
    }
}
