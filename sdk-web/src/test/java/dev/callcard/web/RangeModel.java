package dev.callcard.web;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What RFC 9110 says about a request for a run of bytes, written down anew and sought byte by byte. Where the RFC leaves it to the
 * server (14.2: it may ignore a {@code Range}), the model says what we have chosen: several ranges, and numbers of more than
 * 1,000 digits, give the whole.
 */
record RangeModel(int status, int first, int count, Optional<String> contentRange) {
    /** A request: each header as the lines that were sent. */
    record Asked(
            String method,
            List<String> range,
            Optional<String> ifRange,
            Optional<String> ifMatch,
            List<String> ifNoneMatch) {}

    /** The bytes of the answer. */
    byte[] of(byte[] audio) {
        return Arrays.copyOfRange(audio, first, first + count);
    }

    static RangeModel of(Asked asked, int length, String etag) {
        if (asked.ifMatch.isPresent() && !listed(asked.ifMatch.get(), etag, false)) {
            return new RangeModel(412, 0, 0, Optional.empty());
        }
        if (asked.ifNoneMatch.stream().anyMatch(line -> listed(line, etag, true))) {
            return new RangeModel(304, 0, 0, Optional.empty());
        }
        RangeModel whole = new RangeModel(200, 0, length, Optional.empty());
        if (asked.method.equals("HEAD")) {
            return new RangeModel(200, 0, 0, Optional.empty());
        }
        // There is no Last-Modified, so a date is never the one that we have; a weak tag is never strongly the same
        // (13.1.5).
        if (asked.range.size() != 1 || !asked.ifRange.map(etag::equals).orElse(true)) {
            return whole;
        }
        return bounds(asked.range.get(0)).map(bounds -> cut(length, bounds)).orElse(whole);
    }

    private static RangeModel cut(int length, String[] bounds) {
        int first = -1;
        int last = -1;
        for (int at = 0; at < length; at++) {
            boolean wanted = bounds[0].isEmpty()
                    ? length - at <= clamped(bounds[1])
                    : at >= clamped(bounds[0]) && (bounds[1].isEmpty() || at <= clamped(bounds[1]));
            if (wanted) {
                first = first < 0 ? at : first;
                last = at;
            }
        }
        if (first < 0) {
            return new RangeModel(416, 0, 0, Optional.of("bytes */" + length));
        }
        return new RangeModel(206, first, last - first + 1, Optional.of("bytes " + first + "-" + last + "/" + length));
    }

    /** The two numbers of a valid single range of bytes, as they were written. */
    private static Optional<String[]> bounds(String header) {
        int equals = header.indexOf('=');
        if (equals < 0 || !header.substring(0, equals).equalsIgnoreCase("bytes")) {
            return Optional.empty();
        }
        String[] bounds = header.substring(equals + 1).strip().split("-", -1);
        if (bounds.length != 2 || bounds[0].isEmpty() && bounds[1].isEmpty()) {
            return Optional.empty();
        }
        for (String bound : bounds) {
            if (bound.length() > 1_000 || bound.chars().anyMatch(c -> c < '0' || c > '9')) {
                return Optional.empty();
            }
        }
        boolean backwards = !bounds[0].isEmpty()
                && !bounds[1].isEmpty()
                && new BigInteger(bounds[1]).compareTo(new BigInteger(bounds[0])) < 0;
        return backwards ? Optional.empty() : Optional.of(bounds);
    }

    /** No recording here has as many bytes as an int can count. */
    private static int clamped(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        return number.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(number);
    }

    private static boolean listed(String line, String etag, boolean weakly) {
        return Arrays.stream(line.split(",", -1))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || weakly && tag.equals("W/" + etag));
    }
}
