package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends requests as one user, and holds every answer of the API against the contract. Immutable. */
final class Api {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final URI origin;
    private final String base;
    private final List<String> headers;

    Api(URI origin, String base, List<String> headers) {
        this.origin = origin;
        this.base = base;
        this.headers = headers;
    }

    /** The same client as somebody else. */
    Api as(String user) {
        return with(World.USER, user);
    }

    /** The same client with one more header. */
    Api with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Api(origin, base, more);
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer json(String method, String path, String body) {
        return with("Content-Type", "application/json")
                .send(method, path, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    Answer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            Answer answer = new Answer(response);
            check(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void check(String method, String path, Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        if (path.startsWith("/api/")) {
            Contract.operation(method, path.replaceAll("\\?.*", ""))
                    .ifPresent(operation -> Contract.check(
                            operation,
                            answer.status(),
                            answer.response.headers().map(),
                            answer.body()));
            String type = answer.header("Content-Type").orElse("");
            if (type.startsWith("application/json")
                    || type.startsWith("text/csv")
                    || type.startsWith("application/zip")
                    || type.startsWith("text/event-stream")) {
                assertThat(answer.header("Cache-Control")).contains("private, no-store");
            } else if (type.startsWith("application/problem+json")) {
                assertThat(answer.header("Cache-Control")).contains("no-store");
                if (!method.equals("HEAD")) {
                    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
                }
            } else if (answer.body().length > 0 && !type.equals("application/x-ndjson")) {
                assertThat(type).startsWith("audio/");
            }
        }
    }

    /** An answer, read to its end. */
    static final class Answer {
        private final HttpResponse<byte[]> response;

        private Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        Answer is(int status) {
            assertThat(status()).as(text()).isEqualTo(status);
            return this;
        }

        int status() {
            return response.statusCode();
        }

        byte[] body() {
            return response.body();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Contract.parse(response.body());
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }
}
