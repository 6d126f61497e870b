package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.access.Permission;
import dev.callcard.card.CallCard;
import dev.callcard.recording.Recording;
import java.time.Duration;
import java.util.Optional;

/** The recording on a card: the player and what can be done with it, or why there is none. */
final class CardRecording {
    private final CallCard card;
    private final Paths paths;
    private final Words words;
    private final May may;

    CardRecording(CallCard card, Paths paths, Words words, May may) {
        this.card = card;
        this.paths = paths;
        this.words = words;
        this.may = may;
    }

    Html section() {
        Html.Tag section = Sections.section("audio", "Audio")
                .attr("data-api", paths.recording(card.call().id()));
        Html message = tag("p", "message").attr("role", "status").flag("hidden", true);
        return card.recording().audio().isPresent()
                ? ready(section, card.recording().audio().get()).add(message)
                : missing(section).add(message);
    }

    private Html.Tag ready(Html.Tag section, Recording.Audio audio) {
        boolean listen = may.hear(Permission.LISTEN, card.call());
        boolean download = may.hear(Permission.DOWNLOAD, card.call());
        if (!listen) {
            section.add(Sections.muted("There is a recording. You may not listen to it."));
        }
        Html.Tag tools = tag("div", "player");
        if (listen) {
            tools.add(player(download), speed());
        }
        if (download) {
            tools.add(tag("a", "button")
                    .attr("href", paths.recording(card.call().id()) + "?download=1")
                    .text("Download"));
        }
        boolean share = may.hear(Permission.SHARE, card.call())
                && card.settings().shareLinks().enabled();
        boolean delete = may.hear(Permission.DELETE_RECORDING, card.call());
        if (share) {
            tools.add(Sections.button("share-recording", "Share"));
        }
        if (delete) {
            tools.add(Sections.button("delete-recording", "Delete"));
        }
        return section.add(
                listen && isDrawn(audio)
                        ? tag("div", "waveform").attr("id", "waveform").attr("aria-hidden", "true")
                        : Html.NONE,
                listen || download || share || delete ? tools : Html.NONE,
                listen ? Sections.muted(length(audio)) : Html.NONE,
                tag("p", "error")
                        .attr("id", "player-error")
                        .attr("role", "alert")
                        .flag("hidden", true),
                share ? shareDialog() : Html.NONE,
                delete ? deleteDialog() : Html.NONE);
    }

    private boolean isDrawn(Recording.Audio audio) {
        return card.recording().analysed() && audio.contentType().endsWith("vorbis");
    }

    private Html player(boolean download) {
        return tag("audio")
                .attr("id", "player")
                .flag("controls", true)
                .attr("preload", "metadata")
                .attr("controlslist", download ? Optional.empty() : Optional.of("nodownload"))
                .attr("aria-label", "Recording of this call")
                .attr("src", paths.recording(card.call().id()));
    }

    private static Html speed() {
        Html.Tag select = tag("select").attr("id", "speed").flag("disabled", true);
        for (String rate : new String[] {"0.5", "0.75", "1", "1.25", "1.5", "2"}) {
            select.add(tag("option")
                    .attr("value", rate)
                    .flag("selected", rate.equals("1"))
                    .text(rate + "×"));
        }
        return tag("label", "speed").text("Speed ").add(select);
    }

    private String length(Recording.Audio audio) {
        String until = card.recording()
                .availableUntil()
                .map(end -> " It was brought back from the archive for some days.")
                .orElse("");
        return audio.duration()
                        .map(duration -> "Ready, " + Words.duration(duration) + " long.")
                        .orElse("Ready.")
                + until;
    }

    private Html.Tag missing(Html.Tag section) {
        Recording recording = card.recording();
        section.add(
                tag("p").text(Words.state(recording.state())),
                recording
                        .reason()
                        .filter(reason -> !reason.equals(Words.state(recording.state())))
                        .map(Sections::muted)
                        .orElse(Html.NONE));
        recording
                .removed()
                .filter(mark -> recording.state() == Recording.State.DELETED)
                .ifPresent(mark -> section.add(tag("p", "muted")
                        .text("By ")
                        .add(tag("bdi").text(mark.by()))
                        .text(", ")
                        .add(words.timeElement(mark.at()))
                        .text(".")));
        recording
                .nextTryAt()
                .filter(at -> recording.tries() > 0)
                .ifPresent(at -> section.add(tag("p", "muted")
                        .text("It was tried " + times(recording.tries()) + "; the next try is at ")
                        .add(words.timeElement(at))
                        .text(".")));
        if (recording.state() == Recording.State.ARCHIVED) {
            section.add(archive(recording));
        }
        return section;
    }

    private Html archive(Recording recording) {
        Html.Tag tools = tag("div", "player");
        if (recording.requested().isEmpty() && may.hear(Permission.LISTEN, card.call())) {
            tools.add(Sections.button("request-recording", "Request recording"));
        }
        if (may.hear(Permission.APPROVE_RETRIEVAL, card.call())) {
            Duration days = card.settings().retrieval();
            tools.add(Sections.button("approve-recording", "Bring it back for " + days(days.toDays())));
        }
        return Html.all(
                recording
                        .requested()
                        .map(mark -> (Html) tag("p", "muted")
                                .text("Requested by ")
                                .add(tag("bdi").text(mark.by()))
                                .text(", ")
                                .add(words.timeElement(mark.at()))
                                .text("."))
                        .orElse(Html.NONE),
                tools);
    }

    private Html shareDialog() {
        Optional<Duration> usual = card.settings().shareLinks().defaultExpiry();
        Html.Tag lifetimes = tag("fieldset").add(tag("legend").text("The link works"));
        usual.ifPresent(time -> lifetimes.add(choice("for " + days(time.toDays()), "", true)));
        lifetimes.add(choice("until the recording is removed", "forever", usual.isEmpty()));
        return Sections.dialog("share", "Share this recording")
                .add(
                        tag("p").text("Anyone who has the link can listen without logging in. It stops at once when you"
                                + " revoke it, or when the recording is deleted."),
                        lifetimes,
                        tag("div", "new-link")
                                .flag("hidden", true)
                                .add(tag("label", "field")
                                        .add(
                                                tag("span", "label").text("New link, shown only now"),
                                                tag("input")
                                                        .attr("id", "new-link")
                                                        .attr("type", "text")
                                                        .flag("readonly", true))),
                        Sections.answer("primary", "copy-link", "Copy link", "Close"),
                        tag("h3").text("Links"),
                        tag("ul").attr("id", "links"),
                        tag("p", "muted").attr("id", "no-links").text("Nobody has a link yet."));
    }

    private static Html choice(String words, String value, boolean checked) {
        return tag("label", "chip choice")
                .add(tag("input")
                        .attr("type", "radio")
                        .attr("name", "lifetime")
                        .attr("value", value)
                        .flag("checked", checked))
                .text(words);
    }

    private static Html deleteDialog() {
        return Sections.dialog("delete", "Delete this recording?")
                .add(
                        tag("p").text(
                                        "The audio and every link to it go for good. The call stays, and tells who deleted its"
                                                + " recording."),
                        Sections.answer("danger", "confirm-delete", "Delete recording", "Keep it"));
    }

    private static String times(int tries) {
        return tries == 1 ? "once" : tries + " times";
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
