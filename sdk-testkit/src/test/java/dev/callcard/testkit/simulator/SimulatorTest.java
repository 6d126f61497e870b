package dev.callcard.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.callcard.testkit.simulator.ScriptedCall.Scene;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatorTest {
    private static final String SID = "AC0123456789abcdef0123456789abcdef";

    @RegisterExtension
    final SimulatorExtension provider = new SimulatorExtension(() -> Simulator.start(Dialects.twilio(SID, "t0ken")));

    /** Takes pushes, as a host would. */
    @RegisterExtension
    final SimulatorExtension host = new SimulatorExtension(() -> Simulator.start(Dialects.twilio(SID, "other")));

    private void listen(int status) {
        host.simulator().wireMock().stubFor(WireMock.post("/hook").willReturn(WireMock.status(status)));
        provider.simulator().webhook(URI.create(host.simulator().url() + "/hook"));
    }

    @Test
    void playingACallShouldPushWhatTheProviderTells() {
        listen(204);
        assertThat(provider.simulator().play(call(Instant.now()))).hasSize(5).allMatch(status -> status == 204);
        host.simulator()
                .wireMock()
                .verify(
                        5,
                        WireMock.postRequestedFor(WireMock.urlEqualTo("/hook"))
                                .withHeader("X-Twilio-Signature", WireMock.matching("[A-Za-z0-9+/]{27}=")));
    }

    @Test
    void nobodyListeningShouldBeToldAsNoAnswer() {
        provider.simulator().webhook(URI.create("http://127.0.0.1:1/hook"));
        assertThat(provider.simulator().play(call(Instant.now()))).isNotEmpty().allMatch(status -> status == 0);
    }

    @Test
    void playingWithoutAWebhookShouldSaySo() {
        assertThatThrownBy(() -> provider.simulator().play(call(Instant.now())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("webhook");
        assertThat(provider.simulator().play(call(Instant.now()), Trouble.LOST)).isEmpty();
    }

    @Test
    void aLiveCallShouldTakeItsTime() throws InterruptedException {
        listen(204);
        Instant start = Instant.now();
        ScriptedCall call = call(start)
                .lasting(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .with(ScriptedCall.Audio.NONE);
        assertThat(provider.simulator().live(call)).isTrue();
        assertThat(Duration.between(start, Clock.systemUTC().instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void closingShouldEndALiveCall() throws Exception {
        listen(204);
        CompletableFuture<Boolean> played = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                played.complete(provider.simulator().live(call(Instant.now())));
            } catch (InterruptedException | RuntimeException e) {
                played.completeExceptionally(e);
            }
        });
        thread.start();
        provider.simulator().close();
        assertThat(played.get(30, TimeUnit.SECONDS)).isFalse();
        thread.join();
    }

    @Test
    void stubsOfATestShouldGoBeforeTheProvider() throws Exception {
        provider.simulator()
                .wireMock()
                .stubFor(WireMock.get("/2010-04-01/Accounts/" + SID + "/Calls.json")
                        .willReturn(WireMock.ok("mine")));
        assertThat(get("/2010-04-01/Accounts/" + SID + "/Calls.json").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("mine");
        assertThat(get("/2010-04-01/Accounts/" + SID + "/Recordings.json").statusCode())
                .isEqualTo(401);
    }

    @Test
    void recordingsShouldBeAudio() throws Exception {
        byte[] wav = Tone.wav(2);
        var audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav));
        assertThat(audio.getFrameLength()).isEqualTo(16_000);
        assertThat(audio.getFormat().getSampleRate()).isEqualTo(8_000);
    }

    @Test
    void whatIsPrintedShouldHoldNoNumberAndNoSecret() {
        ScriptedCall call = call(Instant.now());
        Dialect dialect = Dialects.twilio(SID, "t0ken");
        List<Object> all = List.of(
                call,
                dialect,
                dialect.events(call, URI.create("http://127.0.0.1")).get(0),
                dialect.push(
                        dialect.events(call, URI.create("http://127.0.0.1")).get(0),
                        URI.create("http://127.0.0.1/hook"),
                        Instant.EPOCH));
        assertThat(all.toString()).doesNotContain("0958", "t0ken");
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(provider.simulator().url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static ScriptedCall call(Instant start) {
        return ScriptedCall.of(Scene.ANSWERED, "call-1", "+442079460958", start);
    }
}
