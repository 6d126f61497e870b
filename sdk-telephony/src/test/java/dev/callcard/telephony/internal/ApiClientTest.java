package dev.callcard.telephony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callcard.telephony.ProviderException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiClientTest {
    private ApiServer server;
    private final ApiClient client = ApiClient.builder()
            .patience(Duration.ofSeconds(5), Duration.ofMillis(2), Duration.ofMinutes(5))
            .build();

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatPassesShouldBeAskedAgain() throws Exception {
        server.then(503, "", Map.of()).then(429, "", Map.of("Retry-After", "0")).then("{\"a\":1}");
        assertThat(client.json(server.url(), Map.of("Authorization", "x")).toString())
                .isEqualTo("{\"a\":1}");
        assertThat(server.logins()).containsExactly("x", "x", "x");
    }

    @ParameterizedTest
    @CsvSource({
        "401, CREDENTIALS",
        "403, CREDENTIALS",
        "404, MISSING",
        "410, MISSING",
        "400, UNREADABLE",
        "302, UNREADABLE"
    })
    void whatDoesNotPassShouldBeAskedOnce(int status, ProviderException.Kind kind) {
        server.then(status, "secret of others", Map.of("Location", "http://127.0.0.1:1/"));
        ProviderException failure = failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.reason()).contains("status " + status).doesNotContain("secret");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aLongWishShouldBeToldAndNotWaitedFor() {
        server.then(429, "", Map.of("Retry-After", "3600"));
        ProviderException failure = failure();
        assertThat(failure.kind()).isEqualTo(ProviderException.Kind.LIMIT);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aWishByDateShouldBeHeldAgainstTheProvidersOwnClock() {
        // The server says what time it is there.
        server.then(429, "", Map.of("Retry-After", "Sun, 10 Mar 2126 13:00:00 GMT"));
        assertThat(failure().retryAfter().orElseThrow()).isGreaterThan(Duration.ofDays(30_000));
    }

    @Test
    void whoFailsAgainAndAgainShouldBeLeftAlone() {
        for (int i = 0; i < 3; i++) {
            assertThat(failure().kind()).isEqualTo(ProviderException.Kind.UNAVAILABLE);
        }
        assertThat(server.asked()).as("then nothing is asked any more").hasSize(5);
        assertThat(failure().retryAfter().orElseThrow()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatIsNoJsonShouldBeRefused() {
        server.then("<html>");
        assertThat(failure().kind()).isEqualTo(ProviderException.Kind.UNREADABLE);
        server.then("[".repeat(5_000));
        assertThat(failure().reason()).isEqualTo("The provider's answer is not JSON.");
    }

    private ProviderException failure() {
        return catchThrowableOfType(ProviderException.class, () -> client.json(server.url(), Map.of()));
    }
}
