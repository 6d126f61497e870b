package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent by broken and by hostile senders. */
class BadInputTest {
    private static final String CALLS = World.API + "/calls";
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"provider\": \"a\",}",
                "[1,]",
                "nul",
                "{} {}",
                "\"text\"",
                "1",
                "true",
                "null",
                "{'a': 1}",
                "{\"a\": 01}",
                "{\"a\": NaN}",
                "\ufeff{}"
            })
    void bodyShouldBeRefusedAsAWhole(String body) {
        for (String path : new String[] {"/calls", "/visit-events", "/customers/lookup"}) {
            Api.Answer answer =
                    world.admin().json("POST", World.API + path, body).is(400);
            assertThat(answer.json().get("detail").asText()).isNotBlank();
        }
    }

    @Test
    void deepNestingShouldBeRefused() {
        world.admin()
                .json("POST", CALLS, "[".repeat(10_000) + "]".repeat(10_000))
                .is(400);
        world.admin()
                .json("POST", CALLS, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))
                .is(400);
    }

    @Test
    void bytesThatAreNoUtf8ShouldBeRefused() {
        byte[] body = "{\"provider\": \"a\", \"providerCallId\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        world.admin()
                .with("Content-Type", "application/json")
                .send("POST", CALLS, BodyPublishers.ofByteArray(body))
                .is(400);
    }

    @Test
    void tooManyItemsShouldBeRefused() {
        String item = "{\"provider\": \"a\", \"providerCallId\": \"b\"}";
        Api.Answer answer = world.admin()
                .json("POST", CALLS, "[" + (item + ",").repeat(1_000) + item + "]")
                .is(422);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEmpty();
        assertThat(answer.json().at("/errors/0").has("pointer")).isTrue();
        world.admin()
                .json("POST", CALLS, "[" + (item + ",").repeat(999) + item + "]")
                .is(200);
    }

    @Test
    void largeBodyShouldBeRefusedWhereverItsLengthStands() {
        String large = "[\"" + "x".repeat(8 << 20) + "\"]";
        Api.Answer known = world.admin().json("POST", CALLS, large).is(413);
        assertThat(known.json().get("detail").asText()).contains("8388608");
        Api.Answer chunked = world.admin()
                .with("Content-Type", "application/json")
                .send(
                        "POST",
                        CALLS,
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));
        chunked.is(413);
    }

    @Test
    void largeBodyShouldBeRefusedBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket(world.origin().getHost(), world.origin().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + World.BASE + CALLS + " HTTP/1.1\r\nHost: a\r\n" + World.USER + ": admin\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 9000000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(status(socket.getInputStream())).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void audioBeyondTheLimitShouldBeRefusedWhileItComes() {
        try (World small = World.start(setup -> setup.bodies(new Bodies(1_000, 100_000, 1_000)))) {
            String call = Samples.report(small, "c", "17", "2026-11-20T10:00:00Z");
            Api audio = small.admin().with("Content-Type", "audio/wav");
            String path = CALLS + "/" + call + "/recording";
            audio.send("POST", path, BodyPublishers.ofByteArray(Samples.wav(100_001)))
                    .is(413);
            audio.send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Samples.wav(100_001))))
                    .is(413);
            small.admin().get(path).is(404);
            audio.send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Samples.wav(100_000))))
                    .is(201);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=a",
                "application/json; charset=iso-8859-1",
                "text/json",
                "audio/ogg"
            })
    void contentTypeShouldBeJson(String type) {
        world.admin()
                .with("Content-Type", type)
                .send("POST", CALLS, BodyPublishers.ofString("{}"))
                .is(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=UTF-8", "APPLICATION/JSON", "application/vnd.pbx+json"})
    void contentTypesOfJsonShouldBeTaken(String type) {
        world.admin()
                .with("Content-Type", type)
                .send("POST", CALLS, BodyPublishers.ofString("{}"))
                .is(200);
    }

    @Test
    void bodyWithoutContentTypeOrWithCompressionShouldBeRefused() {
        world.admin().send("POST", CALLS, BodyPublishers.ofString("{}")).is(415);
        world.admin().with("Content-Encoding", "gzip").json("POST", CALLS, "{}").is(415);
        world.admin()
                .with("Content-Encoding", "identity")
                .json("POST", CALLS, "{}")
                .is(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                          | /provider
                    {"provider": "a"}                                                           | /providerCallId
                    {"provider": 1, "providerCallId": "b"}                                      | /provider
                    {"provider": "a", "providerCallId": ["b"]}                                  | /providerCallId
                    {"provider": "a", "providerCallId": "b\\u0000"}                             | /providerCallId
                    {"provider": "a", "providerCallId": "b\\ud800"}                             | /providerCallId
                    {"provider": "a", "providerCallId": "b", "caller": {}}                      | /caller
                    {"provider": "a", "providerCallId": "b", "rawStatus": "x\\u0000"}           | /rawStatus
                    {"provider": "a", "providerCallId": "b", "startedAt": "yesterday"}          | /startedAt
                    {"provider": "a", "providerCallId": "b", "startedAt": 1700000000}           | /startedAt
                    {"provider": "a", "providerCallId": "b", "startedAt": "9999-12-31T23:59:59Z"} | /startedAt
                    {"provider": "a", "providerCallId": "b", "startedAt": "0000-01-01T00:00:00Z"} | /startedAt
                    {"provider": "a", "providerCallId": "b", "waitMs": -1}                      | /waitMs
                    {"provider": "a", "providerCallId": "b", "talkMs": 1e400}                   | /talkMs
                    {"provider": "a", "providerCallId": "b", "totalMs": "1"}                    | /totalMs
                    {"provider": "a", "providerCallId": "b", "agent": "17"}                     | /agent
                    {"provider": "a", "providerCallId": "b", "agent": {"id": 17}}               | /agent/id
                    {"provider": "a", "providerCallId": "b", "attributes": {"a/b": 1}}          | /attributes/a~1b
                    {"provider": "a", "providerCallId": "b", "startedAt": "2026-11-20T10:00:00Z", "endedAt": "2026-11-20T09:00:00Z"} | /endedAt
                    """)
    void wrongItemShouldBeRejectedAndTheOthersStored(String wrong, String pointer) {
        String good = "{\"provider\": \"good\", \"providerCallId\": \"%s\", \"outcome\": \"ANSWERED\"}";
        String id = "of " + wrong.hashCode();
        JsonNode answer = world.admin()
                .json(
                        "POST",
                        CALLS,
                        "[" + good.formatted(id + "a") + "," + wrong + ", 7," + good.formatted(id + "b") + "]")
                .is(200)
                .json();
        assertThat(answer.at("/results/0/status").asText()).isEqualTo("created");
        assertThat(answer.at("/results/1/status").asText()).isEqualTo("rejected");
        assertThat(answer.at("/results/1/errors").findValuesAsText("pointer")).contains(pointer);
        assertThat(answer.at("/results/2/status").asText()).isEqualTo("rejected");
        assertThat(answer.at("/results/3/status").asText()).isEqualTo("created");
        assertThat(answer.get("rejected").asInt()).isEqualTo(2);
        world.admin().get(CALLS + "/" + answer.at("/results/3/id").asText()).is(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"visitorId": "v", "type": "heartbeat", "at": "2026-11-20T10:00:00Z"}                    | /eventId
                    {"eventId": "e", "type": "heartbeat", "at": "2026-11-20T10:00:00Z"}                      | /visitorId
                    {"eventId": "e", "visitorId": "v", "at": "2026-11-20T10:00:00Z"}                         | /type
                    {"eventId": "e", "visitorId": "v", "type": "click", "at": "2026-11-20T10:00:00Z"}        | /type
                    {"eventId": "e", "visitorId": "v", "type": "heartbeat"}                                  | /at
                    {"eventId": "e", "visitorId": "v", "type": "heartbeat", "at": "9999-12-31T23:59:59Z"}    | /at
                    {"eventId": "e", "visitorId": "v", "type": "heartbeat", "at": "0000-01-01T00:00:00Z"}    | /at
                    {"eventId": "e", "visitorId": "v", "type": "pageView", "at": "2026-11-20T10:00:00Z"}     | /url
                    {"eventId": "e\\u0000", "visitorId": "v", "type": "heartbeat", "at": "2026-11-20T10:00:00Z"} | /eventId
                    """)
    void wrongEventShouldBeRejectedAndTheOthersStored(String wrong, String pointer) {
        String good = "{\"eventId\": \"%s\", \"visitorId\": \"v\", \"type\": \"pageView\","
                + " \"at\": \"2026-11-20T10:00:00Z\", \"url\": \"https://www.northgate.example/\"}";
        JsonNode answer = world.admin()
                .json(
                        "POST",
                        World.API + "/visit-events",
                        "[" + wrong + "," + good.formatted("e" + wrong.hashCode()) + "]")
                .is(200)
                .json();
        assertThat(answer.at("/results/0/status").asText()).isEqualTo("rejected");
        assertThat(answer.at("/results/0/errors").findValuesAsText("pointer")).contains(pointer);
        assertThat(answer.at("/results/1/status").asText()).isEqualTo("created");
    }

    @Test
    void unknownMembersAndDuplicatesShouldNotBreakAnything() {
        JsonNode answer = world.admin()
                .json(
                        "POST",
                        CALLS,
                        "{\"provider\": \"a\", \"provider\": \"b\", \"providerCallId\": \"twice\", \"mood\": [1, {}]}")
                .is(200)
                .json();
        assertThat(answer.get("created").asInt()).isEqualTo(1);
        JsonNode call = world.admin()
                .get(CALLS + "/" + answer.at("/results/0/id").asText())
                .is(200)
                .json();
        assertThat(call.get("provider").asText()).isEqualTo("b");
    }

    @Test
    void everyCharacterShouldComeBackAsItWent() {
        String text = "\ud83d\udc4d \u05e9\u05dc\u05d5\u05dd \u2028 </script> \\ \" \u0001";
        JsonNode answer = world.admin()
                .json(
                        "POST",
                        CALLS,
                        Contract.JSON
                                .createObjectNode()
                                .put("provider", "a")
                                .put("providerCallId", "emoji \ud83d\udc4d")
                                .put("department", text)
                                .toString())
                .is(200)
                .json();
        JsonNode call = world.admin()
                .get(CALLS + "/" + answer.at("/results/0/id").asText())
                .is(200)
                .json();
        assertThat(call.get("department").asText()).isEqualTo(text);
        assertThat(call.get("providerCallId").asText()).isEqualTo("emoji \ud83d\udc4d");
    }

    @Test
    void unknownTypeAndOutcomeShouldBeKept() {
        JsonNode answer = world.admin()
                .json(
                        "POST",
                        CALLS,
                        "{\"provider\": \"a\", \"providerCallId\": \"odd\", \"type\": \"FAX\", \"outcome\": \"MELTED\"}")
                .is(200)
                .json();
        JsonNode call = world.admin()
                .get(CALLS + "/" + answer.at("/results/0/id").asText())
                .is(200)
                .json();
        assertThat(call.has("type")).isFalse();
        assertThat(call.at("/attributes/rawType").asText()).isEqualTo("FAX");
        assertThat(call.get("outcome").asText()).isEqualTo("UNKNOWN");
        assertThat(call.get("rawStatus").asText()).isEqualTo("MELTED");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, /limit",
        "limit=501, /limit",
        "limit=99999999999, /limit",
        "limit=ten, /limit",
        "cursor=nonsense, /cursor",
        "cursor=%00, /cursor",
        "from=yesterday, /from",
        "from=%2B999999999-01-01T00:00:00Z, /from",
        "to=2026-11-20, /to",
        "from=2026-11-20T00:00:00Z&to=2026-11-19T00:00:00Z, /to",
        "type=FAX, /type",
        "type=INBOUND&type=FAX, /type",
        "outcome=answered, /outcome",
        "qualification=GOOD, /qualification",
        "origin=MAIL, /origin",
        "rating=6, /rating",
        "rating=1.5, /rating",
        "hasRecording=yes, /hasRecording",
        "agent=%00, /agent",
        "number=%00, /number",
        "q=%00, /q"
    })
    void wrongFilterShouldBeNamed(String query, String pointer) {
        JsonNode answer = world.admin().get(CALLS + "?" + query).is(422).json();
        assertThat(answer.at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%", "q=%zz", "q=%ff", "q=%ed%a0%80"})
    void queryThatIsNotEncodedShouldBeRefused(String query) throws IOException {
        try (Socket socket = new Socket(world.origin().getHost(), world.origin().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + World.BASE + CALLS + "?" + query + " HTTP/1.1\r\nHost: a\r\n" + World.USER
                                    + ": admin\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(status(socket.getInputStream())).isEqualTo("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/calls/x",
                "/calls/00000000-0000-0000-0000-000000000000",
                "/calls/x/card",
                "/calls/x/comments",
                "/calls/x/recording",
                "/customers/x/card",
                "/customers/00000000-0000-7000-8000-000000000000/card",
                "/customers/00000000-0000-7000-8000-000000000000/calls",
                "/customers/00000000-0000-7000-8000-000000000000/sessions"
            })
    void idThatNothingHasShouldBeNotFound(String path) {
        world.admin().get(World.API + path).is(404);
    }

    private static String status(InputStream in) throws IOException {
        return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
    }
}
