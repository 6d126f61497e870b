package dev.callcard.visit;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a site tells about a visitor: an event, and what the browser sent with it.
 *
 * @param event the event; its device, address and place are found from the rest
 * @param userAgent the browser's user agent
 * @param ip the visitor's address, IPv4 or IPv6
 */
public record VisitReport(VisitEvent event, Optional<String> userAgent, Optional<String> ip) {
    /** The most characters of a text; longer ones are refused. */
    public static final int MAX_TEXT = 8_192;

    /** Checks every text. */
    public VisitReport {
        Objects.requireNonNull(event, "event");
        List<FieldError> errors = new ArrayList<>();
        Texts.check(errors, "/eventId", event.eventId(), 1, VisitorId.MAX_LENGTH);
        Texts.check(errors, "/visitorId", event.visitor().value(), 1, VisitorId.MAX_LENGTH);
        event.url().ifPresent(text -> Texts.check(errors, "/url", text, 1, MAX_TEXT));
        event.title().ifPresent(text -> Texts.check(errors, "/title", text, 0, MAX_TEXT));
        event.referrer().ifPresent(text -> Texts.check(errors, "/referrer", text, 0, MAX_TEXT));
        userAgent.ifPresent(text -> Texts.check(errors, "/userAgent", text, 0, MAX_TEXT));
        if (ip.isPresent() && !IpAddress.isValid(ip.get())) {
            errors.add(new FieldError("/ip", "is not an IPv4 or IPv6 address"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }
}
