package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessApiTest {
    private static final String COMMENT = "{\"text\": \"Hello\"}";
    private static World world;
    private static String call;
    private static String customer;
    private static String upload;
    private static String event;

    @BeforeAll
    static void start() {
        world = World.start();
        call = Samples.call(world);
        customer = world.admin()
                .get(World.API + "/calls/" + call)
                .json()
                .get("customerId")
                .asText();
        event = WebhooksTest.quarantined(world);
        upload = world.admin()
                .with("Content-Type", "application/octet-stream")
                .send("POST", World.API + "/imports?format=calls", BodyPublishers.ofString("ok\n"))
                .is(202)
                .json()
                .get("id")
                .asText();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> everyOperationShouldKeepOthersOut() {
        return Contract.operations().stream()
                .filter(operation -> !operation.isOpen())
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    String path = operation
                            .template()
                            .replace("{project}", World.NORTHGATE.value())
                            .replace("{id}", call)
                            .replace("{customerId}", customer)
                            .replace("{importId}", upload)
                            .replace("{provider}", "scripted")
                            .replace("{account}", "main")
                            .replace("{eventId}", event)
                            .replace("{linkId}", "00000000-0000-7000-8000-000000000000")
                            .replace("{commentId}", "00000000-0000-7000-8000-000000000000");
                    assertThat(send(world.stranger(), operation, path).status()).isEqualTo(401);
                    Api.Answer foreign = send(world.foreigner(), operation, path);
                    assertThat(foreign.status()).isEqualTo(404);
                    Api.Answer missing =
                            send(world.admin(), operation, path.replace(World.NORTHGATE.value(), "no-such-project"));
                    assertThat(missing.status()).isEqualTo(404);
                    assertThat(foreign.text()).isEqualTo(missing.text());
                    // The same ids asked for in a project of one's own.
                    if (!path.equals(operation.template().replace("{project}", World.NORTHGATE.value()))) {
                        Api.Answer crossed =
                                send(world.foreigner(), operation, path.replace(World.NORTHGATE.value(), "other"));
                        String unknown = path.replace(call, "00000000-0000-7000-8000-000000000001")
                                .replace(customer, "00000000-0000-7000-8000-000000000001")
                                .replace(upload, "00000000-0000-7000-8000-000000000001")
                                .replace(event, "00000000-0000-7000-8000-000000000001")
                                .replace(World.NORTHGATE.value(), "other");
                        Api.Answer never = send(world.foreigner(), operation, unknown);
                        assertThat(crossed.status()).isEqualTo(never.status());
                        assertThat(crossed.text()).isEqualTo(never.text());
                    }
                }));
    }

    private static Api.Answer send(Api api, Contract.Operation operation, String path) {
        if (operation.method().equals("POST") && path.endsWith("/recording")) {
            return api.with("Content-Type", "audio/wav")
                    .send("POST", path, BodyPublishers.ofByteArray(Samples.wav(100)));
        }
        return operation.node().has("requestBody")
                ? api.json(operation.method(), path, "{\"text\": \"a\", \"number\": \"1\"}")
                : api.send(operation.method(), path, BodyPublishers.noBody());
    }

    @Test
    void agentShouldSeeOwnCallsOnly() {
        String others = Samples.report(world, "others", "21", "2026-11-01T10:00:00Z");
        assertThat(world.agent().get(World.API + "/calls").is(200).text())
                .contains(call)
                .doesNotContain(others);
        assertThat(world.supervisor().get(World.API + "/calls").is(200).text()).contains(call, others);
        assertThat(world.agent()
                        .get(World.API + "/calls?agent=21")
                        .is(200)
                        .json()
                        .get("items"))
                .isEmpty();
        world.newAgent().get(World.API + "/calls/" + call + "/card").is(403);
        world.agent().get(World.API + "/settings").is(403);
        world.supervisor().get(World.API + "/settings").is(403);
        world.agent().json("POST", World.API + "/calls", "{}").is(403);
        world.agent().json("POST", World.API + "/visit-events", "{}").is(403);
        world.integration().get(World.API + "/calls").is(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "nonsense"})
    void browserThatComesFromElsewhereShouldBeRefused(String site) {
        Api.Answer answer = world.agent()
                .with("Cookie", "JSESSIONID=1")
                .with("Sec-Fetch-Site", site)
                .with("Origin", world.origin().toString())
                .json("POST", World.API + "/calls/" + call + "/comments", COMMENT)
                .is(403);
        assertThat(answer.json().get("detail").asText()).contains("another site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void browserThatComesFromHereShouldBeLet(String site) {
        world.agent()
                .with("Cookie", "JSESSIONID=1")
                .with("Sec-Fetch-Site", site)
                .json("POST", World.API + "/calls/" + call + "/comments", COMMENT)
                .is(201);
    }

    @Test
    void oldBrowserShouldBeToldByItsOrigin() {
        Api cookie = world.agent().with("Cookie", "JSESSIONID=1");
        String path = World.API + "/calls/" + call + "/comments";
        String here = world.origin().toString();
        cookie.with("Origin", here).json("POST", path, COMMENT).is(201);
        cookie.json("POST", path, COMMENT).is(403);
        for (String origin : List.of(
                "null", "http://evil.example", here + "0", here.replace("127.0.0.1", "127.0.0.2"), "http://", "a b")) {
            cookie.with("Origin", origin).json("POST", path, COMMENT).is(403);
        }
        cookie.with("Origin", "http://evil.example").get(path).is(200);
    }

    @Test
    void programWithoutCookieShouldNeedNoOrigin() {
        world.agent()
                .with("Origin", "http://evil.example")
                .json("POST", World.API + "/calls/" + call + "/comments", COMMENT)
                .is(201);
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm.example.com, 201",
        "https://crm.example.com:443, 201",
        "https://CRM.example.com, 201",
        "http://crm.example.com, 403",
        "https://crm.example.com:8443, 403",
        "https://crm.example.com.evil.example, 403"
    })
    void publicBaseUrlShouldDecideIfThereIsOne(String origin, int status) {
        WebOptions options = WebOptions.builder()
                .publicBaseUrl(Optional.of(URI.create("https://crm.example.com/callcard")))
                .build();
        try (World proxied = World.start(setup -> setup.options(options))) {
            String id = Samples.call(proxied);
            proxied.agent()
                    .with("Cookie", "JSESSIONID=1")
                    .with("Origin", origin)
                    .json("POST", World.API + "/calls/" + id + "/comments", COMMENT)
                    .is(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void everyMethodThatChangesSomethingShouldBeGuarded(String method) {
        world.admin()
                .with("Cookie", "JSESSIONID=1")
                .with("Sec-Fetch-Site", "cross-site")
                .send(method, World.API + "/settings", BodyPublishers.noBody())
                .is(403);
    }
}
