package dev.callcard.telephony;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request to a webhook, as it came.
 *
 * @param method {@code GET} or {@code POST}
 * @param headers the headers; the names in any case
 * @param content what it brought
 */
public record PushRequest(String method, Map<String, List<String>> headers, PushContent content) {
    /** Copies the headers, with names in lower case. */
    public PushRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(content, "content");
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> List.copyOf(header.getValue()),
                        (one, other) -> {
                            throw new IllegalArgumentException("headers must not differ in case only");
                        },
                        TreeMap::new));
    }

    /**
     * A header that may stand there once only. Whoever sends one twice wants two readers to see two values.
     *
     * @param name the header's name in any case
     * @return the value; empty if it is missing or there are several
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Hides what came: it holds numbers and signatures. */
    @Override
    public String toString() {
        return method + " request to a webhook";
    }
}
