package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import java.util.ArrayList;
import java.util.List;

/** The shapes that the sections of a card are made of. */
final class Sections {
    private Sections() {}

    /** A section with its title; {@code id} names it in links. */
    static Html.Tag section(String id, String title) {
        return tag("section")
                .attr("id", id)
                .attr("aria-labelledby", id + "-title")
                .add(tag("h2").attr("id", id + "-title").text(title));
    }

    static Html muted(String text) {
        return tag("p", "muted").text(text);
    }

    /** Names with their values. */
    static Facts facts() {
        return new Facts();
    }

    /** Collects names with their values. Not thread-safe. */
    static final class Facts implements Html {
        private final List<Html> rows = new ArrayList<>();

        private Facts() {}

        Facts add(String name, Html value) {
            rows.add(tag("div").add(tag("dt").text(name), tag("dd").add(value)));
            return this;
        }

        @Override
        public void write(StringBuilder out) {
            tag("dl", "facts").add(rows).write(out);
        }
    }
}
