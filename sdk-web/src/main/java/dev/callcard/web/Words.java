package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.recording.Recording;
import dev.callcard.visit.Place;
import dev.callcard.visit.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How values read on a page. */
final class Words {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final int URL_HEAD = 36;
    private static final int URL_TAIL = 18;

    private final ZoneId zone;

    Words(ZoneId zone) {
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /** Date and time in the project's zone. */
    String time(Instant at) {
        return DATE.format(at.atZone(zone)) + ", " + clock(at);
    }

    /** The same as an element that programs understand. */
    Html timeElement(Instant at) {
        return tag("time")
                .attr("datetime", at.toString())
                .add(
                        tag("span").text(DATE.format(at.atZone(zone)) + ","),
                        Html.text(" "),
                        tag("span").text(clock(at)));
    }

    /** Time of day in the project's zone. */
    String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /** A value that nobody knows, with the reason. It can be focused where {@code focus} is wanted, outside of lists. */
    static Html unknown(String reason) {
        return tag("span", "unknown")
                .attr("title", reason)
                .attr("tabindex", "0")
                .attr("aria-label", "unknown: " + reason)
                .attr("role", "note")
                .text("—");
    }

    /** The same in a list, where stepping through every dash would take for ever. */
    static Html unknownInList(String reason) {
        return tag("span", "unknown").attr("title", reason).text("—");
    }

    static Html orUnknown(Optional<String> text, String reason) {
        return text.map(known -> (Html) tag("bdi").text(known)).orElseGet(() -> unknown(reason));
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds >= 3_600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    static Html duration(Optional<Duration> duration, String reason) {
        return duration.map(known -> Html.text(duration(known))).orElseGet(() -> unknown(reason));
    }

    /** A URL of somebody else: a link if it leads to the web, a mere text if it is anything else. */
    static Html url(String url) {
        Html.Tag shown = Html.Tag.isWebAddress(url)
                ? tag("a", "url")
                        .attr("href", url)
                        .attr("rel", "noopener noreferrer")
                        .attr("target", "_blank")
                : tag("span", "url");
        return shown.attr("title", url).attr("dir", "ltr").text(shorten(url));
    }

    /** A URL without its scheme, and with its middle left out if it is long. */
    static String shorten(String url) {
        String text = Html.Tag.isWebAddress(url) ? url.substring(url.indexOf("//") + 2) : url;
        if (text.length() <= URL_HEAD + URL_TAIL) {
            return text;
        }
        int head = Character.isHighSurrogate(text.charAt(URL_HEAD - 1)) ? URL_HEAD - 1 : URL_HEAD;
        int tail = text.length() - URL_TAIL;
        return text.substring(0, head)
                + "…"
                + text.substring(Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail);
    }

    static String type(Call.Type type) {
        return switch (type) {
            case INBOUND -> "Incoming";
            case OUTBOUND -> "Outgoing";
            case CALLBACK -> "Callback";
            case INTERNAL -> "Internal";
        };
    }

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> "Answered";
            case VOICEMAIL -> "Voicemail";
            case IN_PROGRESS -> "In progress";
            case BUSY -> "Busy";
            case NO_ANSWER -> "No answer";
            case CLIENT_NO_ANSWER -> "Client did not answer";
            case CANCELED -> "Caller gave up";
            case WRONG_EXTENSION -> "Wrong extension";
            case NO_EXTENSION -> "No extension chosen";
            case FORBIDDEN_DESTINATION -> "Destination not allowed";
            case ROUTING_FAILED -> "No route";
            case FAILED -> "Failed";
            case UNKNOWN -> "Unknown";
        };
    }

    static String qualification(Call.Qualification qualification) {
        return switch (qualification) {
            case TARGET -> "Target";
            case REPEAT -> "Repeat";
            case NON_TARGET -> "Not target";
            case NOT_EVALUATED -> "Not evaluated";
        };
    }

    static String state(Recording.State state) {
        return switch (state) {
            case EXPECTED -> "The recording is expected.";
            case FETCHING -> "The recording is being fetched.";
            case READY -> "The recording can be played.";
            case ABSENT -> "There is no recording.";
            case FAILED -> "The recording could not be fetched so far.";
            case DELETED -> "The recording was deleted.";
            case EXPIRED -> "The recording was kept as long as the project wants, and is gone.";
            case ARCHIVED -> "The recording is archived.";
        };
    }

    static String channel(Source.Channel channel) {
        return switch (channel) {
            case CAMPAIGN -> "Campaign";
            case SEARCH -> "Search";
            case SOCIAL -> "Social network";
            case WEBSITE -> "Another website";
            case DIRECT -> "Direct";
        };
    }

    static String place(Place place) {
        return Stream.of(place.city(), place.region(), place.country())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** A source as a row of chips. */
    static Html source(Source source) {
        List<Html> chips = Stream.of(source.source(), source.medium(), source.campaign())
                .flatMap(Optional::stream)
                .map(text -> (Html) tag("bdi", "chip").text(text))
                .toList();
        return tag("span", "chips")
                .attr("title", channel(source.channel()))
                .add(chips.isEmpty() ? List.of(tag("bdi", "chip").text(channel(source.channel()))) : chips);
    }

    /** A number of things, with the right word for it. */
    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
