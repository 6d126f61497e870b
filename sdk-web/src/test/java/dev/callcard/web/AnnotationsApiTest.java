package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsApiTest {
    private World world;
    private String call;

    @BeforeEach
    void start() {
        world = World.start();
        call = World.API + "/calls/" + Samples.call(world);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void changesShouldCountVersionsAndKeepWhatIsNotNamed() {
        Api.Answer untouched = world.supervisor().get(call + "/annotation").is(200);
        assertThat(untouched.header("ETag")).contains("\"0\"");
        Api.Answer rated = world.supervisor()
                .with("If-Match", "\"0\"")
                .json("PATCH", call + "/annotation", "{\"managerRating\": 5, \"categories\": [\"complaint\"]}")
                .is(200);
        assertThat(rated.header("ETag")).contains("\"1\"");
        JsonNode second = world.supervisor()
                .json("PATCH", call + "/annotation", "{\"callRating\": 2}")
                .is(200)
                .json();
        assertThat(second.at("/managerRating/value").asInt()).isEqualTo(5);
        assertThat(second.at("/managerRating/by").asText()).isEqualTo("Helen Marsh");
        assertThat(second.at("/categories/0/name").asText()).isEqualTo("Complaint");
        JsonNode cleared = world.supervisor()
                .json("PATCH", call + "/annotation", "{\"managerRating\": null, \"categories\": null}")
                .is(200)
                .json();
        assertThat(cleared.has("managerRating")).isFalse();
        assertThat(cleared.get("categories")).isEmpty();
        assertThat(cleared.at("/callRating/value").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"0\"", "0", "\"\"", "\"-1\"", "\"99999999999999999999\"", "\"0\", \"1\""})
    void staleConditionShouldChangeNothing(String condition) {
        Api.Answer answer = world.supervisor()
                .with("If-Match", condition)
                .json("PATCH", call + "/annotation", "{\"callRating\": 2}")
                .is(412);
        assertThat(answer.header("ETag")).contains("\"0\"");
        assertThat(world.supervisor().get(call + "/annotation").json().has("callRating"))
                .isFalse();
    }

    @Test
    void starShouldMeetEveryVersion() {
        world.supervisor()
                .with("If-Match", "*")
                .json("PATCH", call + "/annotation", "{\"callRating\": 2}")
                .is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"callRating\": 6}",
                "{\"callRating\": 0}",
                "{\"callRating\": 1.5}",
                "{\"callRating\": \"5\"}",
                "{\"callRating\": 1e400}",
                "{\"categories\": \"complaint\"}",
                "{\"categories\": [\"unheard-of\"]}",
                "{\"categories\": [1]}"
            })
    void wrongChangeShouldBeNamed(String body) {
        assertThat(world.supervisor()
                        .json("PATCH", call + "/annotation", body)
                        .is(422)
                        .json()
                        .get("errors"))
                .isNotEmpty();
    }

    @Test
    void agentShouldCommentButNotJudge() {
        world.agent().json("PATCH", call + "/annotation", "{\"callRating\": 5}").is(403);
        world.agent()
                .json("PATCH", call + "/annotation", "{\"categories\": [\"complaint\"]}")
                .is(403);
        world.agent().json("POST", call + "/comments", "{\"text\": \"Hello\"}").is(201);
        world.newAgent()
                .json("POST", call + "/comments", "{\"text\": \"Hello\"}")
                .is(403);
    }

    @Test
    void commentShouldBeEditedByItsAuthorOnly() {
        Api.Answer added = world.agent()
                .json("POST", call + "/comments", "{\"text\": \"One \ud83d\udc4d\", \"audioOffsetMs\": 1500}")
                .is(201);
        String path = added.header("Location").orElseThrow().substring(World.BASE.length());
        assertThat(added.header("ETag")).contains("\"1\"");
        world.supervisor().json("PATCH", path, "{\"text\": \"Mine\"}").is(403);
        Api.Answer edited = world.agent()
                .with("If-Match", "\"1\"")
                .json("PATCH", path, "{\"text\": \"Two\"}")
                .is(200);
        assertThat(edited.header("ETag")).contains("\"2\"");
        assertThat(edited.json().get("audioOffsetMs").asInt()).isEqualTo(1_500);
        Api.Answer late = world.agent()
                .with("If-Match", "\"1\"")
                .json("PATCH", path, "{\"text\": \"Three\"}")
                .is(412);
        assertThat(late.header("ETag")).contains("\"2\"");
        JsonNode unpinned = world.agent()
                .json("PATCH", path, "{\"audioOffsetMs\": null}")
                .is(200)
                .json();
        assertThat(unpinned.has("audioOffsetMs")).isFalse();
        assertThat(unpinned.get("text").asText()).isEqualTo("Two");
    }

    @Test
    void commentShouldBeDeletedOnceAndForAll() {
        String path = world.agent()
                .json("POST", call + "/comments", "{\"text\": \"One\"}")
                .is(201)
                .header("Location")
                .orElseThrow()
                .substring(World.BASE.length());
        world.agent().with("If-Match", "\"7\"").delete(path).is(412);
        world.supervisor().delete(path).is(204);
        world.supervisor().delete(path).is(204);
        world.agent().json("PATCH", path, "{\"text\": \"Two\"}").is(404);
        assertThat(world.agent().get(call + "/comments").is(200).json().get("items"))
                .isEmpty();
    }

    @Test
    void commentsShouldComeInPages() {
        for (int i = 0; i < 3; i++) {
            world.agent()
                    .json("POST", call + "/comments", "{\"text\": \"Number " + i + "\"}")
                    .is(201);
        }
        JsonNode first = world.agent().get(call + "/comments?limit=2").is(200).json();
        JsonNode second = world.agent()
                .get(call + "/comments?limit=2&cursor=" + first.get("next").asText())
                .is(200)
                .json();
        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\": \"\"}",
                "{\"text\": \"  \"}",
                "{\"text\": 1}",
                "{\"text\": \"a\\u0000\"}",
                "{\"text\": \"\\ud800\"}",
                "{\"text\": \"a\", \"audioOffsetMs\": -1}"
            })
    void wrongCommentShouldBeRefused(String body) {
        world.agent().json("POST", call + "/comments", body).is(422);
    }
}
