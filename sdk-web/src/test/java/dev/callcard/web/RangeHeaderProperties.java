package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.RecordingStore;
import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;

/** Ranges against a model that is written down as RFC 9110 says it, byte by byte. */
class RangeHeaderProperties {
    @Property(tries = 5_000)
    void rangeShouldBeThatOfTheModel(
            @ForAll("headers") String header, @ForAll @LongRange(min = 1, max = 12) long length) {
        assertThat(outcome(header, length)).as("%s of %s", header, length).isEqualTo(model(header, length));
    }

    @Property(tries = 2_000)
    void textShouldNeverReachBeyondTheEnd(@ForAll String header, @ForAll @LongRange(min = 1) long length) {
        String outcome = outcome("bytes=" + header, length);
        if (outcome.startsWith("206")) {
            String[] parts = outcome.split(" ", -1);
            assertThat(Long.parseLong(parts[1]) + Long.parseLong(parts[2])).isBetween(1L, length);
        }
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> number = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 14).map(String::valueOf),
                Arbitraries.of(
                        "", "00", "007", "9223372036854775807", "9223372036854775808", "99999999999999999999999"));
        Arbitrary<String> range = Combinators.combine(number, number).as((from, to) -> from + "-" + to);
        Arbitrary<String> unit = Arbitraries.frequency(
                Tuple.of(20, "bytes="),
                Tuple.of(2, "BYTES="),
                Tuple.of(1, "bytes= "),
                Tuple.of(1, "items="),
                Tuple.of(1, "bytes"),
                Tuple.of(1, ""));
        Arbitrary<String> rest = Arbitraries.frequency(
                Tuple.of(20, ""),
                Tuple.of(1, ","),
                Tuple.of(1, ",1-2"),
                Tuple.of(1, " "),
                Tuple.of(1, "x"),
                Tuple.of(1, "-"));
        return Combinators.combine(unit, range, rest).as((first, second, third) -> first + second + third);
    }

    private static String outcome(String header, long length) {
        try {
            Optional<RecordingStore.Range> range = RangeHeader.parse(header, length);
            return range.map(bytes -> "206 " + bytes.offset() + " " + bytes.length())
                    .orElse("200");
        } catch (HttpProblem e) {
            return String.valueOf(e.status());
        }
    }

    /** Marks every byte that is asked for, and sees what is marked. */
    private static String model(String header, long length) {
        int equals = header.indexOf('=');
        if (equals < 0 || !header.substring(0, equals).equalsIgnoreCase("bytes")) {
            return "200";
        }
        String spec = header.substring(equals + 1).strip();
        int dash = spec.indexOf('-');
        if (dash < 0
                || spec.chars().anyMatch(c -> c != '-' && (c < '0' || c > '9'))
                || spec.indexOf('-', dash + 1) > 0) {
            return "200";
        }
        String from = spec.substring(0, dash);
        String to = spec.substring(dash + 1);
        if (from.isEmpty() && to.isEmpty()) {
            return "200";
        }
        if (!from.isEmpty() && !to.isEmpty() && new BigInteger(to).compareTo(new BigInteger(from)) < 0) {
            return "200";
        }
        long first = -1;
        long count = 0;
        for (long at = 0; at < length; at++) {
            BigInteger place = BigInteger.valueOf(at);
            boolean wanted = from.isEmpty()
                    ? BigInteger.valueOf(length - at).compareTo(new BigInteger(to)) <= 0
                    : place.compareTo(new BigInteger(from)) >= 0
                            && (to.isEmpty() || place.compareTo(new BigInteger(to)) <= 0);
            if (wanted) {
                first = first < 0 ? at : first;
                count++;
            }
        }
        return count == 0 ? "416" : "206 " + first + " " + count;
    }
}
