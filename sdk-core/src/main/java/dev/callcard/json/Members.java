package dev.callcard.json;

import dev.callcard.error.FieldError;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the members of an object and notes every one of a wrong type. {@code null} means absent. */
final class Members {
    private final JsonObject object;
    private final String pointer;
    private final List<FieldError> errors;

    Members(JsonObject object) {
        this(object, "", new ArrayList<>());
    }

    private Members(JsonObject object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    List<FieldError> errors() {
        return errors;
    }

    JsonObject object() {
        return object;
    }

    Optional<String> text(String name) {
        return find(name, JsonString.class, "must be a text").map(JsonString::getString);
    }

    /** A text in which providers write absence as an empty text too. */
    Optional<String> filledText(String name) {
        return text(name).filter(text -> !text.isBlank());
    }

    Optional<Instant> instant(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException e) {
                error(name, "must be an instant such as 2026-03-01T12:00:00Z");
                return Optional.empty();
            }
        });
    }

    OptionalLong wholeNumber(String name, long least, long most) {
        Optional<JsonNumber> number = find(name, JsonNumber.class, "must be a number");
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = number.get().longValueExact();
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
        } catch (ArithmeticException e) {
            // not a whole number, or one beyond 64 bits: named below like any other out of range
        }
        error(
                name,
                most == Long.MAX_VALUE
                        ? "must be a whole number, " + least + " or more"
                        : "must be a whole number from " + least + " to " + most);
        return OptionalLong.empty();
    }

    void bool(String name) {
        JsonValue value = object.get(name);
        if (value != null && value != JsonValue.NULL && value != JsonValue.TRUE && value != JsonValue.FALSE) {
            error(name, "must be true or false");
        }
    }

    JsonArray array(String name) {
        return find(name, JsonArray.class, "must be an array").orElse(JsonValue.EMPTY_JSON_ARRAY);
    }

    Optional<Members> member(String name) {
        return find(name, JsonObject.class, "must be an object")
                .map(child -> new Members(child, pointer + "/" + name, errors));
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return text(name).flatMap(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(text)) {
                    return Optional.of(constant);
                }
            }
            error(name, "must be one of " + List.of(type.getEnumConstants()));
            return Optional.empty();
        });
    }

    void error(String name, String message) {
        errors.add(new FieldError(pointer + "/" + name, message));
    }

    private <T extends JsonValue> Optional<T> find(String name, Class<T> type, String message) {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        error(name, message);
        return Optional.empty();
    }
}
