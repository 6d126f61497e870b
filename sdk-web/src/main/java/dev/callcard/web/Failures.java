package dev.callcard.web;

import dev.callcard.error.ConflictException;
import dev.callcard.error.FieldError;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.error.UnavailableException;
import dev.callcard.inbox.RefusedPushException;
import dev.callcard.json.UnreadableJsonException;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was thrown into an answer. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The problem to answer with. Only what was thrown on purpose tells why. */
    static HttpProblem problem(Exception e) {
        if (e instanceof HttpProblem problem) {
            return problem;
        }
        if (e instanceof NotFoundException) {
            return new HttpProblem(404, message(e));
        }
        if (e instanceof ForbiddenException || e instanceof RefusedPushException) {
            return new HttpProblem(403, message(e));
        }
        if (e instanceof InvalidInputException invalid) {
            return new HttpProblem(422, words(invalid.errors()), invalid.errors(), Map.of());
        }
        if (e instanceof ConflictException conflict) {
            return new HttpProblem(412, message(e), List.of(), Map.of("ETag", "\"" + conflict.actualVersion() + "\""));
        }
        if (e instanceof RefusedException) {
            return new HttpProblem(409, message(e));
        }
        if (e instanceof UnreadableJsonException) {
            return new HttpProblem(400, message(e));
        }
        if (e instanceof LimitedInput.TooLargeException) {
            return new HttpProblem(413, message(e));
        }
        if (e instanceof UnavailableException unavailable) {
            LOG.warn("A store did not answer: {}", causes(e));
            long seconds = Math.max(1, unavailable.retryAfter().toSeconds());
            return new HttpProblem(503, message(e), List.of(), Map.of("Retry-After", Long.toString(seconds)));
        }
        // Messages of others may hold numbers or texts of people: the classes must do.
        LOG.error("A request failed: {} at {}", causes(e), place(e));
        return new HttpProblem(500, "Something went wrong here. The operator's log has the details.");
    }

    static void write(HttpServletResponse response, HttpProblem problem) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.createGenerator(body)) {
            json.writeStartObject()
                    .write("type", "about:blank")
                    .write("title", title(problem.status()))
                    .write("status", problem.status())
                    .write("detail", problem.detail());
            if (!problem.errors().isEmpty()) {
                json.writeStartArray("errors");
                problem.errors()
                        .forEach(error -> json.writeStartObject()
                                .write("pointer", error.pointer())
                                .write("message", error.message())
                                .writeEnd());
                json.writeEnd();
            }
            json.writeEnd();
        }
        start(response, problem);
        response.setContentType("application/problem+json");
        response.setContentLength(body.size());
        response.getOutputStream().write(body.toByteArray());
    }

    static void writePage(HttpServletResponse response, HttpProblem problem, String base, Layout layout)
            throws IOException {
        start(response, problem);
        layout.sendProblem(response, base, problem);
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    /** Begins the answer anew. */
    static void start(HttpServletResponse response, HttpProblem problem) {
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        problem.headers().forEach(response::setHeader);
    }

    private static String words(List<FieldError> errors) {
        return errors.size() == 1
                ? "One member of the request is wrong."
                : errors.size() + " members of the request are wrong.";
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** The classes of a failure and its causes. */
    static String causes(Throwable e) {
        StringBuilder names = new StringBuilder(e.getClass().getName());
        Throwable cause = e.getCause();
        for (int i = 0; cause != null && i < 10; i++, cause = cause.getCause()) {
            names.append(" <- ").append(cause.getClass().getName());
        }
        return names.toString();
    }

    /** Where it was thrown. */
    static String place(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
