package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.access.Permission;
import dev.callcard.card.CallCard;
import dev.callcard.erasure.LegalHold;
import java.util.Optional;

/** What may be done with all that is held of a customer: legal hold, export, erasure. Only for those who may. */
final class CardPrivacy {
    private static final String ID = "privacy";

    private final CallCard card;
    private final Optional<LegalHold> hold;
    private final Paths paths;
    private final Words words;
    private final May may;

    CardPrivacy(CallCard card, Optional<LegalHold> hold, Paths paths, Words words, May may) {
        this.card = card;
        this.hold = hold;
        this.paths = paths;
        this.words = words;
        this.may = may;
    }

    /** Says at the top that the customer is under legal hold, and leads to why. */
    Html badge() {
        return hold.map(held ->
                        (Html) tag("a", "badge held").attr("href", "#" + ID).text("Legal hold"))
                .orElse(Html.NONE);
    }

    Html section() {
        boolean holds = may.use(Permission.LEGAL_HOLD);
        boolean exports = may.use(Permission.EXPORT);
        boolean erases = may.use(Permission.ERASE);
        if (!holds && !exports && !erases) {
            return Html.NONE;
        }
        Html.Tag tools = tag("div", "player");
        if (exports) {
            tools.add(tag("a", "button")
                    .attr("href", paths.api(card.client().customer()) + "/export")
                    .flag("download", true)
                    .text("Export data"));
        }
        if (holds) {
            tools.add(
                    hold.isPresent()
                            ? Sections.button("release-hold", "Release legal hold…")
                            : Sections.button("place-hold", "Place legal hold…"));
        }
        if (erases && hold.isEmpty()) {
            tools.add(Sections.button("erase-customer", "Erase customer…"));
        }
        return Sections.section(ID, "Customer's data")
                .attr("data-api", paths.api(card.client().customer()))
                .attr("data-after", may.use(Permission.VIEW_LOG) ? paths.log() : paths.start())
                .add(
                        hold.map(this::held).orElseGet(() -> Sections.muted(about(holds, exports, erases))),
                        tools,
                        tag("p", "message").attr("role", "status").flag("hidden", true),
                        holds ? hold.map(held -> releaseDialog()).orElseGet(CardPrivacy::holdDialog) : Html.NONE,
                        erases && hold.isEmpty() ? eraseDialog() : Html.NONE);
    }

    private static String about(boolean holds, boolean exports, boolean erases) {
        return (exports ? "Export hands out all that is held of this number as a zip file. " : "")
                + (holds ? "Legal hold keeps it from being deleted. " : "")
                + (erases ? "Erasing takes it away for good." : "");
    }

    private Html held(LegalHold held) {
        return tag("div", "hold")
                .add(
                        tag("p").add(tag("strong").text("Under legal hold"))
                                .text(" since ")
                                .add(words.timeElement(held.at()))
                                .text(", placed by ")
                                .add(tag("bdi").text(held.by()))
                                .text("."),
                        held.reason()
                                .map(reason -> (Html)
                                        tag("p").text("Reason: ").add(tag("bdi").text(reason)))
                                .orElse(Html.NONE),
                        Sections.muted("Recordings are neither deleted nor expire, and the customer cannot be erased,"
                                + " until somebody releases the hold."));
    }

    private static Html holdDialog() {
        return Sections.dialog("hold", "Place legal hold?")
                .add(
                        tag("p").text("Nothing of this customer is deleted from now on, neither by people nor by rules,"
                                + " until somebody releases the hold."),
                        tag("label", "field")
                                .add(
                                        tag("span", "label").text("Reason (optional), for example a file number"),
                                        tag("input")
                                                .attr("id", "hold-reason")
                                                .attr("type", "text")
                                                .attr("dir", "auto")
                                                .attr("autocomplete", "off")
                                                .attr("maxlength", String.valueOf(LegalHold.MAX_REASON))),
                        Sections.answer("primary", "confirm-hold", "Place hold", "Cancel"));
    }

    private static Html releaseDialog() {
        return Sections.dialog("release", "Release legal hold?")
                .add(
                        tag("p").text(
                                        "Rules that rested count again: recordings whose time is over are deleted soon, and"
                                                + " the customer can be erased."),
                        Sections.answer("primary", "confirm-release", "Release hold", "Keep it"));
    }

    private Html eraseDialog() {
        long calls = card.statistics().totalCalls();
        Html number = card.client().number().key().joins()
                ? tag("bdi", "number")
                        .attr("dir", "ltr")
                        .text(card.client().number().text())
                : Html.text("a withheld number");
        return Sections.dialog("erase", "Erase this customer?")
                .add(
                        tag("div")
                                .attr("id", "erase-question")
                                .add(
                                        tag("p").text("All that is held of ")
                                                .add(tag("strong").add(number))
                                                .text(" goes for good. Nobody can bring it back."),
                                        tag("h3").text("What goes"),
                                        points(
                                                Words.count(calls, "call", "calls")
                                                        + ", with comments, ratings and categories",
                                                "Recordings, and every link to them",
                                                "Visits, unless calls of other customers name the same visitor"),
                                        tag("h3").text("What stays"),
                                        points(
                                                "A hash that nobody can read, so that late reports and restored backups stay"
                                                        + " erased",
                                                "In the audit log: that you erased a customer, and when",
                                                "What people wrote about calls of other customers"),
                                        tag("label", "field confirm")
                                                .add(
                                                        tag("span", "label").text("Type ERASE to confirm"),
                                                        tag("input")
                                                                .attr("id", "erase-word")
                                                                .attr("type", "text")
                                                                .attr("autocomplete", "off")
                                                                .attr("autocapitalize", "characters")
                                                                .attr("spellcheck", "false")),
                                        Sections.answer("danger", "confirm-erase", "Erase customer", "Keep it")),
                        tag("div")
                                .attr("id", "receipt")
                                .flag("hidden", true)
                                .add(
                                        tag("p").attr("id", "receipt-summary"),
                                        tag("dl", "facts").attr("id", "receipt-erased"),
                                        tag("ul", "points").attr("id", "receipt-kept"),
                                        tag("div", "player")
                                                .add(tag("button", "primary")
                                                        .attr("type", "button")
                                                        .attr("id", "receipt-done")
                                                        .text("Done"))));
    }

    private static Html points(String... points) {
        Html.Tag list = tag("ul", "points");
        for (String point : points) {
            list.add(tag("li").text(point));
        }
        return list;
    }
}
