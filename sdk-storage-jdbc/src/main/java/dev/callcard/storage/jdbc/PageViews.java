package dev.callcard.storage.jdbc;

import dev.callcard.visit.Session;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Page views as JSON: an array of {@code [url, title or null, instant in microseconds, time in microseconds or null]}. */
final class PageViews {
    private PageViews() {}

    static String write(List<Session.PageView> views) {
        return Json.write(json -> {
            json.writeStartArray();
            for (Session.PageView view : views) {
                json.writeStartArray().write(view.url());
                view.title().ifPresentOrElse(json::write, json::writeNull);
                json.write(Micros.of(view.at()));
                view.time().map(Micros::of).ifPresentOrElse(json::write, json::writeNull);
                json.writeEnd();
            }
            json.writeEnd();
        });
    }

    static List<Session.PageView> read(String text) {
        try (JsonReader reader = Json.reader(text)) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(PageViews::view)
                    .toList();
        }
    }

    static List<Session.PageView> concat(List<Session.PageView> first, List<Session.PageView> more) {
        List<Session.PageView> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    private static Session.PageView view(JsonArray json) {
        Optional<String> title = json.isNull(1) ? Optional.empty() : Optional.of(json.getString(1));
        Optional<Duration> time = json.get(3) == JsonValue.NULL
                ? Optional.empty()
                : Optional.of(Micros.duration(json.getJsonNumber(3).longValue()));
        return new Session.PageView(
                json.getString(0), title, Micros.instant(json.getJsonNumber(2).longValue()), time);
    }
}
