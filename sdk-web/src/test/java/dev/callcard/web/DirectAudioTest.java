package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.s3.S3RecordingStore;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio from the object store itself, which verifies the signature of every link. */
class DirectAudioTest {
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private S3 server;
    private S3RecordingStore store;
    private World world;
    private String call;
    private String path;
    private byte[] audio;

    @BeforeEach
    void start() throws Exception {
        server = new S3(folder);
        store = S3.client(server.endpoint());
        world = world(store, Duration.ofMinutes(5));
        call = Samples.call(world);
        path = World.API + "/calls/" + call + "/recording";
        audio = Samples.recording(world, call, 100_000);
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
        store.close();
        server.close();
    }

    @Test
    void listenerShouldBeSentToTheStore() throws Exception {
        Api.Answer redirect = world.agent().get(path).is(307);

        assertThat(redirect.body()).isEmpty();
        assertThat(redirect.header("Cache-Control")).contains("no-store");
        assertThat(redirect.header("Referrer-Policy")).contains("no-referrer");
        URI link = link(redirect);
        HttpResponse<byte[]> whole = get(link);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(audio);
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("audio/wav");
        assertThat(whole.headers().firstValue("Content-Disposition")).hasValue("inline");
        assertThat(whole.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        HttpResponse<byte[]> range = get(link, "Range", "bytes=10-19");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(audio, 10, 20));
    }

    @Test
    void linkShouldTellNothingOfAnybody() throws Exception {
        URI link = link(world.agent().get(path + "?download=1").is(307));

        String decoded = URLDecoder.decode(link.toString(), StandardCharsets.UTF_8);
        assertThat(decoded)
                .contains("attachment; filename=\"2026-11-20_10-04-12_inbound.wav\"")
                .contains("X-Amz-Expires=300")
                .doesNotContain("7946")
                .doesNotContain("Priya")
                .doesNotContain("top-secret");
        assertThat(link.getRawQuery().split("&"))
                .extracting(parameter -> parameter.replaceAll("=.*", ""))
                .containsExactlyInAnyOrder(
                        "response-cache-control",
                        "response-content-disposition",
                        "response-content-type",
                        "X-Amz-Algorithm",
                        "X-Amz-Credential",
                        "X-Amz-Date",
                        "X-Amz-Expires",
                        "X-Amz-Signature",
                        "X-Amz-SignedHeaders");
        assertThat(get(link).headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"2026-11-20_10-04-12_inbound.wav\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Signature=[0-9a-f]/X-Amz-Signature=x",
                "X-Amz-Expires=300/X-Amz-Expires=900",
                "audio%2Fwav/text%2Fhtml",
                "inline/attachment",
                "[?].*/"
            })
    void linkShouldNotBeChanged(String change) throws Exception {
        String link = link(world.agent().get(path).is(307)).toString();
        String[] parts = change.split("/", 2);

        String changed = link.replaceFirst(parts[0], parts[1]);

        assertThat(changed).isNotEqualTo(link);
        assertThat(get(URI.create(changed)).statusCode()).isEqualTo(403);
    }

    @Test
    void permissionShouldBeAskedFirst() {
        for (String query : new String[] {"", "?download=1"}) {
            assertThat(world.stranger().get(path + query).is(401).header("Location"))
                    .isEmpty();
            assertThat(world.newAgent().get(path + query).is(403).header("Location"))
                    .isEmpty();
            assertThat(world.integration().get(path + query).is(403).header("Location"))
                    .isEmpty();
            assertThat(world.foreigner().get(path + query).is(404).header("Location"))
                    .isEmpty();
        }
    }

    @Test
    void linkShouldEndWithItsRecording() throws Exception {
        URI link = link(world.agent().get(path).is(307));
        assertThat(get(link).statusCode()).isEqualTo(200);

        world.supervisor().delete(path).is(204);

        assertThat(get(link).statusCode()).isEqualTo(404);
        assertThat(world.agent().get(path).is(404).header("Location")).isEmpty();
    }

    @Test
    void headShouldBeAnsweredHere() {
        Api.Answer head =
                world.agent().send("HEAD", path, BodyPublishers.noBody()).is(200);
        assertThat(head.header("Content-Length")).contains("100000");
    }

    @Test
    void sharedLinkShouldPassThroughTheServlet() {
        Shares link = Shares.share(world, call);

        assertThat(world.stranger().get(link.audio()).is(200).body()).isEqualTo(audio);
        assertThat(policy(world.stranger().get(link.page()).is(200))).contains("media-src 'self';");
    }

    @Test
    void pagesShouldPlayFromTheStoreAndFromNowhereElse() {
        String card = "/northgate-windows/calls/" + call;

        assertThat(policy(world.agent().get(card).is(200)))
                .contains("media-src 'self' " + server.endpoint() + ";")
                .contains("connect-src 'self';")
                .contains("img-src 'self' data:;");
        SharingApiTest.draw(world, call);
        world.agent().get(path + "/waveform").is(200);
    }

    @Test
    void audioShouldPassThroughTheServletUnlessTheHostChoosesOtherwise() {
        String card = "/northgate-windows/calls/";
        try (World plain = World.start(setup -> setup.storage(memory -> new MemoryStorage(Clock.systemUTC(), store)));
                World without = world(new MemoryStorage(Clock.systemUTC()).recordings(), Duration.ofMinutes(5))) {
            for (World here : new World[] {plain, without}) {
                String id = Samples.call(here);
                byte[] bytes = Samples.recording(here, id, 1_000);
                assertThat(here.agent()
                                .get(World.API + "/calls/" + id + "/recording")
                                .is(200)
                                .body())
                        .isEqualTo(bytes);
                assertThat(policy(here.agent().get(card + id).is(200))).contains("media-src 'self';");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT15M0.001S"})
    void linksShouldLiveForMinutes(String lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebOptions.builder().directAudio(Duration.parse(lifetime)));
    }

    private static World world(RecordingStore store, Duration lifetime) {
        return World.start(setup -> setup.storage(memory -> new MemoryStorage(Clock.systemUTC(), store))
                .options(WebOptions.builder().directAudio(lifetime).build()));
    }

    private URI link(Api.Answer redirect) {
        URI link = URI.create(redirect.header("Location").orElseThrow());
        assertThat(link.toString()).startsWith(server.endpoint() + "/");
        return link;
    }

    private static String policy(Api.Answer page) {
        return page.header("Content-Security-Policy").orElseThrow();
    }

    private static HttpResponse<byte[]> get(URI link, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(link).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
