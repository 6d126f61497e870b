package dev.callcard.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A page, read strictly: every element is closed, every attribute is quoted, and nothing is guessed. What a browser would have
 * to repair fails here.
 */
final class Dom {
    private static final Set<String> VOID = Set.of("br", "hr", "input", "link", "meta");

    private final List<Element> elements = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final String html;
    private int at;

    private Dom(String html) {
        this.html = html;
    }

    /** An element with its attributes, in the order of the page. */
    record Element(String name, Map<String, String> attributes) {}

    static Dom parse(String html) {
        Dom dom = new Dom(html);
        dom.read();
        return dom;
    }

    List<Element> elements() {
        return elements;
    }

    /** All texts, as a reader sees them. */
    String text() {
        return text.toString();
    }

    Element byId(String id) {
        return elements.stream()
                .filter(element -> id.equals(element.attributes().get("id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no element has the id " + id));
    }

    boolean hasId(String id) {
        return elements.stream()
                .anyMatch(element -> id.equals(element.attributes().get("id")));
    }

    List<String> values(String attribute) {
        return elements.stream()
                .filter(element -> element.attributes().containsKey(attribute))
                .map(element -> element.attributes().get(attribute))
                .toList();
    }

    /** The elements and the names of their attributes: what changes if a text is taken for markup. */
    String shape() {
        return elements.stream()
                .map(element -> element.name() + element.attributes().keySet())
                .collect(Collectors.joining("\n"));
    }

    private void read() {
        List<String> open = new ArrayList<>();
        expect("<!doctype html>\n");
        while (at < html.length()) {
            if (html.startsWith("</", at)) {
                int end = html.indexOf('>', at);
                String name = html.substring(at + 2, end);
                String last = open.remove(open.size() - 1);
                if (!last.equals(name)) {
                    throw new AssertionError(name + " closes " + last);
                }
                at = end + 1;
            } else if (html.charAt(at) == '<') {
                Element element = element();
                elements.add(element);
                if (!VOID.contains(element.name())) {
                    open.add(element.name());
                }
            } else {
                int end = html.indexOf('<', at);
                text.append(unescape(html.substring(at, end))).append('\n');
                at = end;
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("not closed: " + open);
        }
    }

    private Element element() {
        expect("<");
        String name = word();
        Map<String, String> attributes = new LinkedHashMap<>();
        while (html.charAt(at) == ' ') {
            at++;
            String attribute = word();
            String value = "";
            if (html.charAt(at) == '=') {
                expect("=\"");
                int end = html.indexOf('"', at);
                value = unescape(html.substring(at, end));
                at = end + 1;
            }
            if (attributes.put(attribute, value) != null) {
                throw new AssertionError("twice: " + attribute);
            }
        }
        expect(">");
        return new Element(name, attributes);
    }

    private String word() {
        int start = at;
        while (Character.isLetterOrDigit(html.charAt(at)) || html.charAt(at) == '-') {
            at++;
        }
        if (at == start) {
            throw new AssertionError("a name is missing at " + html.substring(Math.max(0, at - 40), at));
        }
        return html.substring(start, at);
    }

    private void expect(String expected) {
        if (!html.startsWith(expected, at)) {
            throw new AssertionError(
                    "expected " + expected + " before " + html.substring(at, Math.min(html.length(), at + 40)));
        }
        at += expected.length();
    }

    private static String unescape(String escaped) {
        if (escaped.contains("<")
                || escaped.replaceAll("&(amp|lt|gt|quot|#39);", "").contains("&")) {
            throw new AssertionError("not escaped: " + escaped);
        }
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
