package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are silent or slow. All limits are far below the one of the test, which is for a bad machine. */
class TimeoutTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aServerThatSaysNothingIsLeft() {
        server.answers((ask, out) -> out.stall());
        tooSlow(Fetching.local().idleTimeout(SHORT).totalTimeout(LONG), server.url("/a"));
    }

    @Test
    void aServerThatStopsInTheMiddleIsLeftAndContinuedLater() throws IOException {
        Provider provider = new Provider(100_000);
        server.answers((ask, out) -> {
            if (ask.header("Range").isPresent()) {
                provider.answer(ask, out);
                return;
            }
            out.text("HTTP/1.1 200 OK\r\nETag: " + Provider.ETAG + "\r\nContent-Length: 100000\r\n\r\n");
            out.bytes(provider.audio, 0, 60_000);
            out.stall();
        });
        HttpAudioFetcher.Builder builder = Fetching.local().idleTimeout(SHORT).totalTimeout(LONG);
        tooSlow(builder, server.url("/a"));

        builder.build().fetch(Fetching.source(server.url("/a")), folder.resolve("audio.part"));
        assertThat(folder.resolve("audio.part")).hasBinaryContent(provider.audio);
        assertThat(provider.sent).hasValue(40_000);
    }

    @Test
    void aHeadThatComesByteByByteEndsAtTheDeadline() {
        server.answers((ask, out) -> {
            out.text("HTTP/1.1 200 OK\r\nX: ");
            while (out.pause(10)) {
                out.text("a");
            }
        });
        tooSlow(Fetching.local().idleTimeout(LONG).totalTimeout(SHORT), server.url("/a"));
    }

    @Test
    void aBodyThatComesByteByByteEndsAtTheDeadline() {
        server.answers((ask, out) -> {
            out.text("HTTP/1.1 200 OK\r\n\r\n");
            while (out.pause(10)) {
                out.text("a");
            }
        });
        tooSlow(Fetching.local().idleTimeout(LONG).totalTimeout(SHORT), server.url("/a"));
    }

    @Test
    void manyConnectionsHaveOneDeadline() {
        server.answers((ask, out) -> {
            out.pause(60);
            out.text("HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n");
        });
        tooSlow(Fetching.local().idleTimeout(LONG).totalTimeout(SHORT), server.url("/a"));
        assertThat(server.asks).hasSizeBetween(1, 5);
    }

    @Test
    void aHandshakeThatDoesNotBeginIsLeft() throws IOException {
        try (var silent =
                new java.net.ServerSocket(0, 5, Network.address("127.0.0.1").orElseThrow())) {
            String url = "https://127.0.0.1:" + silent.getLocalPort() + "/a";
            tooSlow(Fetching.local().idleTimeout(SHORT).totalTimeout(LONG), url);
            tooSlow(Fetching.local().idleTimeout(LONG).totalTimeout(SHORT), url);
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsFollowedByTheNext() throws IOException {
        server.says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naudio");
        AtomicInteger dialled = new AtomicInteger();
        InetAddress here = Network.address("127.0.0.1").orElseThrow();
        HttpAudioFetcher.Builder builder = Fetching.local()
                .resolver(host -> new InetAddress[] {here, here, here})
                .dialer((socket, to, millis) -> {
                    assertThat(millis).isEqualTo(200);
                    switch (dialled.incrementAndGet()) {
                        case 1 -> throw new SocketTimeoutException();
                        case 2 -> throw new java.net.ConnectException();
                        default -> socket.connect(to, millis);
                    }
                })
                .connectTimeout(SHORT);
        builder.build()
                .fetch(Fetching.source("http://acme.example:" + server.port() + "/"), folder.resolve("audio.part"));
        assertThat(dialled).hasValue(3);

        builder.dialer((socket, to, millis) -> {
            throw new SocketTimeoutException();
        });
        tooSlow(builder, "http://acme.example/");
    }

    private void tooSlow(HttpAudioFetcher.Builder builder, String url) {
        long start = System.nanoTime();
        FetchException failure = Fetching.failure(builder.build(), Fetching.source(url), folder.resolve("audio.part"));
        assertThat(failure).hasMessageContaining("too long");
        assertThat(failure.retry()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }
}
