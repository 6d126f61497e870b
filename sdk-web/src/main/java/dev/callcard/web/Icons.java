package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;

/** Small drawings that go with words, never in their place. */
final class Icons {
    private Icons() {}

    /** Direction with its word. */
    static Html type(Call call) {
        return call.facts()
                .type()
                .map(type -> (Html) tag("span", "with-icon")
                        .add(icon(path(type)), tag("span").text(Words.type(type))))
                .orElseGet(() -> Words.unknownInList("The reports do not say who called whom."));
    }

    /** Outcome with its word and its colour. */
    static Html outcome(Outcome outcome) {
        return tag("span", "with-icon outcome-" + kind(outcome))
                .add(icon(path(outcome)), tag("span").text(Words.outcome(outcome)));
    }

    /** A dot in the colour of a category; the colour was checked when it was set. */
    static Html dot(String color) {
        return tag("svg", "dot")
                .attr("viewBox", "0 0 8 8")
                .attr("aria-hidden", "true")
                .add(tag("circle")
                        .attr("cx", "4")
                        .attr("cy", "4")
                        .attr("r", "4")
                        .attr("fill", color));
    }

    /** A bar that fills some part of its place. */
    static Html bar(double share) {
        return tag("svg", "bar")
                .attr("viewBox", "0 0 100 4")
                .attr("preserveAspectRatio", "none")
                .attr("aria-hidden", "true")
                .add(
                        tag("rect", "bar-track").attr("width", "100").attr("height", "4"),
                        tag("rect", "bar-fill")
                                .attr("width", String.valueOf(Math.round(share * 100)))
                                .attr("height", "4"));
    }

    private static Html icon(String path) {
        return tag("svg", "icon")
                .attr("viewBox", "0 0 16 16")
                .attr("aria-hidden", "true")
                .add(tag("path").attr("d", path));
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> "good";
            case IN_PROGRESS, VOICEMAIL -> "calm";
            case NO_ANSWER, CLIENT_NO_ANSWER, CANCELED, BUSY -> "missed";
            case FAILED, ROUTING_FAILED, WRONG_EXTENSION, NO_EXTENSION, FORBIDDEN_DESTINATION -> "bad";
            case UNKNOWN -> "unclear";
        };
    }

    private static String path(Call.Type type) {
        return switch (type) {
            case INBOUND -> "M13 3 4 12M4 6v6h6";
            case OUTBOUND -> "M3 13 12 4M6 4h6v6";
            case CALLBACK -> "M3 8a5 5 0 1 0 2-4M5 1v3h3";
            case INTERNAL -> "M2 8h12M5 5 2 8l3 3M11 5l3 3-3 3";
        };
    }

    private static String path(Outcome outcome) {
        return switch (kind(outcome)) {
            case "good" -> "M3 8.5 6.5 12 13 4.5";
            case "calm" -> "M2.5 8a5.500 5.500 0 1 0 11 0a5.500 5.500 0 1 0-11 0M8 5v3l2 2";
            case "missed" -> "M2 5l6 6 6-6M2 9V5h4";
            case "bad" -> "M4 4l8 8M12 4l-8 8";
            default -> "M5.500 6a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M8 13v.2";
        };
    }
}
