package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with the certificate of {@code acme.example} and {@code 127.0.0.1}, and those who trust it or do not. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] AUDIO = Provider.bytes(100_000, 4);

    @TempDir
    static Path keys;

    private static HttpsServer server;
    private static SSLContext tls;
    private static volatile String leadsTo = "";
    private static final List<Optional<String>> AUTHORIZATIONS = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        tls = context(keyStore());
        server = HttpsServer.create(
                new InetSocketAddress(Network.address("127.0.0.1").orElseThrow(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/a", exchange -> {
            AUTHORIZATIONS.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, AUDIO.length);
            exchange.getResponseBody().write(AUDIO);
            exchange.close();
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", leadsTo);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aServerWithTheRightNameIsBelieved() throws IOException {
        HttpAudioFetcher fetcher = builder()
                .tls(tls)
                .credentials(source -> Optional.of(new AudioCredentials.Login("ACME.example", port(), "Basic abc")))
                .build();
        fetcher.fetch(Fetching.source(url("acme.example", "/a")), into());
        assertThat(into()).hasBinaryContent(AUDIO);
        assertThat(AUTHORIZATIONS).contains(Optional.of("Basic abc"));

        fetcher.fetch(Fetching.source(url("127.0.0.1", "/a")), into());
    }

    @Test
    void aServerWithAnotherNameIsNot() {
        FetchException failure = Fetching.failure(
                builder().tls(tls).build(), Fetching.source(url("other.example", "/" + Fetching.SECRET)), into());
        assertThat(failure).hasMessageContaining("secure");
        assertThat(failure.retry()).isTrue();
    }

    @Test
    void aServerThatNobodyVouchesForIsNot() {
        assertThat(Fetching.failure(builder().build(), Fetching.source(url("acme.example", "/a")), into()))
                .hasMessageContaining("secure");
    }

    @Test
    void aDefaultThatTrustsEverybodyIsNotTakenOver() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(tls);
        try {
            assertThat(Fetching.failure(builder().build(), Fetching.source(url("acme.example", "/a")), into()))
                    .hasMessageContaining("secure");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void noRedirectLeadsOutOfEncryption() throws IOException {
        try (RawServer plain = new RawServer()) {
            leadsTo = plain.url("/b");
            FetchException failure =
                    Fetching.failure(builder().tls(tls).build(), Fetching.source(url("acme.example", "/away")), into());
            assertThat(failure.retry()).isFalse();
            assertThat(failure).hasMessageContaining("encrypted");
            assertThat(plain.connections).hasValue(0);
        }
    }

    @Test
    void fromPlainToEncryptedIsFine() throws IOException {
        try (RawServer plain = new RawServer()) {
            plain.says("HTTP/1.1 301 Moved\r\nLocation: " + url("acme.example", "/a") + "\r\n\r\n");
            builder().tls(tls).build().fetch(Fetching.source(plain.url("/a")), into());
            assertThat(into()).hasBinaryContent(AUDIO);
        }
    }

    private Path into() {
        return folder.resolve("audio.part");
    }

    private static HttpAudioFetcher.Builder builder() {
        return Fetching.local().resolver(host ->
                new InetAddress[] {Network.address("127.0.0.1").orElseThrow()});
    }

    private static int port() {
        return server.getAddress().getPort();
    }

    private static String url(String host, String path) {
        return "https://" + host + ":" + port() + path;
    }

    private static SSLContext context(KeyStore store) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore keyStore() throws Exception {
        Path file = keys.resolve("test.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                List.of((keytool + " -genkeypair -alias test -keyalg EC -validity 2 -dname CN=test -storetype PKCS12"
                                + " -ext san=dns:acme.example,ip:127.0.0.1 -storepass changeit -keystore " + file)
                        .split(" "));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(keys.resolve("keytool.txt").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(keys.resolve("keytool.txt")))
                .isZero();
        KeyStore pair = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            pair.load(in, PASSWORD);
        }
        pair.setCertificateEntry("trusted", pair.getCertificate("test"));
        return pair;
    }
}
