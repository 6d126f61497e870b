package dev.callcard.telephony.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What tells later whether the provider still has the same thing.
 *
 * @param source a checksum of where it came from
 * @param kind {@link #ETAG}, {@link #DATE}, or {@link #NONE} if the provider gave nothing to go by
 * @param validator the value of the header of that name
 * @param total how many bytes the whole has; less than 0 if that is not known
 * @param checksums those of the whole, as {@link Checksums} writes them
 */
record Proof(String source, String kind, String validator, long total, Set<String> checksums) {
    static final String ETAG = "ETag";
    static final String DATE = "Last-Modified";
    static final String NONE = "-";

    private static final String FIRST_LINE = "callcard fetch 1";
    private static final Pattern STRONG = Pattern.compile("\"[!#-~]{0,1000}\"");

    /** Copies the checksums. */
    Proof {
        checksums = Set.copyOf(checksums);
    }

    /** From an answer that brings the whole. */
    static Proof of(String source, Exchange answer) {
        Set<String> checksums = Checksums.of(answer, true);
        long total = answer.length().orElse(-1L);
        Optional<String> tag =
                answer.header(ETAG).filter(value -> STRONG.matcher(value).matches());
        if (tag.isPresent()) {
            return new Proof(source, ETAG, tag.get(), total, checksums);
        }
        Optional<String> date = answer.header(DATE).filter(value -> isStrong(value, answer.header("Date")));
        return new Proof(source, date.isPresent() ? DATE : NONE, date.orElse(""), total, checksums);
    }

    /** RFC 9110, 8.8.2.2: within the second of its last change a thing may have changed twice. */
    private static boolean isStrong(String changed, Optional<String> answered) {
        Optional<Instant> before = time(changed);
        Optional<Instant> now = answered.flatMap(Proof::time);
        return before.isPresent()
                && now.isPresent()
                && !now.get().isBefore(before.get().plusSeconds(1));
    }

    /** Reads a date as HTTP writes it. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How long a provider wants to be left alone, at most a day; dates are compared with the provider's own clock. */
    static Optional<Duration> retryAfter(Exchange answer) {
        Optional<String> value = answer.header("Retry-After");
        if (value.isPresent() && value.get().matches("[0-9]{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value.get()))));
        }
        Optional<Instant> now = answer.header("Date").flatMap(Proof::time);
        Optional<Instant> then = value.flatMap(Proof::time);
        return now.isPresent() && then.isPresent()
                ? Optional.of(bounded(Duration.between(now.get(), then.get())))
                : Optional.empty();
    }

    private static Duration bounded(Duration time) {
        Duration most = Duration.ofDays(1);
        return time.isNegative() ? Duration.ZERO : time.compareTo(most) > 0 ? most : time;
    }

    boolean canContinue() {
        return !kind.equals(NONE);
    }

    Map<String, String> ask(long from) {
        return Map.of("Range", "bytes=" + from + "-", "If-Range", validator);
    }

    /** Whether an answer with a part is about the same thing. It must repeat an ETag; a date it need not (RFC 9110, 15.3.7). */
    boolean sameIn(Exchange part) {
        List<String> again = part.headers(kind);
        return again.isEmpty() ? kind.equals(DATE) : again.equals(List.of(validator));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE, source, kind, validator, Long.toString(total)));
        lines.addAll(checksums);
        return lines;
    }

    /** Reads {@link #lines()} back; empty if they are anything else, such as half of them. */
    static Optional<Proof> ofLines(List<String> lines) {
        if (lines.size() < 5
                || !lines.get(0).equals(FIRST_LINE)
                || !lines.get(4).matches("-1|[0-9]{1,18}")
                || !lines.stream()
                        .skip(5)
                        .allMatch(line -> Checksums.FORM.matcher(line).matches())) {
            return Optional.empty();
        }
        String validator = lines.get(3);
        boolean known = lines.get(2).equals(ETAG) && STRONG.matcher(validator).matches()
                || lines.get(2).equals(DATE) && time(validator).isPresent();
        Set<String> checksums = new TreeSet<>(lines.subList(5, lines.size()));
        return known
                ? Optional.of(new Proof(lines.get(1), lines.get(2), validator, Long.parseLong(lines.get(4)), checksums))
                : Optional.empty();
    }
}
