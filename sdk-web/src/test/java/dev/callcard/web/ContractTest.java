package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The servlet and {@code docs/openapi.yaml} say the same. */
class ContractTest {
    @Test
    void routesShouldBeThoseOfTheContract() {
        try (World world = World.start()) {
            // Webhooks come before everything that asks who is looking.
            List<String> routed = Stream.concat(
                            world.servlet().router().operations().stream()
                                    .filter(operation -> operation.contains("/api/")),
                            Stream.of("GET " + Webhooks.TEMPLATE, "POST " + Webhooks.TEMPLATE))
                    .toList();
            List<String> written = Contract.operations().stream()
                    .map(Contract.Operation::toString)
                    .toList();
            assertThat(routed).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void examplesShouldFitTheirSchemas() {
        for (Contract.Operation operation : Contract.operations()) {
            operation.node().at("/requestBody/content").properties().forEach(type -> examples(operation, type));
            operation
                    .node()
                    .get("responses")
                    .forEach(response -> Contract.resolve(response)
                            .path("content")
                            .properties()
                            .iterator()
                            .forEachRemaining(type -> examples(operation, type)));
            operation
                    .parameters()
                    .forEach(parameter -> Contract.examples(parameter)
                            .forEach((name, value) -> Contract.check(
                                    parameter.get("schema"), value, operation + " " + parameter.get("name"))));
        }
    }

    private static void examples(Contract.Operation operation, Map.Entry<String, JsonNode> type) {
        if (type.getKey().endsWith("json")) {
            Contract.examples(type.getValue())
                    .forEach((name, value) -> Contract.check(type.getValue().get("schema"), value, operation + name));
        }
    }

    @TestFactory
    Stream<DynamicTest> bodiesOfTheExamplesShouldBeAccepted() {
        return Contract.operations().stream()
                .filter(operation -> operation.node().at("/requestBody/content").has("application/json"))
                .flatMap(operation ->
                        Contract.examples(operation.node().at("/requestBody/content/application~1json"))
                                .entrySet()
                                .stream()
                                .map(example -> DynamicTest.dynamicTest(operation + " " + example.getKey(), () -> {
                                    try (World world = World.start()) {
                                        String path = path(world, operation);
                                        Api api = operation.template().matches(".*/(calls|visit-events)")
                                                ? world.integration()
                                                : operation.template().matches(".*/(comments|links).*")
                                                        ? world.supervisor()
                                                        : world.admin();
                                        int status = api.json(
                                                        operation.method(),
                                                        path,
                                                        example.getValue().toString())
                                                .status();
                                        assertThat(status).isBetween(200, 201);
                                    }
                                })));
    }

    @TestFactory
    Stream<DynamicTest> parametersOfTheExamplesShouldBeUnderstood() {
        return Contract.operations().stream()
                .filter(operation -> operation.method().equals("GET") && !operation.isOpen())
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    try (World world = World.start()) {
                        String path = path(world, operation);
                        world.admin().get(path).is(200);
                        for (JsonNode parameter : operation.parameters()) {
                            Contract.examples(parameter).values().forEach(value -> send(world, path, parameter, value));
                        }
                    }
                }));
    }

    private static void send(World world, String path, JsonNode parameter, JsonNode value) {
        String text = value.isArray() ? value.get(0).asText() : value.asText();
        String name = parameter.get("name").asText();
        if (parameter.get("in").asText().equals("query")) {
            world.admin()
                    .get(path + "?" + name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                    .is(200);
        } else if (parameter.get("in").asText().equals("header")) {
            int status = world.admin().with(name, text).get(path).status();
            assertThat(status).isIn(200, 206);
        }
    }

    private static String path(World world, Contract.Operation operation) {
        String call = Samples.call(world);
        Samples.recording(world, call, 100_000);
        JsonNode known = world.admin().get(World.API + "/calls/" + call).is(200).json();
        String path = operation
                .template()
                .replace("{project}", World.NORTHGATE.value())
                .replace("{id}", call)
                .replace("{customerId}", known.get("customerId").asText());
        if (path.endsWith("/waveform")) {
            SharingApiTest.draw(world, call);
        }
        if (path.contains("{importId}")) {
            String id = world.admin()
                    .with("Content-Type", "application/octet-stream")
                    .send("POST", World.API + "/imports?format=calls", BodyPublishers.ofString("ok\n"))
                    .is(202)
                    .json()
                    .get("id")
                    .asText();
            path = path.replace("{importId}", id);
        }
        path = path.replace("{provider}", "scripted").replace("{account}", "main");
        if (path.contains("{eventId}")) {
            path = path.replace("{eventId}", WebhooksTest.quarantined(world));
        }
        if (operation.method().equals("GET") && path.endsWith("/legal-hold")) {
            world.admin().json("PUT", path, "{}").is(200);
        }
        if (path.contains("{commentId}")) {
            JsonNode comment = world.supervisor()
                    .json("POST", World.API + "/calls/" + call + "/comments", "{\"text\": \"First.\"}")
                    .is(201)
                    .json();
            path = path.replace("{commentId}", comment.get("id").asText());
        }
        return path;
    }

    @Test
    void everyMethodThatIsNotListedShouldBeRefusedWithThoseThatAre() {
        try (World world = World.start()) {
            Api.Answer answer = world.admin().send("PUT", World.API + "/calls", BodyPublishers.noBody());
            answer.is(405);
            assertThat(answer.header("Allow")).contains("GET, HEAD, POST");
            world.admin().get("/api/v1/nothing").is(404);
            world.admin().get("/api/v1/projects/northgate-windows/calls/").is(404);
        }
    }
}
