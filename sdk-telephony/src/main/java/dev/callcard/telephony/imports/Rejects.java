package dev.callcard.telephony.imports;

import dev.callcard.error.FieldError;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes what was rejected, and why: one JSON object on a line. */
final class Rejects {
    private final OutputStream out;
    private final boolean withText;

    Rejects(OutputStream out, boolean withText) {
        this.out = out;
        this.withText = withText;
    }

    void add(Item<?> item, List<FieldError> errors) throws IOException {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (FieldError error : errors) {
            list.add(Json.createObjectBuilder().add("pointer", error.pointer()).add("message", error.message()));
        }
        JsonObjectBuilder reject =
                Json.createObjectBuilder().add("line", item.line()).add("errors", list);
        Optional<String> text = item.text().filter(known -> withText);
        text.ifPresent(known -> reject.add("text", known));
        out.write((reject.build() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }
}
