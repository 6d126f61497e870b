package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.project.ProjectId;
import dev.callcard.telephony.Capabilities;
import dev.callcard.telephony.ProviderException;
import dev.callcard.telephony.RecordingLocator;
import dev.callcard.telephony.TelephonyAccounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings whose account says each time where they are. */
class LocatedTest {
    private static final String LOGIN = "Basic " + Fetching.SECRET;

    @TempDir
    Path folder;

    private RawServer server;
    private Path into;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        into = folder.resolve("audio");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theAccountShouldSayWhereARecordingIs() throws IOException {
        Provider provider = new Provider(3_000);
        server.answers(provider);

        fetcher(reference -> new RecordingLocator.Location(URI.create(server.url("/signed")), Optional.of(LOGIN)))
                .fetch(Fetching.source("https://acme.example/recordings/1"), into);

        assertThat(into).hasBinaryContent(provider.audio);
        assertThat(server.asks.get(0).path()).isEqualTo("/signed");
        assertThat(server.asks.get(0).header("Authorization")).contains(LOGIN);
    }

    @Test
    void theLoginShouldNotTravelWithARedirect() throws IOException {
        Provider provider = new Provider(100);
        try (RawServer storage = new RawServer().answers(provider)) {
            server.answers((ask, out) ->
                    out.text("HTTP/1.1 302 Found\r\nLocation: " + storage.url("/b") + "\r\nContent-Length: 0\r\n\r\n"));

            fetcher(reference -> new RecordingLocator.Location(URI.create(server.url("/a")), Optional.of(LOGIN)))
                    .fetch(Fetching.source("https://acme.example/recordings/1"), into);

            assertThat(storage.asks).hasSize(1).allMatch(ask -> !ask.head().contains(Fetching.SECRET));
        }
    }

    @Test
    void whatWasBegunShouldBeContinuedUnderAnotherAddress() throws IOException {
        Provider provider = new Provider(10_000);
        server.answers((ask, out) -> {
            if (ask.path().equals("/signed-1") && provider.sent.get() > 0) {
                out.text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            } else {
                provider.answer(ask, out);
            }
        });
        provider.cuts.add(4_000);
        AtomicInteger signed = new AtomicInteger();
        HttpAudioFetcher fetcher = fetcher(reference ->
                RecordingLocator.Location.open(URI.create(server.url("/signed-" + signed.incrementAndGet()))));

        Fetching.failure(fetcher, Fetching.source("https://acme.example/recordings/1"), into);
        fetcher.fetch(Fetching.source("https://acme.example/recordings/1"), into);

        assertThat(into).hasBinaryContent(provider.audio);
        assertThat(provider.sent).hasValue(10_000);
    }

    @Test
    void aProviderThatDoesNotKnowYetShouldBeAskedAgain() {
        HttpAudioFetcher fetcher = fetcher(reference -> {
            throw new ProviderException(
                    ProviderException.Kind.LIMIT,
                    "The provider was asked too often.",
                    Optional.of(Duration.ofSeconds(7)));
        });

        var failure = Fetching.failure(fetcher, Fetching.source("https://acme.example/recordings/1"), into);

        assertThat(failure.retry()).isTrue();
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure).hasMessage("The provider was asked too often.");
    }

    @Test
    void whereAnAccountPointsShouldBeCheckedLikeAnyAddress() {
        var failure = Fetching.failure(
                fetcher(reference -> new RecordingLocator.Location(
                        URI.create("http://127.0.0.2:" + server.port() + "/a"), Optional.of(LOGIN))),
                Fetching.source("https://acme.example/recordings/1"),
                into);

        assertThat(failure).hasMessageContaining("a network that is not allowed");
        assertThat(server.asks).isEmpty();
    }

    private static HttpAudioFetcher fetcher(Locating locating) {
        return Fetching.local()
                .credentialsOverHttp("127.0.0.1")
                .accounts(TelephonyAccounts.of(
                        List.of(new TelephonyAccounts.Account(ProjectId.of("shop"), new Acme(locating)))))
                .build();
    }

    private interface Locating {
        RecordingLocator.Location locate(URI reference) throws ProviderException;
    }

    private record Acme(Locating locating) implements RecordingLocator {
        @Override
        public String name() {
            return "acme";
        }

        @Override
        public String account() {
            return "main";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(false, Duration.ZERO, List.of());
        }

        @Override
        public Location locate(URI reference) throws ProviderException {
            return locating.locate(reference);
        }
    }
}
