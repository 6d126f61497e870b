package dev.callcard.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A piece of HTML. Names of elements and attributes are ours; everything else is escaped as it is written, so that there is
 * no way to write a text that is taken for markup.
 */
interface Html {
    /** Nothing. */
    Html NONE = out -> {};

    /** Adds it to a document. */
    void write(StringBuilder out);

    /** A text. */
    static Html text(String text) {
        return out -> escape(out, text);
    }

    /** Several pieces, one after another. */
    static Html all(List<? extends Html> pieces) {
        return out -> pieces.forEach(piece -> piece.write(out));
    }

    /** Several pieces, one after another. */
    static Html all(Html... pieces) {
        return all(List.of(pieces));
    }

    /** An element without attributes and content so far. */
    static Tag tag(String name) {
        return new Tag(name);
    }

    /** An element with a class. */
    static Tag tag(String name, String cssClass) {
        return new Tag(name).attr("class", cssClass);
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> out.append(c < ' ' || c == 0x7f ? '\ufffd' : c);
            }
        }
    }

    /** An element that is being put together. Not thread-safe. */
    final class Tag implements Html {
        private static final Set<String> VOID = Set.of("br", "hr", "input", "link", "meta");
        private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction", "xlink:href");

        private final String name;
        private final StringBuilder attributes = new StringBuilder();
        private final List<Html> content = new ArrayList<>();

        private Tag(String name) {
            this.name = name;
        }

        /** Adds an attribute; an address must be a path of this server, a query, or an http(s) URL. */
        Tag attr(String attribute, String value) {
            if (attribute.startsWith("on") || attribute.equals("style")) {
                throw new IllegalArgumentException("attributes that hold code are not for us: " + attribute);
            }
            if (ADDRESSES.contains(attribute) && !isAddress(value)) {
                throw new IllegalArgumentException("an address that could run code must not be linked");
            }
            attributes.append(' ').append(attribute).append("=\"");
            escape(attributes, value);
            attributes.append('"');
            return this;
        }

        /** Adds an attribute if there is a value. */
        Tag attr(String attribute, Optional<String> value) {
            value.ifPresent(text -> attr(attribute, text));
            return this;
        }

        /** Adds an attribute without a value if a condition holds. */
        Tag flag(String attribute, boolean condition) {
            if (condition) {
                attributes.append(' ').append(attribute);
            }
            return this;
        }

        /** Adds content. */
        Tag add(Html... pieces) {
            content.addAll(List.of(pieces));
            return this;
        }

        /** Adds content. */
        Tag add(List<? extends Html> pieces) {
            content.addAll(pieces);
            return this;
        }

        /** Adds a text. */
        Tag text(String text) {
            content.add(Html.text(text));
            return this;
        }

        @Override
        public void write(StringBuilder out) {
            out.append('<').append(name).append(attributes).append('>');
            if (!VOID.contains(name)) {
                content.forEach(piece -> piece.write(out));
                out.append("</").append(name).append('>');
            }
        }

        /** Whether a link there cannot run code: a path of this server, a query, a fragment, or http(s). */
        static boolean isAddress(String value) {
            return isWebAddress(value) || value.matches("(?s)(/(?![/\\\\])|[?#]).*") || value.equals("/");
        }

        /** Whether it is an http(s) URL. */
        static boolean isWebAddress(String value) {
            String lower = value.toLowerCase(Locale.ROOT);
            return lower.startsWith("http://") || lower.startsWith("https://");
        }
    }
}
