package dev.callcard.visit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The identity of a page: its URL without fragment and without the parameters that only track, at most 1,024 characters.
 * Pages are counted, compared and shown by it.
 */
final class PageUrl {
    /** The most characters of an identity. */
    public static final int MAX_LENGTH = 1_024;

    // Matomo's default removal list, without the session ids that only some sites use as such.
    private static final Set<String> TRACKING = Set.of(
            "gclid",
            "gbraid",
            "wbraid",
            "dclid",
            "fbclid",
            "msclkid",
            "twclid",
            "ttclid",
            "yclid",
            "fb_xd_fragment",
            "fb_comment_id",
            "phpsessid",
            "jsessionid",
            "aspsessionid",
            "doing_wp_cron",
            "pk_vid");

    private PageUrl() {}

    /**
     * Finds the identity of a page. Never fails: a text that is no URL is its own identity.
     *
     * @param url the URL as reported
     * @return the identity, at most {@link #MAX_LENGTH} characters
     */
    public static String normalise(String url) {
        int hash = url.indexOf('#');
        String plain = hash < 0 ? url : url.substring(0, hash);
        int mark = plain.indexOf('?');
        String page = mark < 0 ? plain : plain.substring(0, mark) + keptQuery(plain.substring(mark + 1));
        return shorten(page, MAX_LENGTH);
    }

    /** Cuts a text without cutting a character in two. */
    static String shorten(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** The parameters of the query, then of the fragment, each under its lower-case name; the first of a name counts. */
    static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int hash = url.indexOf('#');
        String plain = hash < 0 ? url : url.substring(0, hash);
        int mark = plain.indexOf('?');
        List<String> parts = new ArrayList<>();
        if (mark >= 0) {
            parts.addAll(List.of(plain.substring(mark + 1).split("&", -1)));
        }
        if (hash >= 0) {
            String fragment = url.substring(hash + 1);
            parts.addAll(List.of(fragment.substring(fragment.indexOf('?') + 1).split("&", -1)));
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String value =
                        decode(part.substring(equals + 1)).replace("\0", "").strip();
                if (!value.isEmpty()) {
                    parameters.putIfAbsent(name(part), value);
                }
            }
        }
        return parameters;
    }

    private static String keptQuery(String query) {
        List<String> kept = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            String name = name(part);
            if (!part.isEmpty() && !TRACKING.contains(name) && !name.startsWith("utm_")) {
                kept.add(part);
            }
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private static String name(String part) {
        int equals = part.indexOf('=');
        return decode(equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a broken escape is kept as it was sent
        }
    }
}
