package dev.callcard.web;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import dev.callcard.log.LogFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the filters of the call log from a query; names every wrong one. */
final class LogFilters {
    private static final int MAX_TEXT = 1_024;
    private static final int MAX_NUMBER = 255;

    private final Query query;
    private final Optional<ZoneId> zone;
    private final List<FieldError> errors = new ArrayList<>();

    private LogFilters(Query query, Optional<ZoneId> zone) {
        this.query = query;
        this.zone = zone;
    }

    /** Reads them; with a zone, dates of that zone are understood too, and {@code to} includes its day. */
    static LogFilter read(Query query, Optional<ZoneId> zone) {
        return new LogFilters(query, zone).read();
    }

    private LogFilter read() {
        LogFilter.Builder filter = LogFilter.builder()
                .types(constants("type", Call.Type.class))
                .outcomes(constants("outcome", Outcome.class))
                .qualifications(constants("qualification", Call.Qualification.class))
                .origins(constants("origin", Call.Origin.class));
        instant("from", 0, filter::from);
        instant("to", 1, filter::to);
        text("agent", MAX_TEXT, filter::agent);
        text("number", MAX_NUMBER, filter::number);
        text("category", MAX_TEXT, filter::category);
        text("source", MAX_TEXT, filter::source);
        text("provider", MAX_TEXT, filter::provider);
        text("q", MAX_TEXT, filter::comment);
        query.first("rating").ifPresent(text -> {
            if (text.matches("[1-5]")) {
                filter.rating(Integer.parseInt(text));
            } else {
                errors.add(new FieldError("/rating", "must be 1 to 5"));
            }
        });
        query.first("hasRecording").ifPresent(text -> {
            if (text.equals("true") || text.equals("false")) {
                filter.hasRecording(text.equals("true"));
            } else {
                errors.add(new FieldError("/hasRecording", "must be true or false"));
            }
        });
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return filter.build();
    }

    private <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> constants = EnumSet.noneOf(type);
        for (String text : query.all(name)) {
            Optional<E> constant = List.of(type.getEnumConstants()).stream()
                    .filter(known -> known.name().equals(text))
                    .findFirst();
            constant.ifPresent(constants::add);
            if (constant.isEmpty()) {
                errors.add(new FieldError("/" + name, "must be one of " + List.of(type.getEnumConstants())));
                break;
            }
        }
        return constants;
    }

    private void text(String name, int most, Consumer<String> use) {
        query.first(name).ifPresent(text -> {
            Texts.check(errors, "/" + name, text, 1, most);
            use.accept(text);
        });
    }

    private void instant(String name, int daysAdded, Consumer<Instant> use) {
        query.first(name).ifPresent(text -> {
            try {
                Instant instant = zone.isPresent() && text.length() == 10
                        ? LocalDate.parse(text)
                                .plusDays(daysAdded)
                                .atStartOfDay(zone.get())
                                .toInstant()
                        : OffsetDateTime.parse(text).toInstant();
                if (CallHandlers.isStorable(instant)) {
                    use.accept(instant);
                    return;
                }
            } catch (DateTimeException e) {
                // answered below, like an instant that no store could hold
            }
            errors.add(new FieldError(
                    "/" + name,
                    zone.isPresent() ? "must be a date" : "must be an instant such as 2026-03-01T12:00:00Z"));
        });
    }
}
