package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Imports of files, for those who may hand in and manage the project. */
final class ImportHandlers {
    private static final int MAX_NAME = 255;

    private final CallCards callCards;
    private final Bodies bodies;
    private final Optional<ImportJobs> jobs;

    ImportHandlers(CallCards callCards, Bodies bodies, Optional<ImportJobs> jobs) {
        this.callCards = callCards;
        this.bodies = bodies;
        this.jobs = jobs;
    }

    void list(Exchange exchange) throws IOException {
        JsonArrayBuilder items = Json.createArrayBuilder();
        jobs(exchange).list(exchange.project()).forEach(known -> items.add(known.json()));
        answer(exchange, 200, Json.createObjectBuilder().add("items", items).build());
    }

    void create(Exchange exchange) throws IOException {
        ImportJobs all = jobs(exchange);
        List<FieldError> errors = new ArrayList<>();
        Optional<ImportRunner.Format> format = exchange.query().first("format").flatMap(all::format);
        if (format.isEmpty()) {
            errors.add(new FieldError(
                    "/format",
                    "must be one of "
                            + all.formats().stream()
                                    .map(ImportRunner.Format::id)
                                    .toList()));
        }
        String name = exchange.query().first("name").orElse("upload");
        Texts.check(errors, "/name", name, 1, MAX_NAME);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        LimitedInput body = bodies.file(exchange.request());
        ImportRecord known = all.create(exchange.viewer(), exchange.project(), format.orElseThrow(), name, body);
        exchange.response().setHeader("Location", exchange.paths().api("imports/" + known.id()));
        answer(exchange, 202, known.json());
    }

    void get(Exchange exchange) throws IOException {
        answer(
                exchange,
                200,
                jobs(exchange).get(exchange.project(), id(exchange)).json());
    }

    void stop(Exchange exchange) throws IOException {
        answer(
                exchange,
                202,
                jobs(exchange).stop(exchange.project(), id(exchange)).json());
    }

    void resume(Exchange exchange) throws IOException {
        answer(
                exchange,
                202,
                jobs(exchange)
                        .resume(exchange.viewer(), exchange.project(), id(exchange))
                        .json());
    }

    void delete(Exchange exchange) throws IOException {
        jobs(exchange).delete(exchange.project(), id(exchange));
        exchange.response().setStatus(204);
    }

    void rejected(Exchange exchange) throws IOException {
        ImportJobs all = jobs(exchange);
        Path file = all.rejects(all.get(exchange.project(), id(exchange)));
        HttpServletResponse response = exchange.response();
        response.setStatus(200);
        response.setContentType("application/x-ndjson");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"rejected.jsonl\"");
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(response.getOutputStream());
        }
    }

    /** The imports, for those who may see them. */
    ImportJobs jobs(Exchange exchange) {
        callCards.access().require(exchange.viewer(), exchange.project(), Permission.INGEST);
        callCards.projects().settings(exchange.viewer(), exchange.project());
        return jobs.orElseThrow(() -> new HttpProblem(404, "Imports are not set up here."));
    }

    /** The zone of the project. */
    ZoneId zone(Exchange exchange) {
        return callCards
                .projects()
                .get(exchange.viewer(), exchange.project())
                .settings()
                .timeZone();
    }

    private static String id(Exchange exchange) {
        return exchange.importId();
    }

    private static void answer(Exchange exchange, int status, JsonObject json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.json(status, out -> out.write(bytes));
    }
}
