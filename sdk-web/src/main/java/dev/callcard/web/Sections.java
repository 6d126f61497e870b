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

    /** A button that works once the script runs. */
    static Html button(String id, String words) {
        return tag("button")
                .attr("type", "button")
                .attr("id", id)
                .flag("disabled", true)
                .text(words);
    }

    /** A dialog that the script opens, with its title and a place for what it has to say. */
    static Html.Tag dialog(String name, String title) {
        return tag("dialog")
                .attr("id", name + "-dialog")
                .attr("aria-labelledby", name + "-title")
                .add(
                        tag("h2").attr("id", name + "-title").text(title),
                        tag("p", "message").attr("role", "status").flag("hidden", true));
    }

    /** The two answers to what a dialog asks. */
    static Html answer(String look, String id, String yes, String no) {
        return tag("div", "player")
                .add(tag("button", look).attr("type", "button").attr("id", id).text(yes), close(no));
    }

    /** A button that closes its dialog. */
    static Html close(String words) {
        return tag("button").attr("type", "button").attr("data-close", "").text(words);
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
