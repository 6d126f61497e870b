package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.access.Permission;
import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.card.CallCard;
import dev.callcard.paging.Page;
import dev.callcard.project.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Comments, categories and ratings on the page of a card. The script sends what people change to the API; controls are
 * disabled until it runs, so that nothing typed can go astray without it.
 */
final class CardAnnotations {
    private final Exchange exchange;
    private final CallCard card;
    private final May may;
    private final Paths paths;
    private final Words words;

    CardAnnotations(Exchange exchange, CallCard card, May may, Paths paths, Words words) {
        this.exchange = exchange;
        this.card = card;
        this.may = may;
        this.paths = paths;
        this.words = words;
    }

    Html section(Page<Comment> comments) {
        Annotation annotation = card.annotation();
        return Sections.section("annotation", "Comments and categories")
                .attr("data-api", paths.api(card.call().id()))
                .attr("data-version", Long.toString(annotation.version()))
                .attr("data-zone", words.zone().getId())
                .add(
                        tag("p", "message").attr("role", "status").flag("hidden", true),
                        categories(annotation),
                        rating(
                                "managerRating",
                                "Rating of the manager",
                                annotation.managerRating(),
                                Permission.RATE_MANAGER),
                        rating("callRating", "Rating of the call", annotation.callRating(), Permission.RATE_CALL),
                        tag("h3").text("Comments"),
                        composer(),
                        list(comments),
                        template(),
                        tag("noscript")
                                .add(Sections.muted("To change something here, switch on scripts for this site.")));
    }

    private Html categories(Annotation annotation) {
        List<Category> known = card.settings().categories();
        List<Html> chips = new ArrayList<>();
        boolean change = may.use(Permission.CATEGORISE);
        for (Category category : known) {
            boolean given = annotation.categories().contains(category.id());
            if (change) {
                chips.add(tag("label", "chip choice")
                        .add(
                                tag("input")
                                        .attr("type", "checkbox")
                                        .attr("name", "category")
                                        .attr("value", category.id())
                                        .flag("checked", given)
                                        .flag("disabled", true),
                                Icons.dot(category.color()),
                                tag("bdi").text(category.name())));
            } else if (given) {
                chips.add(tag("span", "chip")
                        .add(Icons.dot(category.color()), tag("bdi").text(category.name())));
            }
        }
        if (chips.isEmpty()) {
            chips.add(tag("span", "muted")
                    .text(known.isEmpty() ? "This project has no categories yet." : "No category."));
        }
        return tag("fieldset", "line")
                .attr("id", "categories")
                .add(tag("legend").text("Categories"), tag("div", "chips").add(chips));
    }

    private Html rating(String name, String label, Optional<Annotation.Rating> rating, Permission permission) {
        Html by = tag("span", "by muted")
                .text(rating.map(given -> "by " + given.by() + ", " + words.time(given.at()))
                        .orElse(""));
        Html.Tag line = tag("fieldset", "line rating")
                .attr("data-name", name)
                .add(tag("legend").text(label));
        if (!may.use(permission)) {
            return line.add(
                    rating.map(given -> (Html) tag("strong").text(given.value() + " of 5"))
                            .orElseGet(() -> tag("span", "muted").text("Not rated.")),
                    Html.text(" "),
                    by);
        }
        Html.Tag keys = tag("div", "keys");
        for (int mark = 1; mark <= 5; mark++) {
            int value = mark;
            boolean given = rating.filter(known -> known.value() == value).isPresent();
            keys.add(tag("button", "key")
                    .attr("type", "button")
                    .attr("value", Integer.toString(mark))
                    .attr("aria-label", mark + " of 5")
                    .attr("aria-pressed", Boolean.toString(given))
                    .flag("disabled", true)
                    .text(Integer.toString(mark)));
        }
        keys.add(tag("button", "clear")
                .attr("type", "button")
                .attr("value", "")
                .flag("disabled", true)
                .flag("hidden", rating.isEmpty())
                .text("Clear"));
        return line.add(keys, by);
    }

    private Html composer() {
        if (!may.use(Permission.COMMENT)) {
            return Html.NONE;
        }
        return tag("div", "composer")
                .add(
                        tag("label").attr("for", "comment").text("New comment"),
                        tag("textarea")
                                .attr("id", "comment")
                                .attr("rows", "2")
                                .attr("maxlength", "10000")
                                .attr("dir", "auto")
                                .flag("disabled", true),
                        tag("button", "primary")
                                .attr("type", "button")
                                .attr("id", "add-comment")
                                .flag("disabled", true)
                                .text("Add comment"));
    }

    private Html list(Page<Comment> comments) {
        Html.Tag list = tag("ol", "comments")
                .attr("id", "comments")
                .add(comments.items().stream().map(this::comment).toList());
        boolean onward = exchange.query().first("comments").isPresent();
        return Html.all(
                list,
                tag("p", "muted")
                        .attr("id", "no-comments")
                        .flag("hidden", !comments.items().isEmpty())
                        .text("No comments yet."),
                CardHistories.pager(paths, card, "comments", comments.next(), onward, "comments"));
    }

    private Html comment(Comment comment) {
        return tag("li")
                .attr("data-id", comment.id().toString())
                .attr("data-version", Long.toString(comment.version()))
                .add(
                        tag("p", "text")
                                .attr("dir", "auto")
                                .text(comment.content().text()),
                        tag("p", "meta")
                                .add(
                                        tag("bdi", "author").text(comment.author()),
                                        Html.text(" · "),
                                        tag("span", "when").add(words.timeElement(comment.createdAt())),
                                        tag("span", "edited")
                                                .flag(
                                                        "hidden",
                                                        comment.editedAt().isEmpty())
                                                .text(" · edited"),
                                        comment.content()
                                                .audioOffset()
                                                .map(at -> (Html)
                                                        tag("span", "offset").text(" · at " + Words.duration(at)))
                                                .orElse(Html.NONE),
                                        tools(may.edit(comment), may.delete(comment))));
    }

    /** What the script makes a new comment of. */
    private Html template() {
        return may.use(Permission.COMMENT)
                ? tag("template")
                        .attr("id", "comment-template")
                        .add(tag("li")
                                .add(
                                        tag("p", "text").attr("dir", "auto"),
                                        tag("p", "meta")
                                                .add(
                                                        tag("bdi", "author"),
                                                        Html.text(" · "),
                                                        tag("span", "when"),
                                                        tag("span", "edited")
                                                                .flag("hidden", true)
                                                                .text(" · edited"),
                                                        tools(true, true))))
                : Html.NONE;
    }

    private static Html tools(boolean edit, boolean delete) {
        if (!edit && !delete) {
            return Html.NONE;
        }
        return tag("span", "tools")
                .add(edit ? tool("edit", "Edit") : Html.NONE, delete ? tool("delete", "Delete") : Html.NONE);
    }

    private static Html tool(String action, String text) {
        return tag("button", "quiet")
                .attr("type", "button")
                .attr("data-action", action)
                .flag("disabled", true)
                .text(text);
    }
}
