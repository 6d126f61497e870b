package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.callcard.call.CallId;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharingApiTest {
    private static final Map<String, String> PRIVACY = Map.of(
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Robots-Tag", "noindex, nofollow",
            "X-Content-Type-Options", "nosniff");

    private final Random random = new Random(1);
    private World world;
    private String recording;
    private String call;
    private byte[] audio;

    @BeforeEach
    void start() {
        world = World.start();
        call = Samples.call(world);
        recording = World.API + "/calls/" + call + "/recording";
        audio = Samples.recording(world, call, 100_000);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void linkShouldPlayWithoutLogIn() {
        String page = share("{}").get("url").asText();

        Api.Answer html = open(page).is(200);
        assertThat(html.text())
                .contains("<audio")
                .contains("Recording of a call")
                .doesNotContain("7946")
                .doesNotContain("Priya")
                .doesNotContain("<script");
        PRIVACY.forEach((name, value) -> assertThat(html.header(name)).as(name).contains(value));
        Api.Answer sound = open(page + "/audio").is(200);
        assertThat(sound.body()).isEqualTo(audio);
        PRIVACY.forEach((name, value) -> assertThat(sound.header(name)).as(name).contains(value));
        Api.Answer range = world.stranger()
                .with("Range", "bytes=10-19")
                .get(own(page) + "/audio")
                .is(206);
        assertThat(range.body()).hasSize(10);

        JsonNode links =
                world.supervisor().get(recording + "/links").is(200).json().get("items");
        assertThat(links).hasSize(1);
        assertThat(links.get(0).get("accessCount").asInt())
                .as("the page counts, its audio does not")
                .isEqualTo(1);
        assertThat(links.get(0).has("url")).isFalse();
        assertThat(links.get(0).get("expiresAt").asText()).isEqualTo("2026-12-23T09:30:00Z");
    }

    @Test
    void linkShouldDieAtOnceWhenItIsTakenBack() {
        JsonNode link = share("{\"expiresInDays\": null}");
        assertThat(link.has("expiresAt")).isFalse();
        String page = link.get("url").asText();
        open(page).is(200);

        world.supervisor()
                .delete(recording + "/links/" + link.get("id").asText())
                .is(204);
        world.supervisor()
                .delete(recording + "/links/" + link.get("id").asText())
                .is(204);

        Api.Answer dead = open(page).is(404);
        assertThat(dead.text()).contains("does not work any more");
        PRIVACY.forEach((name, value) -> assertThat(dead.header(name)).as(name).contains(value));
        open(page + "/audio").is(404);
        assertThat(open(page + "x").is(404).text()).as("nobody learns why").isEqualTo(dead.text());
    }

    @Test
    void errorsShouldBeAsPrivateAsTheRecording() {
        String page = own(share("{}").get("url").asText());
        Api stranger = world.stranger();
        List<Api.Answer> errors = List.of(
                stranger.get("/shared/nothing").is(404),
                stranger.get("/shared/northgate-windows." + "A".repeat(43)).is(404),
                stranger.get(page + "/other").is(404),
                stranger.json("POST", page, "{}").is(405),
                stranger.with("If-Match", "\"a\"").get(page + "/audio").is(412),
                stranger.with("Range", "bytes=100000-").get(page + "/audio").is(416));
        for (Api.Answer error : errors) {
            PRIVACY.forEach(
                    (name, value) -> assertThat(error.header(name)).as(name).contains(value));
            assertThat(error.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'; style-src");
            assertThat(error.text()).doesNotContain("<script").doesNotContain("href=\"" + World.BASE + "/\"");
        }
        world.storage().recordings().delete(key(world, call));
        Api.Answer lost = open(World.BASE + page + "/audio").is(404);
        PRIVACY.forEach((name, value) -> assertThat(lost.header(name)).as(name).contains(value));
        assertThat(lost.text()).as("nobody learns why").isEqualTo(errors.get(0).text());
    }

    @Test
    void switchingOffShouldEndAllLinksForGood() {
        String page = share("{\"expiresInDays\": null}").get("url").asText();
        share("{}");
        for (String enabled : List.of("false", "false", "true", "true")) {
            world.admin()
                    .json("PUT", World.API + "/settings", "{\"shareLinks\": {\"enabled\": " + enabled + "}}")
                    .is(200);
            open(page).is(404);
        }
        JsonNode audit = world.admin().get(World.API + "/audit").is(200).json().get("items");
        List<JsonNode> revoked = audit.findParents("action").stream()
                .filter(record -> record.get("action").asText().equals("LINK_REVOKED"))
                .toList();
        assertThat(revoked).as("one record for all links").hasSize(1);
        assertThat(revoked.get(0).get("actor").asText()).isEqualTo("Ada Holm");
        assertThat(revoked.get(0).get("detail").asText()).contains("sharing was switched off");
        assertThat(world.supervisor().get(recording + "/links").is(200).json().get("items"))
                .isEmpty();
    }

    @Test
    void tokensThatCannotBeShouldNotReachTheStorage() {
        CountedCalls calls = new CountedCalls();
        try (World here = World.start(setup -> setup.storage(calls::of))) {
            int before = calls.count();
            String rest = "A".repeat(42);
            for (String token : List.of(
                    "x",
                    ".",
                    "northgate-windows",
                    "northgate-windows.",
                    "northgate-windows." + rest,
                    "northgate-windows." + rest + "AA",
                    "northgate-windows." + rest + "B",
                    "northgate-windows." + rest + "=",
                    "Northgate." + rest + "A",
                    "." + rest + "A",
                    "%27.%20or%201=1",
                    "a".repeat(200) + "." + rest + "A",
                    rest + "A")) {
                here.stranger().get("/shared/" + token + "/audio").is(404);
            }
            assertThat(calls.count()).isEqualTo(before);

            here.stranger().get("/shared/nobody." + rest + "A").is(404);
            assertThat(calls.count()).as("the project").isEqualTo(before + 1);
            here.stranger().get("/shared/northgate-windows." + rest + "A").is(404);
            assertThat(calls.count()).as("the project and the link").isEqualTo(before + 3);
        }
    }

    @Test
    void guessesShouldHitNothing() {
        share("{}");
        for (int i = 0; i < 100_000; i++) {
            byte[] guess = new byte[32];
            random.nextBytes(guess);
            String token = World.NORTHGATE + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(guess);
            assertThat(world.callCards().shareLinks().open(token)).isEmpty();
        }
    }

    @Test
    void linkShouldDieWithItsRecording() {
        String page = share("{}").get("url").asText();

        world.supervisor().delete(recording).is(204);
        world.supervisor().delete(recording).is(204);

        open(page).is(404);
        open(page + "/audio").is(404);
        world.supervisor().get(recording).is(404);
        JsonNode state = world.supervisor()
                .get(World.API + "/calls/" + call + "/card")
                .is(200)
                .json()
                .get("audio");
        assertThat(state.get("state").asText()).isEqualTo("DELETED");
        assertThat(state.get("deletedBy").asText()).isNotEmpty();
        assertThat(state.get("deletedAt").asText()).isEqualTo("2026-11-23T09:30:00Z");
        world.supervisor().json("POST", recording + "/links", "{}").is(409);
        List<String> actions = world.admin()
                .get(World.API + "/audit")
                .is(200)
                .json()
                .get("items")
                .findValuesAsText("action");
        assertThat(actions).contains("RECORDING_DELETED", "LINK_CREATED");
    }

    @Test
    void callerShouldBeShownOnlyWhereTheProjectAllowsIt() {
        String page = share("{}").get("url").asText();
        world.admin()
                .json("PUT", World.API + "/settings", "{\"shareLinks\": {\"showCaller\": true}}")
                .is(200);
        assertThat(open(page).is(200).text()).contains("7946");
        world.admin()
                .json("PUT", World.API + "/settings", "{\"shareLinks\": {\"enabled\": false}}")
                .is(200);
        open(page).is(404);
        world.supervisor().json("POST", recording + "/links", "{}").is(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "36501", "1e9", "99999999999999999999", "\"7\"", "true", "[]"})
    void lifetimeShouldBeAWholeNumberOfDays(String days) {
        Api.Answer answer = world.supervisor()
                .json("POST", recording + "/links", "{\"expiresInDays\": " + days + "}")
                .is(422);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/expiresInDays");
    }

    @Test
    void agentShouldNeitherShareNorDelete() {
        world.agent().json("POST", recording + "/links", "{}").is(403);
        world.agent().get(recording + "/links").is(403);
        world.agent().delete(recording).is(403);
        world.agent().get(World.API + "/audit").is(403);
        world.supervisor().json("POST", recording + "/retrieval/approve", "{}").is(403);
        world.admin().json("POST", recording + "/retrieval/approve", "{}").is(409);
        world.supervisor().json("POST", recording + "/retrieval", "{}").is(409);
    }

    @Test
    void sharedPageShouldBeReadOnly() {
        String page = own(share("{}").get("url").asText());
        assertThat(world.stranger().json("POST", page, "{}").is(405).header("Allow"))
                .contains("GET, HEAD");
    }

    @Test
    void waveformShouldHaveThePeaksOfEachBucket() {
        world.agent().get(recording + "/waveform").is(404);
        draw(world, call);

        JsonNode seen =
                world.agent().get(recording + "/waveform?buckets=2").is(200).json();
        assertThat(seen.get("durationMs").asLong()).isEqualTo(500);
        assertThat(seen.get("channels").toString()).isEqualTo("[[1.0,0.2],[0.0,0.4]]");
        assertThat(seen.get("speechShare").asDouble()).isEqualTo(0.75);
        assertThat(seen.get("talkShare").toString()).isEqualTo("[0.5,0.25]");
        assertThat(world.agent().get(recording + "/waveform").is(200).json().at("/channels/0"))
                .hasSize(4);
        world.agent().get(recording + "/waveform?buckets=0").is(422);
        world.agent().get(recording + "/waveform?buckets=2001").is(422);
        world.agent().get(recording + "/waveform?buckets=x").is(422);
    }

    private static RecordingStore.Key key(World world, String call) {
        return world.storage()
                .recordingCatalog()
                .find(World.NORTHGATE, CallId.parse(call).orElseThrow())
                .orElseThrow()
                .audio()
                .orElseThrow()
                .key();
    }

    /** Keeps something to see of a recording that nobody can decode. */
    static void draw(World world, String call) {
        RecordingCatalog catalog = world.storage().recordingCatalog();
        catalog.saveAnalysis(
                key(world, call),
                new AudioAnalyzer.Analysis(
                        8_000,
                        4_000,
                        1_000,
                        0.75,
                        true,
                        List.of(
                                new AudioAnalyzer.Analysis.Channel(List.of(0, 255, 51, 0), 0.5),
                                new AudioAnalyzer.Analysis.Channel(List.of(0, 0, 102, 51), 0.25))));
    }

    private JsonNode share(String body) {
        return world.supervisor()
                .json("POST", recording + "/links", body)
                .is(201)
                .json();
    }

    private Api.Answer open(String page) {
        return world.stranger().get(own(page));
    }

    /** A path as the client of these tests wants it. */
    private static String own(String page) {
        assertThat(page).startsWith(World.BASE + "/shared/");
        return page.substring(World.BASE.length());
    }
}
