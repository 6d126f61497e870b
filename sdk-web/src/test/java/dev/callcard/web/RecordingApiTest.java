package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.memory.MemoryStorage;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingApiTest {
    private static World world;
    private static String path;
    private static byte[] audio;

    @BeforeAll
    static void start() {
        world = World.start();
        String call = Samples.call(world);
        path = World.API + "/calls/" + call + "/recording";
        audio = Samples.recording(world, call, 300_000);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void wholeRecordingShouldBeSent() {
        Api.Answer answer = world.agent().get(path).is(200);
        assertThat(answer.body()).isEqualTo(audio);
        assertThat(answer.header("Content-Type")).contains("audio/wav");
        assertThat(answer.header("Content-Length")).contains("300000");
        assertThat(answer.header("Content-Disposition")).contains("inline");
        assertThat(answer.header("Cache-Control")).contains("private, no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=10-19, 10, 19",
        "bytes=299999-, 299999, 299999",
        "bytes=-1, 299999, 299999",
        "bytes=-400000, 0, 299999",
        "bytes=65535-65536, 65535, 65536",
        "bytes=0-99999999999999999999, 0, 299999",
        "Bytes=1-2, 1, 2"
    })
    void rangeShouldBeSent(String range, int first, int last) {
        Api.Answer answer = world.agent().with("Range", range).get(path).is(206);
        assertThat(answer.header("Content-Range")).contains("bytes " + first + "-" + last + "/300000");
        assertThat(answer.header("Content-Length")).contains(Integer.toString(last - first + 1));
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(audio, first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=300000-", "bytes=-0", "bytes=99999999999999999999-"})
    void rangeBehindTheEndShouldBeRefused(String range) {
        Api.Answer answer = world.agent().with("Range", range).get(path).is(416);
        assertThat(answer.header("Content-Range")).contains("bytes */300000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=0-1,5-6", "bytes=5-1", "items=0-1", "bytes=", "bytes=-", "bytes=a-b", "0-1", "bytes=--1"})
    void otherRangeShouldGiveTheWhole(String range) {
        assertThat(world.agent().with("Range", range).get(path).is(200).body()).hasSize(300_000);
    }

    @Test
    void conditionsShouldGoByTheChecksum() {
        String etag = world.agent().get(path).header("ETag").orElseThrow();
        assertThat(etag).matches("\"[0-9a-f]{64}\"");
        Api agent = world.agent();
        agent.with("If-None-Match", etag).get(path).is(304);
        agent.with("If-None-Match", "\"a\", W/" + etag).get(path).is(304);
        agent.with("If-None-Match", "*").get(path).is(304);
        agent.with("If-None-Match", "\"a\"").get(path).is(200);
        agent.with("Range", "bytes=0-9").with("If-Range", etag).get(path).is(206);
        agent.with("Range", "bytes=0-9").with("If-Range", "W/" + etag).get(path).is(200);
        agent.with("Range", "bytes=0-9").with("If-Range", "\"a\"").get(path).is(200);
        agent.with("Range", "bytes=0-9")
                .with("If-Range", "Fri, 20 Nov 2026 10:00:00 GMT")
                .get(path)
                .is(200);
        agent.with("Range", "bytes=300000-").with("If-Range", "\"a\"").get(path).is(200);
    }

    @Test
    void headShouldSayWhatGetWouldSend() {
        Api.Answer answer = world.agent().with("Range", "bytes=0-9").send("HEAD", path, BodyPublishers.noBody());
        answer.is(200);
        assertThat(answer.header("Content-Length")).contains("300000");
        world.stranger().send("HEAD", path, BodyPublishers.noBody()).is(401);
        world.newAgent().send("HEAD", path, BodyPublishers.noBody()).is(403);
    }

    @Test
    void downloadShouldHaveAName() {
        Api.Answer answer = world.agent().get(path + "?download=1").is(200);
        assertThat(answer.header("Content-Disposition"))
                .contains("attachment; filename=\"2026-11-20_10-04-12_inbound_442079460958.wav\"");
    }

    @Test
    void nameShouldBeTameWhateverTheCallerSends() {
        String call = world.integration()
                .json("POST", World.API + "/calls", """
                        {"provider": "a", "providerCallId": "odd", "startedAt": "2026-07-01T23:30:00Z",
                         "customerNumber": "sip:../..\\\\\\"\\r\\nSet-Cookie: a=b; \ud83d\udc4d@pbx.example"}""")
                .is(200)
                .json()
                .at("/results/0/id")
                .asText();
        Samples.recording(world, call, 1_000);
        String name = world.admin()
                .get(World.API + "/calls/" + call + "/recording?download=1")
                .is(200)
                .header("Content-Disposition")
                .orElseThrow();
        assertThat(name).matches("attachment; filename=\"2026-07-02_00-30-00_call_[A-Za-z0-9-]{1,40}\\.wav\"");
    }

    @Test
    void recordingThatCannotBePlayedShouldSayWhy() {
        String call = Samples.report(world, "silent", "17", "2026-11-19T10:00:00Z");
        Api.Answer answer =
                world.agent().get(World.API + "/calls/" + call + "/recording").is(404);
        assertThat(answer.json().get("detail").asText()).isEqualTo("The provider reported no recording of this call.");
    }

    @Test
    void recordingShouldBeHeardByThoseWhoMayOnly() {
        world.stranger().get(path).is(401);
        world.newAgent().get(path).is(403);
        world.integration().get(path).is(403);
        world.foreigner().get(path).is(404);
        world.supervisor().get(path).is(200);
    }

    @Test
    void bytesShouldTellWhatAudioIs() {
        String call = Samples.report(world, "upload", "17", "2026-11-18T10:00:00Z");
        String upload = World.API + "/calls/" + call + "/recording";
        Api integration = world.integration();
        integration
                .with("Content-Type", "audio/ogg")
                .send("POST", upload, BodyPublishers.ofString("<!doctype html><script>alert(1)</script>"))
                .is(422);
        integration
                .with("Content-Type", "text/html")
                .send("POST", upload, BodyPublishers.ofByteArray(Samples.ogg()))
                .is(415);
        integration
                .with("Content-Type", "audio/ogg")
                .send("POST", upload, BodyPublishers.noBody())
                .is(422);
        Api.Answer stored = integration
                .with("Content-Type", "application/octet-stream")
                .send("POST", upload, BodyPublishers.ofByteArray(Samples.ogg()))
                .is(201);
        assertThat(stored.header("Location")).contains(World.BASE + upload);
        assertThat(stored.json().get("contentType").asText()).isEqualTo("audio/ogg; codecs=vorbis");
        assertThat(world.agent()
                        .get(upload)
                        .is(200)
                        .header("Content-Type")
                        .orElseThrow()
                        .replace(" ", ""))
                .isEqualTo("audio/ogg;codecs=vorbis");
        world.agent()
                .with("Content-Type", "audio/ogg")
                .send("POST", upload, BodyPublishers.ofByteArray(Samples.ogg()))
                .is(403);
        integration
                .with("Content-Type", "audio/ogg")
                .send(
                        "POST",
                        World.API + "/calls/00000000-0000-7000-8000-000000000000/recording",
                        BodyPublishers.ofByteArray(Samples.ogg()))
                .is(404);
    }

    @Test
    void bytesThatAreGoneShouldBeNotFound() {
        MemoryStorage[] storage = new MemoryStorage[1];
        try (World here = World.start(setup -> setup.storage(memory -> storage[0] = (MemoryStorage) memory))) {
            String call = Samples.call(here);
            Samples.recording(here, call, 1_000);
            var id = CallId.parse(call).orElseThrow();
            var key = storage[0]
                    .recordingCatalog()
                    .find(World.NORTHGATE, id)
                    .orElseThrow()
                    .audio()
                    .orElseThrow()
                    .key();
            storage[0].recordings().delete(key);
            here.admin().get(World.API + "/calls/" + call + "/recording").is(404);
        }
    }
}
