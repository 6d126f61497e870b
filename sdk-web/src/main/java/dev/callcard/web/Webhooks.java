package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What providers push, without log-in: the provider's proof is in the request. An answer of success is given once the push is stored for
 * good, so that one that is not comes again.
 */
final class Webhooks {
    static final String TEMPLATE = "/api/v1/projects/{project}/webhooks/{provider}/{account}";

    private static final Pattern PATH =
            Pattern.compile("/api/v1/projects/([^/]{1,64})/webhooks/([a-z0-9-]{1,64})/([A-Za-z0-9._-]{1,128})");
    private static final Duration LONGEST_BODY = Duration.ofSeconds(10);
    private static final int BUFFER = 16_384;

    private final CallCards callCards;

    Webhooks(CallCards callCards) {
        this.callCards = callCards;
    }

    /** Answers a push; false if the path is no webhook's. */
    boolean serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher match = PATH.matcher(path);
        if (!match.matches()) {
            return false;
        }
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new HttpProblem(405, "Use GET, POST here.", List.of(), Map.of("Allow", "GET, POST"));
        }
        if (!ProjectId.isValid(match.group(1))) {
            throw new NotFoundException("webhook");
        }
        PushContent content = new PushContent(
                Optional.ofNullable(request.getQueryString()).orElse(""),
                Optional.ofNullable(request.getContentType()).orElse(""),
                body(request, callCards.clock()));
        Optional<String> echo = callCards
                .inbox()
                .receive(
                        ProjectId.of(match.group(1)),
                        match.group(2),
                        match.group(3),
                        new PushRequest(method, headers(request), content));
        response.setHeader("Cache-Control", "no-store");
        if (echo.isPresent()) {
            response.setStatus(200);
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().write(echo.get());
        } else {
            response.setStatus(204);
        }
        return true;
    }

    private static byte[] body(HttpServletRequest request, Clock clock) throws IOException {
        String encoding =
                Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
        if (!encoding.strip().equalsIgnoreCase("identity")) {
            throw new HttpProblem(415, "Send the body as it is, without Content-Encoding.");
        }
        if (request.getContentLengthLong() > PushContent.MAX_BYTES) {
            throw new LimitedInput.TooLargeException(PushContent.MAX_BYTES);
        }
        Instant end = clock.instant().plus(LONGEST_BODY);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        InputStream in = new LimitedInput(request.getInputStream(), PushContent.MAX_BYTES);
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            body.write(buffer, 0, n);
            if (clock.instant().isAfter(end)) {
                throw new HttpProblem(408, "The body took too long.", List.of(), Map.of("Connection", "close"));
            }
        }
        return body.toByteArray();
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.computeIfAbsent(
                    name.toLowerCase(Locale.ROOT), known -> Collections.list(request.getHeaders(known)));
        }
        return headers;
    }
}
