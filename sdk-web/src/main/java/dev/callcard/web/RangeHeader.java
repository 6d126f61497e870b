package dev.callcard.web;

import dev.callcard.recording.ByteRange;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Range} header (RFC 9110, 14.2): one range of bytes is honoured; several, another unit or a malformed one are
 * not, which gives the whole.
 */
final class RangeHeader {
    private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private RangeHeader() {}

    /**
     * Reads the header for a thing of some length, 1 or more. The answer is empty for the whole; throws 416 if the range
     * holds no byte of the thing.
     */
    static Optional<ByteRange> parse(String header, long length) {
        Matcher single = SINGLE.matcher(header);
        if (!single.matches()) {
            return Optional.empty();
        }
        String from = single.group(1);
        String to = single.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? Optional.empty() : Optional.of(suffix(number(to), length));
        }
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (last < first) {
            return Optional.empty();
        }
        if (first >= length) {
            throw unsatisfiable(length);
        }
        return Optional.of(new ByteRange(first, Math.min(last, length - 1) - first + 1));
    }

    private static ByteRange suffix(long wanted, long length) {
        if (wanted == 0) {
            throw unsatisfiable(length);
        }
        long given = Math.min(wanted, length);
        return new ByteRange(length - given, given);
    }

    private static HttpProblem unsatisfiable(long length) {
        return new HttpProblem(
                416,
                "The recording has " + length + " bytes.",
                List.of(),
                Map.of("Content-Range", "bytes */" + length, "Accept-Ranges", "bytes"));
    }

    /** Numbers beyond 64 bits lie behind every end all the same. */
    private static long number(String digits) {
        return digits.length() < 19
                ? Long.parseLong(digits)
                : new BigInteger(digits).min(MOST).longValueExact();
    }
}
