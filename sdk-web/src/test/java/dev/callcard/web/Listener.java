package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Listens to the live log as a browser does. */
final class Listener implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile String lastId = "";
    private volatile String retry = "";

    /** An event. */
    record Event(String name, String id, JsonNode data) {
        String call() {
            return data.path("id").asText();
        }
    }

    private Listener(InputStream body) {
        this.body = body;
        Thread thread = new Thread(this::read, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    static Listener open(World world, String user) {
        return open(world, user, Optional.empty());
    }

    static Listener open(World world, String user, Optional<String> lastId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(world.origin() + World.BASE + World.API + "/live"))
                .header(World.USER, user);
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        try {
            var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            return new Listener(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next event, waited for. */
    Event next() {
        try {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event in time").isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Skips events, which may come twice, until one fits. */
    Event next(String name, String call) {
        Event event = next();
        while (!event.name().equals(name) || !event.call().equals(call)) {
            event = next();
        }
        return event;
    }

    boolean isSilent() {
        return events.isEmpty();
    }

    String lastId() {
        return lastId;
    }

    String retry() {
        return retry;
    }

    void awaitEnd() {
        assertThat(ended).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "message";
            String data = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("retry: ")) {
                    retry = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(name, lastId, Contract.parse(data.getBytes(StandardCharsets.UTF_8))));
                    }
                    name = "message";
                    data = "";
                }
            }
            ended.complete(true);
        } catch (IOException e) {
            ended.complete(false); // cut off, or closed by the test
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
