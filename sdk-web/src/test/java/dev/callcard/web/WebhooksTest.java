package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider pushes, and what those see of it who manage the settings. */
class WebhooksTest {
    private static final String HOOK = World.API + "/webhooks/scripted/main";
    private static final String QUARANTINE = World.API + "/quarantine";
    private static final String CALL = """
            {"provider":"scripted","account":"main","providerCallId":"p1","type":"INBOUND","caller":"020 7946 0958",
             "startedAt":"2026-11-23T09:00:00Z","endedAt":"2026-11-23T09:01:00Z","outcome":"ANSWERED"}""";

    private World world;

    @BeforeEach
    void start() {
        world = World.start();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** Pushes something that cannot be read, and gives its id in the quarantine. */
    static String quarantined(World world) {
        push(world, "nonsense").is(204);
        return world.admin().get(QUARANTINE).is(200).json().at("/items/0/id").asText();
    }

    private static Api.Answer push(World world, String body) {
        return world.stranger().with("X-Secret", "s3cret").json("POST", HOOK, body);
    }

    @Test
    void pushShouldBecomeACallAndBeShownMasked() {
        push(world, CALL).is(204);
        push(world, CALL).is(204);

        JsonNode calls = world.admin()
                .get(World.API + "/calls?provider=scripted")
                .is(200)
                .json()
                .get("items");
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).get("origin").asText()).isEqualTo("WEBHOOK");
        String events = World.API + "/calls/" + calls.get(0).get("id").asText() + "/events";
        JsonNode items = world.admin().get(events).is(200).json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("text").asText()).contains("***58").doesNotContain("7946");
        world.supervisor().get(events).is(403);
    }

    @Test
    void forgedPushShouldBeRefusedInWordsAndLeaveNothing() {
        Api.Answer answer = world.stranger().with("X-Secret", "guess").json("POST", HOOK, CALL);

        answer.is(403);
        assertThat(answer.text())
                .contains("The header X-Secret is missing or wrong.")
                .doesNotContain("guess");
        assertThat(world.admin()
                        .get(World.API + "/calls?provider=scripted")
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(world.admin().get(QUARANTINE).json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                World.API + "/webhooks/scripted/other",
                World.API + "/webhooks/other/main",
                "/api/v1/projects/other/webhooks/scripted/main",
                "/api/v1/projects/no-such-project/webhooks/scripted/main",
                "/api/v1/projects/NOT%20ONE/webhooks/scripted/main"
            })
    void whatIsNoAccountShouldBeNotFound(String path) {
        world.stranger().with("X-Secret", "s3cret").json("POST", path, CALL).is(404);
    }

    @Test
    void bodiesThatAreTooLargeOrPackedShouldBeRefused() {
        push(world, "x".repeat(1 << 20)).is(204);
        push(world, "x".repeat((1 << 20) + 1)).is(413);
        world.stranger()
                .with("X-Secret", "s3cret")
                .with("Content-Encoding", "gzip")
                .json("POST", HOOK, CALL)
                .is(415);
        world.stranger()
                .with("X-Secret", "s3cret")
                .send("PUT", HOOK, BodyPublishers.noBody())
                .is(405);
        push(world, "[".repeat(100_000)).is(204);
        assertThat(world.admin().get(QUARANTINE).json().get("items")).hasSize(2);
    }

    @Test
    void whatCannotBeReadShouldBeListedShownReplayedAndDropped() {
        String id = quarantined(world);
        JsonNode event = world.admin().get(QUARANTINE + "/" + id).is(200).json();
        assertThat(event.get("body").asText()).isEqualTo("nonsense");
        assertThat(event.get("reason").asText()).isEqualTo("The body is no JSON of reports.");

        Api.Answer refused = world.admin().send("POST", QUARANTINE + "/" + id + "/replay", BodyPublishers.noBody());
        refused.is(409);
        assertThat(refused.text()).contains("still cannot be taken in");
        world.supervisor().get(QUARANTINE).is(403);
        world.admin().delete(QUARANTINE + "/" + UUID.randomUUID()).is(404);
        world.admin().delete(QUARANTINE + "/" + id).is(204);
        world.admin().get(QUARANTINE + "/" + id).is(404);
        assertThat(world.admin().get(World.API + "/audit").is(200).text()).contains("EVENT_DROPPED");
    }

    @Test
    void accountsShouldBeListedCheckedAndPolled() {
        String account = World.API + "/telephony/scripted/main";
        JsonNode items =
                world.admin().get(World.API + "/telephony").is(200).json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("abilities").toString()).isEqualTo("[\"PUSH\",\"POLL\",\"CHECK\"]");
        assertThat(world.admin()
                        .send("POST", account + "/check", BodyPublishers.noBody())
                        .is(200)
                        .json()
                        .get("works")
                        .asBoolean())
                .isTrue();
        assertThat(world.admin().get(account + "/poll").is(200).json().has("ranAt"))
                .isFalse();
        JsonNode polled = world.admin()
                .send("POST", account + "/poll", BodyPublishers.noBody())
                .is(200)
                .json();
        assertThat(polled.get("ranAt").asText()).isEqualTo("2026-11-23T09:30:00Z");
        assertThat(polled.get("dueAt").asText()).isEqualTo("2026-11-23T09:35:00Z");
        world.supervisor().get(World.API + "/telephony").is(403);
        world.admin()
                .send("POST", World.API + "/telephony/scripted/none/check", BodyPublishers.noBody())
                .is(404);
    }
}
