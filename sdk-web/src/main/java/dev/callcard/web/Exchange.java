package dev.callcard.web;

import dev.callcard.access.Viewer;
import dev.callcard.annotation.Comment;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.internal.Texts;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** One request, and the answer to it, as handlers see them. */
final class Exchange {
    private static final Pattern VERSION = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");
    private static final int MAX_CURSOR = 1_024;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Viewer viewer;
    private final Map<String, String> parameters;
    private final Query query;

    Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            Viewer viewer,
            Map<String, String> parameters,
            Query query) {
        this.request = request;
        this.response = response;
        this.viewer = viewer;
        this.parameters = parameters;
        this.query = query;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    Viewer viewer() {
        return viewer;
    }

    Query query() {
        return query;
    }

    /** Where the host has mounted us, without a slash at the end. */
    String base() {
        return base(request);
    }

    static String base(HttpServletRequest request) {
        return request.getContextPath() + request.getServletPath();
    }

    Paths paths() {
        return new Paths(base(), project());
    }

    ProjectId project() {
        String text = parameter("project");
        if (!ProjectId.isValid(text)) {
            throw new NotFoundException("project");
        }
        return ProjectId.of(text);
    }

    CallId call() {
        return CallId.parse(parameter("id")).orElseThrow(() -> new NotFoundException("call"));
    }

    CustomerId customer() {
        return CustomerId.parse(parameter("customerId")).orElseThrow(() -> new NotFoundException("customer"));
    }

    /** An id of a thing; what is no id names nothing. */
    UUID id(String name, String what) {
        return Comment.Id.parse(parameter(name)).map(Comment.Id::value).orElseThrow(() -> new NotFoundException(what));
    }

    Comment.Id comment() {
        return Comment.Id.parse(parameter("commentId")).orElseThrow(() -> new NotFoundException("comment"));
    }

    String provider() {
        return parameter("provider");
    }

    String account() {
        return parameter("account");
    }

    String importId() {
        return parameter("importId");
    }

    /** A header of the request. */
    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /**
     * The version that the client has read. A condition that no version can meet gives a version that nothing has, so that it
     * fails as it must.
     */
    OptionalLong ifMatch() {
        Optional<String> header = header("If-Match").map(String::strip);
        if (header.isEmpty() || header.get().equals("*")) {
            return OptionalLong.empty();
        }
        var version = VERSION.matcher(header.get());
        return OptionalLong.of(version.matches() ? Long.parseLong(version.group(1)) : -1);
    }

    /** The page that {@code cursor} and {@code limit} ask for. */
    PageRequest page() {
        return page("cursor");
    }

    PageRequest page(String cursorName) {
        List<FieldError> errors = new ArrayList<>();
        Optional<String> cursor = query.first(cursorName);
        cursor.ifPresent(text -> Texts.check(errors, "/" + cursorName, text, 1, MAX_CURSOR));
        int limit = query.first("limit")
                .map(text -> text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0)
                .orElse(PageRequest.DEFAULT_LIMIT);
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            errors.add(new FieldError("/limit", "must be between 1 and " + PageRequest.MAX_LIMIT));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new PageRequest(cursor, limit);
    }

    /** Answers with JSON. */
    void json(int status, JsonBody body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "private, no-store");
        OutputStream out = response.getOutputStream();
        body.write(out);
        out.flush();
    }

    /** Answers that it is done, with nothing to tell. */
    void noContent() {
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(204);
    }

    void etag(long version) {
        response.setHeader("ETag", "\"" + version + "\"");
    }

    /** Writes a body. */
    @FunctionalInterface
    interface JsonBody {
        void write(OutputStream out) throws IOException;
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
