package dev.callcard.json;

import dev.callcard.call.Call;
import dev.callcard.phone.PhoneNumber;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The few shapes that everything written is made of: what is unknown is left out. */
final class Writer implements AutoCloseable {
    // Looking the provider up costs more than writing a small answer.
    private static final JsonGeneratorFactory FACTORY = Json.createGeneratorFactory(Map.of());

    private final JsonGenerator json;

    private Writer(JsonGenerator json) {
        this.json = json;
    }

    /** Writes one object in UTF-8 and leaves the stream open. */
    static void object(OutputStream out, Consumer<Writer> members) {
        try (Writer writer = new Writer(FACTORY.createGenerator(new Utf8Writer(out)))) {
            writer.json.writeStartObject();
            members.accept(writer);
            writer.json.writeEnd();
        }
    }

    Writer text(String name, String value) {
        json.write(name, value);
        return this;
    }

    Writer text(String name, Optional<String> value) {
        value.ifPresent(text -> json.write(name, text));
        return this;
    }

    Writer constant(String name, Enum<?> value) {
        json.write(name, value.name());
        return this;
    }

    Writer instant(String name, Instant value) {
        json.write(name, InstantText.of(value));
        return this;
    }

    Writer instant(String name, Optional<Instant> value) {
        value.ifPresent(instant -> instant(name, instant));
        return this;
    }

    Writer millis(String name, Optional<Duration> value) {
        value.ifPresent(duration -> json.write(name, duration.toMillis()));
        return this;
    }

    Writer number(String name, long value) {
        json.write(name, value);
        return this;
    }

    Writer number(String name, OptionalLong value) {
        value.ifPresent(number -> json.write(name, number));
        return this;
    }

    /** A share from 0 to 1, to four digits. */
    Writer share(String name, double value) {
        json.write(name, round(value));
        return this;
    }

    Writer bool(String name, boolean value) {
        json.write(name, value);
        return this;
    }

    Writer phone(String name, Optional<PhoneNumber> value) {
        return text(name, value.map(PhoneNumber::text).filter(text -> !text.isEmpty()));
    }

    Writer agent(Optional<Call.Agent> value) {
        value.ifPresent(agent -> object(
                "agent", () -> text("id", agent.id()).text("name", agent.name()).text("number", agent.number())));
        return this;
    }

    Writer object(String name, Runnable members) {
        json.writeStartObject(name);
        members.run();
        json.writeEnd();
        return this;
    }

    <T> Writer objects(String name, Iterable<T> items, Consumer<T> members) {
        json.writeStartArray(name);
        for (T item : items) {
            json.writeStartObject();
            members.accept(item);
            json.writeEnd();
        }
        json.writeEnd();
        return this;
    }

    Writer texts(String name, List<String> items) {
        json.writeStartArray(name);
        items.forEach(json::write);
        json.writeEnd();
        return this;
    }

    /** Shares from 0 to 1, to four digits. */
    Writer shares(String name, List<Double> items) {
        json.writeStartArray(name);
        shares(items);
        json.writeEnd();
        return this;
    }

    /** Rows of shares from 0 to 1, to four digits. */
    Writer rows(String name, List<List<Double>> rows) {
        json.writeStartArray(name);
        rows.forEach(row -> {
            json.writeStartArray();
            shares(row);
            json.writeEnd();
        });
        json.writeEnd();
        return this;
    }

    private void shares(List<Double> items) {
        items.forEach(item -> json.write(round(item)));
    }

    private static double round(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    @Override
    public void close() {
        json.close();
    }
}
