package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects, and who gets to see credentials. */
class RedirectTest {
    private static final String AUDIO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naudio";
    private static final String BEARER = "Bearer " + Fetching.SECRET;

    @TempDir
    Path folder;

    private RawServer server;
    private RawServer other;
    private Path into;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        other = new RawServer("127.0.0.2", 0).says(AUDIO);
        into = folder.resolve("audio.part");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isFollowed(int status) throws IOException {
        server.says(redirect(status, "http://127.0.0.2:" + other.port() + "/b?c=d"));
        fetcher().fetch(Fetching.source(server.url("/a")), into);
        assertThat(into).hasContent("audio");
        assertThat(other.asks.get(0).path()).isEqualTo("/b?c=d");
    }

    @ParameterizedTest
    @CsvSource({
        "/x/y, /b, /b",
        "/x/y, b, /x/b",
        "/x/y, ../b?c, /b?c",
        "'', b, /b",
        "?q, b, /b",
        "/x/y, //127.0.0.1:PORT/b, /b",
        "/x/y, HTTP://127.0.0.1:PORT, /"
    })
    void mayBeRelative(String path, String location, String leadsTo) throws IOException {
        server.answers((ask, out) -> out.text(
                server.asks.size() == 1
                        ? redirect(302, location.replace("PORT", Integer.toString(server.port())))
                        : AUDIO));
        fetcher().fetch(Fetching.source(server.url(path)), into);
        assertThat(server.asks.get(1).path()).isEqualTo(leadsTo);
    }

    @Test
    void fiveAreFollowedAndNoMore() throws IOException {
        server.answers((ask, out) -> {
            int left = Integer.parseInt(ask.path().substring(1));
            out.text(left == 0 ? AUDIO : redirect(302, "/" + (left - 1)));
        });
        fetcher().fetch(Fetching.source(server.url("/5")), into);
        assertThat(into).hasContent("audio");
        server.asks.clear();

        FetchException failure = Fetching.failure(fetcher(), Fetching.source(server.url("/6")), into);

        assertThat(failure.retry()).isFalse();
        assertThat(server.asks).hasSize(6);
    }

    @Test
    void aLoopIsLeft() {
        server.says(redirect(302, "/a"));
        assertThat(Fetching.failure(fetcher(), Fetching.source(server.url("/a")), into)
                        .retry())
                .isFalse();
        assertThat(server.asks).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 302 Found\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: \r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://h\u00e9.example/\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n"
            })
    void withoutAPlaceToGoItIsAFailure(String answer) {
        server.says(answer);
        assertThat(Fetching.failure(fetcher(), Fetching.source(server.url("/a")), into))
                .hasMessageContaining("leads on");
        assertThat(server.asks).hasSize(1);
    }

    @Test
    void credentialsGoToTheirHostOnly() throws IOException {
        server.says(redirect(302, "http://127.0.0.2:" + other.port() + "/b"));
        other.answers((ask, out) -> out.text(redirect(302, server.url("/c"))));
        server.answers((ask, out) ->
                out.text(ask.path().equals("/a") ? redirect(302, "http://127.0.0.2:" + other.port() + "/b") : AUDIO));

        fetcher().fetch(Fetching.source(server.url("/a")), into);

        assertThat(server.asks)
                .extracting(ask -> ask.header("Authorization"))
                .containsExactly(Optional.of(BEARER), Optional.of(BEARER));
        assertThat(other.asks).hasSize(1).allMatch(ask -> !ask.head().contains(Fetching.SECRET));
    }

    @Test
    void anotherPortIsAnotherPlace() throws IOException {
        try (RawServer neighbour = new RawServer().says(AUDIO)) {
            server.says(redirect(307, neighbour.url("/b")));
            fetcher().fetch(Fetching.source(server.url("/a")), into);
            assertThat(neighbour.asks).hasSize(1).allMatch(ask -> !ask.head().contains(Fetching.SECRET));
        }
    }

    @Test
    void anAddressFromOutsideCannotChooseWhoSeesThem() throws IOException {
        fetcher().fetch(Fetching.source("http://127.0.0.2:" + other.port() + "/" + "a"), into);
        assertThat(other.asks).hasSize(1).allMatch(ask -> !ask.head().contains(Fetching.SECRET));
    }

    @Test
    void credentialsDoNotGoOverPlainHttpUnlessTheHostWasNamed() throws IOException {
        server.says(AUDIO);
        builder().build().fetch(Fetching.source(server.url("/a")), into);
        builder().credentialsOverHttp("127.0.0.2").build().fetch(Fetching.source(server.url("/a")), into);
        assertThat(server.asks).hasSize(2).allMatch(ask -> !ask.head().contains(Fetching.SECRET));

        fetcher().fetch(Fetching.source(server.url("/a")), into);
        assertThat(server.asks.get(2).header("Authorization")).contains(BEARER);
    }

    @Test
    void aContinuedRecordingIsAskedForAlongTheSameWay() throws IOException {
        Provider provider = new Provider(10_000);
        provider.cuts.add(4_000);
        other.answers(provider);
        server.says(redirect(302, "http://127.0.0.2:" + other.port() + "/b"));

        fetcher().fetch(Fetching.source(server.url("/a")), into);

        assertThat(into).hasBinaryContent(provider.audio);
        assertThat(provider.sent).hasValue(10_000);
        assertThat(List.of(server.asks.size(), other.asks.size())).containsExactly(2, 2);
    }

    private HttpAudioFetcher fetcher() {
        return builder().credentialsOverHttp("127.0.0.1").build();
    }

    private HttpAudioFetcher.Builder builder() {
        return Fetching.local()
                .allowNetwork("127.0.0.2/32")
                .credentials(source -> Optional.of(new AudioCredentials.Login("127.0.0.1", server.port(), BEARER)));
    }

    private static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }
}
