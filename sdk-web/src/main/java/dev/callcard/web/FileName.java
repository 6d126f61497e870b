package dev.callcard.web;

import dev.callcard.call.Call;
import dev.callcard.phone.PhoneNumber;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The name under which a recording is saved: plain ASCII without quotes, blanks or slashes, so that it needs no escape. */
final class FileName {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss", Locale.ROOT);
    private static final int MAX_NUMBER = 40;

    private FileName() {}

    static String of(Call call, ZoneId zone, String contentType) {
        return start(call, zone) + "_" + number(call.facts().customerNumber()) + "." + extension(contentType);
    }

    /** The same, without saying who called. */
    static String withoutNumber(Call call, ZoneId zone, String contentType) {
        return start(call, zone) + "." + extension(contentType);
    }

    private static String start(Call call, ZoneId zone) {
        String time = TIME.format(call.facts().times().startedAt().atZone(zone));
        String type = call.facts()
                .type()
                .map(known -> known.name().toLowerCase(Locale.ROOT))
                .orElse("call");
        return time + "_" + type;
    }

    private static String number(PhoneNumber number) {
        String text = number.kind() == PhoneNumber.Kind.ANONYMOUS
                ? ""
                : number.text().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return text.isEmpty() ? "withheld" : text.substring(0, Math.min(MAX_NUMBER, text.length()));
    }

    private static String extension(String contentType) {
        if (contentType.startsWith("audio/wav")) {
            return "wav";
        }
        return contentType.startsWith("audio/mpeg") ? "mp3" : "ogg";
    }
}
