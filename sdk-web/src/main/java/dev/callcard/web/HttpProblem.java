package dev.callcard.web;

import dev.callcard.error.FieldError;
import java.util.List;
import java.util.Map;

/** What went wrong on the level of HTTP; thrown by handlers, answered by {@link Failures}. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    HttpProblem(int status, String detail) {
        this(status, detail, List.of(), Map.of());
    }

    HttpProblem(int status, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.errors = errors;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }
}
