package dev.callcard.json;

import dev.callcard.error.InvalidInputException;
import dev.callcard.json.internal.SettingsDocument;
import dev.callcard.project.Project;
import dev.callcard.project.Project.PastRules;
import dev.callcard.project.ProjectSettings;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and writes settings, for the wire and for stores. Stateless. */
public final class SettingsJson {
    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig().withNullValues(false));
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final long MAX_DAYS = 36_500;
    private static final Set<String> LISTS = Set.of("ownNumbers", "anonymousNumbers", "ownHosts", "allowedOrigins");

    private SettingsJson() {}

    /**
     * Writes settings.
     *
     * @param settings the settings
     * @return a JSON object with every member that is known
     */
    public static String write(ProjectSettings settings) {
        return JSONB.toJson(SettingsDocument.of(settings));
    }

    /**
     * Reads settings that {@link #write} wrote.
     *
     * @param text the JSON object
     * @return the settings, never null
     * @throws InvalidInputException if a member is wrong
     */
    public static ProjectSettings read(String text) {
        return JSONB.fromJson(text, SettingsDocument.class).toSettings();
    }

    /**
     * Reads a change of settings: an absent member stays as it is, {@code null} goes back to the default. The site key
     * cannot be changed this way.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @param known the settings so far
     * @return the settings now
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if a member is wrong; names every one of a wrong type, or else every one out of range
     * @throws IOException if the stream fails
     */
    public static ProjectSettings read(InputStream body, ProjectSettings known) throws IOException {
        JsonObject change = JsonInput.object(body);
        Members members = new Members(change);
        checkTypes(members);
        if (!members.errors().isEmpty()) {
            throw new InvalidInputException(members.errors());
        }
        JsonObject defaults =
                object(write(ProjectSettings.builder(known.defaultCountry()).build()));
        JsonObjectBuilder merged = Json.createObjectBuilder(object(write(known)));
        change.forEach((name, value) -> {
            if (name.equals("siteKey")) {
                return;
            }
            if (value != JsonValue.NULL) {
                merged.add(name, name.equals("shareLinks") ? merge(known, value.asJsonObject()) : value);
            } else if (defaults.containsKey(name)) {
                merged.add(name, defaults.get(name));
            } else {
                merged.remove(name);
            }
        });
        return read(merged.build().toString());
    }

    /**
     * Writes past rules, for a store.
     *
     * @param past the rules, oldest first
     * @return a JSON array
     */
    public static String writePast(List<PastRules> past) {
        var array = Json.createArrayBuilder();
        past.forEach(rules -> array.add(Json.createObjectBuilder()
                .add("until", rules.until().toString())
                .add("targetTalkMs", rules.rules().targetTalk().toMillis())
                .add("saleCycleMs", rules.rules().saleCycle().toMillis())
                .add("recording", rules.rules().recording())));
        return array.build().toString();
    }

    /**
     * Reads past rules that {@link #writePast} wrote.
     *
     * @param text the JSON array
     * @return the rules, oldest first
     */
    public static List<PastRules> readPast(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(rules -> new PastRules(
                            Instant.parse(rules.getString("until")),
                            new Project.CallRules(
                                    millis(rules, "targetTalkMs"),
                                    millis(rules, "saleCycleMs"),
                                    rules.getBoolean("recording"))))
                    .toList();
        }
    }

    private static Duration millis(JsonObject object, String name) {
        return Duration.ofMillis(object.getJsonNumber(name).longValueExact());
    }

    private static JsonObject merge(ProjectSettings known, JsonObject change) {
        JsonObjectBuilder merged = Json.createObjectBuilder(object(write(known)).getJsonObject("shareLinks"));
        change.forEach((name, value) -> {
            if (value == JsonValue.NULL) {
                merged.remove(name);
            } else {
                merged.add(name, value);
            }
        });
        return merged.build();
    }

    private static JsonObject object(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static void checkTypes(Members members) {
        members.text("timeZone").ifPresent(zone -> {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                members.error("timeZone", "is not a time zone such as Europe/London");
            }
        });
        members.text("defaultCountry");
        members.constant("sessionTracking", ProjectSettings.SessionTracking.class);
        members.constant("ipStorage", ProjectSettings.IpStorage.class);
        members.bool("recordingEnabled");
        members.bool("active");
        long millis = Duration.ofDays(MAX_DAYS).toMillis();
        members.wholeNumber("sessionTimeoutMs", 0, millis);
        members.wholeNumber("targetTalkMs", 0, millis);
        for (String name : List.of("retentionDays", "archiveDays", "retrievalDays", "graceDays", "saleCycleDays")) {
            members.wholeNumber(name, 0, MAX_DAYS);
        }
        members.member("shareLinks").ifPresent(links -> {
            links.bool("enabled");
            links.bool("showCaller");
            links.wholeNumber("defaultExpiryDays", 1, MAX_DAYS);
        });
        LISTS.forEach(name -> checkTexts(members, name));
        checkCategories(members);
    }

    private static void checkTexts(Members members, String name) {
        JsonArray texts = members.array(name);
        for (int i = 0; i < texts.size(); i++) {
            if (!(texts.get(i) instanceof JsonString)) {
                members.error(name + "/" + i, "must be a text");
            }
        }
    }

    private static void checkCategories(Members members) {
        JsonArray categories = members.array("categories");
        for (int i = 0; i < categories.size(); i++) {
            if (!(categories.get(i) instanceof JsonObject category)) {
                members.error("categories/" + i, "must be an object");
                continue;
            }
            for (String name : List.of("id", "name", "color")) {
                if (!(category.get(name) instanceof JsonString)) {
                    members.error("categories/" + i + "/" + name, "must be a text");
                }
            }
        }
    }
}
