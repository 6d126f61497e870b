package dev.callcard.telephony.asterisk;

import dev.callcard.error.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The times of one row, which are local to the telephone system. A time that exists twice, when clocks go back, is read with
 * the earlier offset, unless the row itself then makes no sense and with the later one does: its times would run backwards,
 * or not fit its durations. A time that does not exist, when clocks go forward, is read with the offset before the change.
 */
final class RowTimes {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** Asterisk cuts or rounds each duration to a second, as it does with each time. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private final CdrRow row;
    private final ZoneRules rules;
    private final List<FieldError> errors;

    private RowTimes(CdrRow row, ZoneId zone, List<FieldError> errors) {
        this.row = row;
        this.rules = zone.getRules();
        this.errors = errors;
    }

    /** What a row says about when. */
    record Reading(Optional<Instant> start, Optional<Instant> answer, Optional<Instant> end) {
        /** The first time that lies before one which must come before it. */
        private Optional<FieldError> firstBackwards() {
            if (isBefore(answer, start)) {
                return Optional.of(new FieldError("/answer", "must not be before start"));
            }
            if (isBefore(end, start)) {
                return Optional.of(new FieldError("/end", "must not be before start"));
            }
            if (isBefore(end, answer)) {
                return Optional.of(new FieldError("/end", "must not be before answer"));
            }
            return Optional.empty();
        }

        private static boolean isBefore(Optional<Instant> time, Optional<Instant> other) {
            return time.isPresent() && other.isPresent() && time.get().isBefore(other.get());
        }
    }

    /** Reads the times of a row; empty, with what is wrong added to the errors, if they cannot be read. */
    static Optional<Reading> read(CdrRow row, ZoneId zone, List<FieldError> errors) {
        return new RowTimes(row, zone, errors).read();
    }

    private Optional<Reading> read() {
        int known = errors.size();
        List<Optional<Instant>> starts = readings("start");
        List<Optional<Instant>> answers = readings("answer");
        List<Optional<Instant>> ends = readings("end");
        Optional<Duration> duration = seconds("duration");
        Optional<Duration> spoken = seconds("billsec");
        if (row.filled("start").isEmpty()) {
            errors.add(new FieldError("/start", "is missing"));
        }
        if (errors.size() > known) {
            return Optional.empty();
        }
        List<Reading> all = new ArrayList<>();
        starts.forEach(start ->
                answers.forEach(answer -> ends.forEach(end -> all.add(new Reading(start, answer, end)))));
        List<Reading> possible = all.stream()
                .filter(reading -> reading.firstBackwards().isEmpty())
                .toList();
        if (possible.isEmpty()) {
            all.get(0).firstBackwards().ifPresent(errors::add);
            return Optional.empty();
        }
        return Optional.of(possible.stream()
                .filter(reading ->
                        fits(reading.start(), reading.end(), duration) && fits(reading.answer(), reading.end(), spoken))
                .findFirst()
                .orElse(possible.get(0)));
    }

    private static boolean fits(Optional<Instant> from, Optional<Instant> to, Optional<Duration> told) {
        if (from.isEmpty() || to.isEmpty() || told.isEmpty()) {
            return true;
        }
        Duration difference = Duration.between(from.get(), to.get()).minus(told.get());
        return difference.abs().compareTo(ROUNDING) <= 0;
    }

    /** The instants that a column may mean, the earlier first; one that is empty if the column is. */
    private List<Optional<Instant>> readings(String column) {
        String text = row.text(column);
        if (text.isEmpty()) {
            return List.of(Optional.empty());
        }
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(text, FORMAT);
        } catch (DateTimeParseException e) {
            errors.add(new FieldError("/" + column, "must be a time such as 2026-03-01 12:00:00"));
            return List.of(Optional.empty());
        }
        var offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return List.of(
                    Optional.of(local.toInstant(rules.getTransition(local).getOffsetBefore())));
        }
        return offsets.stream().map(local::toInstant).sorted().map(Optional::of).toList();
    }

    private Optional<Duration> seconds(String column) {
        String text = row.text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long seconds = Long.parseLong(text);
            if (seconds < 0 || seconds > Integer.MAX_VALUE) {
                errors.add(new FieldError("/" + column, "must be 0 or more, and no more than " + Integer.MAX_VALUE));
                return Optional.empty();
            }
            return Optional.of(Duration.ofSeconds(seconds));
        } catch (NumberFormatException e) {
            errors.add(new FieldError("/" + column, "must be a whole number of seconds"));
            return Optional.empty();
        }
    }
}
