package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.AudioFetcher.FetchException;
import dev.callcard.recording.AudioFetcher.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses that would lead into this machine or its network: a server that waits there sees nobody. */
class SsrfTest {
    private static final String PUBLIC = "93.184.215.14";

    @TempDir
    Path folder;

    private final List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
    private final Queue<String> dns = new ArrayDeque<>();
    private RawServer canary;
    private Path into;

    @BeforeEach
    void start() throws IOException {
        canary = new RawServer("0.0.0.0", 0).says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naudio");
        into = folder.resolve("audio.part");
    }

    @AfterEach
    void stop() throws IOException {
        canary.close();
    }

    static List<String> targets() {
        return List.of(
                // of this machine, in all spellings
                "http://127.0.0.1:PORT/",
                "http://127.0.0.2:PORT/",
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://127.255.255.254:PORT/",
                "http://0.0.0.0:PORT/",
                "http://0:PORT/",
                "http://00000:PORT/",
                "http://0.1.2.3:PORT/",
                "http://2130706433:PORT/",
                "http://4294967296:PORT/",
                "http://017700000001:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://0177.0.0.01:PORT/",
                "http://127.0.0.01:PORT/",
                "http://127.000.000.001:PORT/",
                "http://0x7f000001:PORT/",
                "http://0x7f.0x0.0x0.0x1:PORT/",
                "http://0x7f.1:PORT/",
                "http://0X7F000001:PORT/",
                "http://127.0.0.0x1:PORT/",
                "http://a.0x7f:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://127.0.0.257:PORT/",
                "http://localhost:PORT/",
                "http://LOCALHOST:PORT/",
                "http://localhost.:PORT/",
                "http://sub.localhost:PORT/",
                "http://[::1]:PORT/",
                "http://[::]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[0000::0001]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::FFFF:0:7f00:1]:PORT/",
                "http://[64:ff9b::127.0.0.1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[2001:0:7f00:1::]:PORT/",
                "http://[fe80::1]:PORT/",
                "http://[fe80::1%25lo]:PORT/",
                "http://[::1%25lo]:PORT/",
                "http://[fc00::1]:PORT/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://[ff02::1]:PORT/",
                "http://[2001:db8::1]:PORT/",
                // of its network
                "http://10.0.0.1:PORT/",
                "http://172.16.0.1:PORT/",
                "http://172.31.255.255:PORT/",
                "http://192.168.1.1:PORT/",
                "http://100.64.0.1:PORT/",
                "http://100.100.100.200/latest/meta-data/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.1.1:PORT/",
                "http://192.0.0.192/opc/v2/",
                "http://198.18.0.1:PORT/",
                "http://224.0.0.1:PORT/",
                "http://240.0.0.1:PORT/",
                "http://255.255.255.255:PORT/",
                "http://192.0.2.1:PORT/",
                "http://168.63.129.16/machine",
                // names: see the look-ups below
                "http://loopback.example:PORT/",
                "http://private.example:PORT/",
                "http://metadata.example:PORT/",
                "http://mixed.example:PORT/",
                "http://six.example:PORT/",
                "http://mapped.example:PORT/",
                "http://unknown.example:PORT/",
                "http://nothing.example:PORT/",
                // that are read in two ways
                "http://user@127.0.0.1:PORT/",
                "http://user:password@public.example:PORT/",
                "http://public.example@127.0.0.1:PORT/",
                "http://public.example:80@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT#@public.example/",
                "http://127.0.0.1:PORT?@public.example/",
                "http://@127.0.0.1:PORT/",
                "http://127.0.0.1\\@public.example:PORT/",
                "http:\\\\127.0.0.1:PORT/",
                "http:/\\127.0.0.1:PORT/",
                "http://127。0。0。1:PORT/",
                "http://127．0．0．1:PORT/",
                "http://127｡0｡0｡1:PORT/",
                "http://①②⑦.⓪.⓪.①:PORT/",
                "http://１２７.0.0.1:PORT/",
                "http://ⓛocalhost:PORT/",
                "http://loc\u00adalhost:PORT/",
                "http://127%2e0%2e0%2e1:PORT/",
                "http://%6cocalhost:PORT/",
                "http://127.0.0.1%00.public.example:PORT/",
                "http://127.0.0.1\t:PORT/",
                "http://127.0.0.1\r\n:PORT/",
                " http://127.0.0.1:PORT/",
                "http:// 127.0.0.1:PORT/",
                "http:///127.0.0.1:PORT/",
                "http:127.0.0.1:PORT/",
                "//127.0.0.1:PORT/",
                "127.0.0.1:PORT/",
                "/127.0.0.1:PORT/",
                "",
                "http:",
                "http://",
                "http://:PORT/",
                "http://[]:PORT/",
                "http://[127.0.0.1]:PORT/",
                "http://[v1.a]:PORT/",
                "http://-.example:PORT/",
                "http://under_score.example:PORT/",
                // of other kinds
                "file:///etc/passwd",
                "file://127.0.0.1:PORT/etc/passwd",
                "jar:http://127.0.0.1:PORT/a.jar!/a",
                "ftp://127.0.0.1:PORT/",
                "gopher://127.0.0.1:PORT/",
                "ws://127.0.0.1:PORT/",
                "data:audio/ogg;base64,T2dnUw==",
                "mailto:a@127.0.0.1",
                "httpx://127.0.0.1:PORT/",
                "view-source:http://127.0.0.1:PORT/",
                // at ports of other services
                "http://public.example:22/",
                "http://public.example:25/",
                "http://public.example:0/",
                "http://public.example:65536/",
                "http://public.example:-1/",
                "https://public.example:993/");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void leadsNowhere(String target) {
        String url = target.replace("PORT", Integer.toString(canary.port()));
        HttpAudioFetcher fetcher = recording().build();
        Source source;
        try {
            source = Fetching.source(url);
        } catch (IllegalArgumentException e) {
            source =
                    null; // java.net.URI has no such address, so nobody can ask for it; a redirect still may, see below
        }
        if (source != null) {
            FetchException failure = Fetching.failure(fetcher, source, into);
            assertThat(failure.retry()).isEqualTo(failure.getMessage().contains("not known at present"));
        }
        assertThat(canary.connections).hasValue(0);
        assertThat(dialled).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noRedirectLeadsThereEither(String target) throws IOException {
        String url = target.replace("PORT", Integer.toString(canary.port()));
        try (RawServer first = new RawServer("127.0.0.1", 0)) {
            first.says("HTTP/1.1 302 Found\r\nLocation: " + url + "\r\n\r\n");
            HttpAudioFetcher fetcher = recording()
                    .dialer((socket, to, millis) -> {
                        dialled.add(to);
                        socket.connect(first.here(), millis);
                    })
                    .build();

            Fetching.failure(fetcher, Fetching.source("http://public.example/a"), into);

            assertThat(canary.connections).hasValue(0);
            // To the public host only, be it that a relative address leads back to it.
            assertThat(dialled).isNotEmpty().allMatch(to -> to.equals(new InetSocketAddress(PUBLIC, 80)));
        }
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(targets()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
        System.out.println("fetch: " + targets().size() + " addresses, each directly and by a redirect");
    }

    @Test
    void theServerThatWaitsWouldSeeWhoComes() throws IOException {
        Fetching.local().build().fetch(Fetching.source(canary.url("/a")), into);
        assertThat(canary.connections).hasValue(1);
        assertThat(into).hasContent("audio");
    }

    @Test
    void aNameIsLookedUpOnceAndTheAddressThatWasCheckedIsTheOneThatIsUsed() {
        dns.add(PUBLIC);
        dns.add("127.0.0.1");
        HttpAudioFetcher fetcher = HttpAudioFetcher.builder()
                .resolver(host -> new InetAddress[] {address(dns.remove())})
                .dialer((socket, to, millis) -> {
                    dialled.add(to);
                    throw new IOException("not in a test");
                })
                .build();
        Source source = Fetching.source("http://rebinding.example:" + canary.port() + "/");

        assertThat(Fetching.failure(fetcher, source, into)).hasMessageContaining("cannot be reached");
        assertThat(dns).hasSize(1);
        assertThat(dialled).containsExactly(new InetSocketAddress(PUBLIC, canary.port()));

        assertThat(Fetching.failure(fetcher, source, into)).hasMessageContaining("not allowed");
        assertThat(dns).isEmpty();
        assertThat(dialled).hasSize(1);
        assertThat(canary.connections).hasValue(0);
    }

    @Test
    void anAnswerThatChangesBetweenTwoConnectionsIsCheckedAgain() throws IOException {
        Provider provider = new Provider(1_000);
        provider.cuts.add(500);
        dns.addAll(List.of(PUBLIC, "127.0.0.1"));
        try (RawServer server = new RawServer().answers(provider)) {
            HttpAudioFetcher fetcher = HttpAudioFetcher.builder()
                    .resolver(host -> new InetAddress[] {address(dns.remove())})
                    .dialer((socket, to, millis) -> {
                        dialled.add(to);
                        socket.connect(server.here(), millis);
                    })
                    .build();

            FetchException failure = Fetching.failure(fetcher, Fetching.source("http://rebinding.example/"), into);

            assertThat(failure.retry()).isFalse();
            assertThat(dialled).containsExactly(new InetSocketAddress(PUBLIC, 80));
            assertThat(into).hasSize(500);
        }
    }

    @Test
    void theSystemsOwnLookUpIsJudgedToo() {
        HttpAudioFetcher plain = HttpAudioFetcher.builder().build();
        assertThat(Fetching.failure(plain, Fetching.source("http://localhost:" + canary.port() + "/"), into)
                        .retry())
                .isFalse();
        assertThat(canary.connections).hasValue(0);
    }

    @Test
    void proxiesOfTheProcessAreNotUsed() throws IOException {
        try (RawServer proxy = new RawServer()) {
            System.setProperty("socksProxyHost", "127.0.0.1");
            System.setProperty("socksProxyPort", Integer.toString(proxy.port()));
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
            System.setProperty("socksNonProxyHosts", "");
            System.setProperty("http.nonProxyHosts", "");
            try {
                Fetching.local().build().fetch(Fetching.source(canary.url("/a")), into);
            } finally {
                List.of(
                                "socksProxyHost",
                                "socksProxyPort",
                                "http.proxyHost",
                                "http.proxyPort",
                                "socksNonProxyHosts",
                                "http.nonProxyHosts")
                        .forEach(System::clearProperty);
            }
            assertThat(into).hasContent("audio");
            assertThat(proxy.connections).hasValue(0);
        }
    }

    /** A fetcher that would tell whom it connects to, with names that lead where they should not. */
    private HttpAudioFetcher.Builder recording() {
        return HttpAudioFetcher.builder().resolver(SsrfTest::lookUp).dialer((socket, to, millis) -> {
            dialled.add(to);
            socket.connect(to, millis);
        });
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        return switch (host) {
            case "public.example" -> new InetAddress[] {address(PUBLIC)};
            case "loopback.example" -> new InetAddress[] {address("127.0.0.1")};
            case "private.example" -> new InetAddress[] {address("192.168.0.10")};
            case "metadata.example" -> new InetAddress[] {address("169.254.169.254")};
            case "mixed.example" -> new InetAddress[] {address(PUBLIC), address("127.0.0.1")};
            case "six.example" -> new InetAddress[] {address("::1")};
            case "mapped.example" -> new InetAddress[] {address("::ffff:127.0.0.1")};
            case "nothing.example" -> new InetAddress[0];
            case "localhost", "sub.localhost" -> InetAddress.getAllByName("localhost");
            default -> throw new UnknownHostException(host);
        };
    }

    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }
}
