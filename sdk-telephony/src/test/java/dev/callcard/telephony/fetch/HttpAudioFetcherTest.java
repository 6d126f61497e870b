package dev.callcard.telephony.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of all kinds, over connections that hold. */
class HttpAudioFetcherTest {
    @TempDir
    Path folder;

    private final Provider provider = new Provider(200_000);
    private RawServer server;
    private Path into;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer().answers(provider);
        into = folder.resolve("audio.part");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fetchesWithDeclaredLengthAndInChunks(boolean chunked) throws IOException {
        provider.chunked = chunked;
        fetch();
        assertThat(into).hasBinaryContent(provider.audio);
        assertOnlyTheFile();
    }

    @Test
    void theRequestAsksForPlainBytesAndSaysNothingElse() throws IOException {
        Fetching.local().build().fetch(Fetching.source(server.url("/a%20b/%C3%A4?x=1&y=%2F#part")), into);

        assertThat(server.asks.get(0).head().lines())
                .containsExactlyInAnyOrder(
                        "GET /a%20b/%C3%A4?x=1&y=%2F HTTP/1.1",
                        "Host: 127.0.0.1:" + server.port(),
                        "Accept: */*",
                        "Accept-Encoding: identity",
                        "Connection: close",
                        "User-Agent: Callcard",
                        "");
    }

    @Test
    void anAddressWithoutPathOrWithOtherLettersIsCompleted() throws IOException {
        Fetching.local().build().fetch(Fetching.source("http://127.0.0.1:" + server.port() + "?id=1"), into);
        Fetching.local().build().fetch(Fetching.source(server.url("/ä")), into);

        assertThat(server.asks).extracting(RawServer.Ask::path).containsExactly("/?id=1", "/%C3%A4");
    }

    @Test
    void whatEndsWithTheConnectionIsTakenForWhole() throws IOException {
        server.says("HTTP/1.0 200 OK\r\n\r\naudio");
        fetch();
        assertThat(into).hasContent("audio");
    }

    @Test
    void interimAnswersArePassedOver() throws IOException {
        server.says("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naudio");
        fetch();
        assertThat(into).hasContent("audio");

        server.says("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50));
        assertThat(failure()).hasMessageContaining("cannot be understood");
    }

    @ParameterizedTest
    @CsvSource({
        "202, true, no audio",
        "204, true, no audio",
        "206, true, no audio",
        "304, true, no audio",
        "400, false, refuses",
        "401, true, credentials",
        "403, true, credentials",
        "404, true, does not have",
        "407, false, refuses",
        "408, true, asked again",
        "410, false, deleted",
        "416, false, refuses",
        "418, false, refuses",
        "425, true, asked again",
        "429, true, too often",
        "500, true, failure",
        "502, true, failure",
        "503, true, failure",
        "504, true, failure"
    })
    void otherAnswersSayWhyAndWhetherToTryAgain(int status, boolean retry, String words) {
        server.says("HTTP/1.1 " + status + " " + Fetching.SECRET + "\r\nContent-Length: 0\r\n\r\n");

        FetchException failure = failure();

        assertThat(failure.retry()).isEqualTo(retry);
        assertThat(failure).hasMessageContaining(words);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(into).doesNotExist();
        assertThat(server.asks).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "120 | 120",
                "0 | 0",
                "999999999 | 86400",
                "9999999999 | -1",
                "-5 | -1",
                "soon | -1",
                "Mon, 02 Mar 2026 10:16:30 GMT | 90",
                "Mon, 02 Mar 2026 10:14:00 GMT | 0",
                "Mon, 02 Mar 2099 10:14:00 GMT | 86400"
            },
            delimiter = '|')
    void aProviderMaySayWhen(String value, long seconds) {
        server.says("HTTP/1.1 503 No\r\nDate: Mon, 02 Mar 2026 10:15:00 GMT\r\nRetry-After: " + value + "\r\n\r\n");

        assertThat(failure().retryAfter().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "\u0000\u0001\u0002",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 099 No\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\naudio",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\naudio",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\naudio!",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\naudio\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\naudio\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\naudio\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"
            })
    void nonsenseIsNoRecording(String answer) {
        server.says(answer);
        assertThat(failure().retry()).isTrue();
    }

    @Test
    void aHeadWithoutEndIsNotReadToItsEnd() {
        server.answers((ask, out) -> {
            out.text("HTTP/1.1 200 OK\r\n");
            while (true) {
                out.text("X-More: " + "a".repeat(1_000) + "\r\n");
            }
        });
        assertThat(failure().retry()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "x"})
    void anEncodedBodyIsRefused(String encoding) {
        provider.moreHeaders = "Content-Encoding: " + encoding + "\r\n";
        assertThat(failure().retry()).isFalse();
        assertThat(into).doesNotExist();
    }

    @Test
    void anEncodingThatIsNoneIsFine() throws IOException {
        provider.moreHeaders = "Content-Encoding: identity\r\n";
        fetch();
        assertThat(into).hasBinaryContent(provider.audio);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tooMuchIsRefusedDeclaredOrNot(boolean chunked) throws IOException {
        provider.chunked = chunked;
        HttpAudioFetcher small = Fetching.local().maxBytes(199_999).build();

        FetchException failure = Fetching.failure(small, Fetching.source(server.url("/a")), into);

        assertThat(failure.retry()).isFalse();
        assertThat(failure).hasMessageContaining("too large");
        assertThat(folder).isEmptyDirectory();

        Fetching.local().maxBytes(200_000).build().fetch(Fetching.source(server.url("/a")), into);
        assertThat(into).hasBinaryContent(provider.audio);
    }

    @Test
    void tooMuchIsRefusedWhenItIsContinued() {
        provider.cuts.add(1_000);
        provider.chunked = true;
        HttpAudioFetcher small = Fetching.local().maxBytes(150_000).build();

        assertThat(Fetching.failure(small, Fetching.source(server.url("/a")), into)
                        .retry())
                .isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-MD5: {md5}, true",
        "Digest: MD5={md5}, true",
        "'Digest: UNIXsum=1,SHA-256={sha}', true",
        "Repr-Digest: sha-256=:{sha}:, true",
        "'Repr-Digest: md5=:{md5}:, sha-256=:{sha}:', true",
        "Content-Digest: sha-256=:{sha}:, true",
        "Content-Digest: sha-512=:{md5}:, true",
        "Content-MD5: ?, true",
        "Content-MD5: {wrong}, false",
        "Digest: md5={wrong}, false",
        "'Repr-Digest: sha-256=:{sha}:, md5=:{wrong}:', false",
        "Content-Digest: md5=:{wrong}:, false"
    })
    void aDeclaredChecksumIsChecked(String header, boolean fine) throws Exception {
        provider.moreHeaders = header.replace("{md5}", sum("MD5"))
                        .replace("{sha}", sum("SHA-256"))
                        .replace("{wrong}", Base64.getEncoder().encodeToString(new byte[16]))
                + "\r\n";
        provider.cuts.add(header.startsWith("Content") ? 300_000 : 100_000);
        if (fine) {
            fetch();
            assertThat(into).hasBinaryContent(provider.audio);
        } else {
            FetchException failure = failure();
            assertThat(failure.retry()).isTrue();
            assertThat(failure).hasMessageContaining("damaged");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void theChecksumOfTheWholeHoldsForWhatIsContinued() throws Exception {
        server.answers((ask, out) -> {
            boolean first = ask.header("Range").isEmpty();
            provider.moreHeaders = first ? "Content-MD5: " + sum("MD5") + "\r\n" : "Content-MD5: of the part\r\n";
            provider.answer(ask, out);
            provider.audio[150_000]++; // the rest is not what it was, though the tag is the same
        });
        provider.cuts.add(100_000);
        assertThat(failure()).hasMessageContaining("damaged");
    }

    @Test
    void aFileThatCannotBeWrittenIsNotTheProvidersFailure() {
        Path nowhere = folder.resolve("missing").resolve("audio.part");
        assertThatThrownBy(() ->
                        Fetching.local().build().fetch(Fetching.source(server.url("/" + Fetching.SECRET)), nowhere))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageNotContaining(Fetching.SECRET);
        assertThatThrownBy(() -> Fetching.local().build().fetch(Fetching.source(server.url("/a")), folder))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FetchException.class);
    }

    @Test
    void aThreadThatIsToStopStops() throws Exception {
        server.answers((ask, out) -> {
            out.text("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                out.bytes(provider.audio, 0, 1_000);
            }
        });
        Thread.currentThread().interrupt();
        try {
            assertThat(failure()).hasMessageContaining("stopped");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothingShowsWhereItCameFrom() throws IOException {
        assertThat(Fetching.source("https://acme.example/" + Fetching.SECRET).toString())
                .isEqualTo("Source[project=shop]");
        assertThat(new AudioCredentials.Login("acme.example", 443, "Bearer " + Fetching.SECRET).toString())
                .isEqualTo("Login[]");
        provider.cuts.add(1_000);
        provider.cuts.add(0);
        provider.cuts.add(0);
        provider.cuts.add(0);
        Fetching.failure(Fetching.local().build(), Fetching.source(server.url("/a?" + Fetching.SECRET)), into);
        assertThat(Files.readString(folder.resolve("audio.part.proof"), ISO_8859_1))
                .doesNotContain(Fetching.SECRET, "127.0.0.1");
    }

    @Test
    void theBuilderRefusesNonsense() {
        HttpAudioFetcher.Builder builder = HttpAudioFetcher.builder();
        assertThatThrownBy(() -> builder.maxBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.idleTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.totalTimeout(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AudioCredentials.Login("a", 0, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AudioCredentials.Login("a", 1, "x\r\nHost: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String sum(String algorithm) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(provider.audio));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void fetch() throws IOException {
        Fetching.local().build().fetch(Fetching.source(server.url("/a")), into);
    }

    private FetchException failure() {
        return Fetching.failure(Fetching.local().build(), Fetching.source(server.url("/" + Fetching.SECRET)), into);
    }

    private void assertOnlyTheFile() throws IOException {
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(into);
        }
    }
}
