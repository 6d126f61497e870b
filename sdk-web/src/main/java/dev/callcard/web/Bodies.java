package dev.callcard.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Opens bodies of requests, if they are of a kind that we take and not too large. */
record Bodies(long maxJson, long maxAudio, long maxImport) {
    /** What the contract says. */
    static final Bodies DEFAULT = new Bodies(8L << 20, 1L << 30, 4L << 30);

    private static final Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset\\s*=\\s*\"?([^\";\\s]*).*");

    LimitedInput json(HttpServletRequest request) throws IOException {
        String type = mediaType(request);
        boolean json = type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json");
        if (!json || !isUtf8(request)) {
            throw new HttpProblem(415, "Send application/json in UTF-8.");
        }
        return open(request, maxJson);
    }

    LimitedInput audio(HttpServletRequest request) throws IOException {
        String type = mediaType(request);
        if (!isAudio(type)) {
            throw new HttpProblem(415, "Send audio/ogg, audio/wav or audio/mpeg.");
        }
        return open(request, maxAudio);
    }

    /** A file to import. Not text/plain, which forms of other sites can send. */
    LimitedInput file(HttpServletRequest request) throws IOException {
        String type = mediaType(request);
        if (!Set.of("application/octet-stream", "application/x-ndjson", "text/csv")
                .contains(type)) {
            throw new HttpProblem(415, "Send the file as application/octet-stream.");
        }
        return open(request, maxImport);
    }

    private static LimitedInput open(HttpServletRequest request, long limit) throws IOException {
        String encoding =
                Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
        if (!encoding.strip().equalsIgnoreCase("identity")) {
            throw new HttpProblem(415, "Send the body as it is, without Content-Encoding.");
        }
        if (request.getContentLengthLong() > limit) {
            throw new LimitedInput.TooLargeException(limit);
        }
        return new LimitedInput(request.getInputStream(), limit);
    }

    private static boolean isAudio(String type) {
        return type.startsWith("audio/") || type.equals("application/ogg") || type.equals("application/octet-stream");
    }

    private static boolean isUtf8(HttpServletRequest request) {
        var charset = CHARSET.matcher(request.getContentType());
        return !charset.matches() || charset.group(1).equalsIgnoreCase("utf-8");
    }

    private static String mediaType(HttpServletRequest request) {
        String header = Optional.ofNullable(request.getContentType()).orElse("");
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
