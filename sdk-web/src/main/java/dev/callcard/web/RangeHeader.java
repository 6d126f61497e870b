package dev.callcard.web;

import dev.callcard.recording.RecordingStore;
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
    private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=[ \\t]*([0-9]{0,1000})-([0-9]{0,1000})[ \\t]*");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private RangeHeader() {}

    /**
     * Reads the header for a thing of some length, 1 or more. The answer is empty for the whole; throws 416 if the range
     * holds no byte of the thing.
     */
    static Optional<RecordingStore.Range> parse(String header, long length) {
        Matcher single = SINGLE.matcher(header);
        if (!single.matches()) {
            return Optional.empty();
        }
        String from = single.group(1);
        String to = single.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? Optional.empty() : Optional.of(suffix(new BigInteger(to), length));
        }
        // Numbers beyond 64 bits lie behind every end all the same.
        BigInteger first = new BigInteger(from);
        BigInteger last = to.isEmpty() ? first.max(MOST) : new BigInteger(to);
        if (last.compareTo(first) < 0) {
            return Optional.empty();
        }
        if (first.compareTo(BigInteger.valueOf(length)) >= 0) {
            throw unsatisfiable(length);
        }
        long start = first.longValueExact();
        return Optional.of(new RecordingStore.Range(
                start, last.min(BigInteger.valueOf(length - 1)).longValueExact() - start + 1));
    }

    private static RecordingStore.Range suffix(BigInteger wanted, long length) {
        if (wanted.signum() == 0) {
            throw unsatisfiable(length);
        }
        long given = wanted.min(BigInteger.valueOf(length)).longValueExact();
        return new RecordingStore.Range(length - given, given);
    }

    private static HttpProblem unsatisfiable(long length) {
        return new HttpProblem(
                416,
                "The recording has " + length + " bytes.",
                List.of(),
                Map.of("Content-Range", "bytes */" + length, "Accept-Ranges", "bytes"));
    }
}
