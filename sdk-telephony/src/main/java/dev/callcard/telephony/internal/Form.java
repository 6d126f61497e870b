package dev.callcard.telephony.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields of a form or a query, in the order they came in; a name may come several times.
 *
 * @param fields names and values, decoded
 */
public record Form(List<Map.Entry<String, String>> fields) {
    /** Copies the fields. */
    public Form {
        fields = List.copyOf(fields);
    }

    /**
     * Reads a form.
     *
     * @param encoded {@code application/x-www-form-urlencoded}, in UTF-8
     * @return the fields; empty if the text is no form
     */
    public static Optional<Form> parse(String encoded) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        try {
            for (String pair : encoded.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    fields.add(Map.entry(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8)));
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a percent sign without two digits
        }
        return Optional.of(new Form(fields));
    }

    /**
     * What a field says.
     *
     * @param name the field's name
     * @return the value of the first field of this name; empty if there is none, or it says nothing ({@link Words#present})
     */
    public Optional<String> text(String name) {
        return raw(name).flatMap(Words::present);
    }

    /**
     * A field as it came.
     *
     * @param name the field's name
     * @return the value of the first field of this name, empty ones too
     */
    public Optional<String> raw(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Hides the values: they hold numbers. */
    @Override
    public String toString() {
        return "form of " + Objects.toString(fields.size()) + " fields";
    }
}
