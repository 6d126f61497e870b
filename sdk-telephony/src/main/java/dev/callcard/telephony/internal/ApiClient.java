package dev.callcard.telephony.internal;

import dev.callcard.telephony.ProviderException;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the API of one provider's account. A question that was not answered is asked again after a pause that grows and is random, or
 * as long as {@code Retry-After} says; after five failures in a row nothing is asked for half a minute. Follows no redirect, so that
 * credentials stay where they belong. Logs nothing. Thread-safe.
 */
public final class ApiClient {
    /** The most bytes of an answer. */
    public static final int MAX_BYTES = 32 << 20;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int FAILURES_BEFORE_REST = 5;

    private final HttpClient http;
    private final FailsafeExecutor<byte[]> executor;
    private final Duration timeout;

    private ApiClient(Builder builder) {
        this.timeout = builder.timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(builder.timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        RetryPolicy<byte[]> retry = RetryPolicy.<byte[]>builder()
                .handleIf(ApiClient::mayPass)
                .withMaxRetries(builder.retries)
                .withBackoff(builder.pause, builder.pause.multipliedBy(1 << builder.retries + 1))
                .withJitter(0.5)
                .withDelayFn(context -> wish(context.getLastException()))
                .build();
        CircuitBreaker<byte[]> breaker = CircuitBreaker.<byte[]>builder()
                .handleIf(failure -> failure instanceof ProviderException known
                        && known.kind() == ProviderException.Kind.UNAVAILABLE)
                .withFailureThreshold(FAILURES_BEFORE_REST)
                .withDelay(builder.rest)
                .build();
        this.executor = Failsafe.with(retry, breaker);
    }

    /**
     * Builds a client that waits 20 s for an answer, and asks up to four times.
     *
     * @return a builder, never null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gets JSON.
     *
     * @param uri the address, of the account's own settings
     * @param headers what is sent along
     * @return the answer
     * @throws ProviderException if there was no good answer
     */
    public JsonStructure json(URI uri, Map<String, String> headers) throws ProviderException {
        byte[] answer = get(uri, headers);
        return JsonText.parse(answer)
                .orElseThrow(() -> new ProviderException(
                        ProviderException.Kind.UNREADABLE, "The provider's answer is not JSON.", Optional.empty()));
    }

    /**
     * Gets bytes.
     *
     * @param uri the address, of the account's own settings
     * @param headers what is sent along
     * @return the answer
     * @throws ProviderException if there was no good answer
     */
    public byte[] get(URI uri, Map<String, String> headers) throws ProviderException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(timeout).GET();
        headers.forEach(request::header);
        return run(() -> send(request.build()));
    }

    private byte[] run(CheckedSupplier<byte[]> question) throws ProviderException {
        try {
            return executor.get(question);
        } catch (CircuitBreakerOpenException e) {
            throw new ProviderException(
                    ProviderException.Kind.UNAVAILABLE,
                    "The provider has failed several times in a row, and is left alone for a moment.",
                    Optional.of(e.getCircuitBreaker().getRemainingDelay()));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof ProviderException known) {
                throw known;
            }
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw unavailable("The question to the provider was broken off.");
            }
            throw e;
        }
    }

    private byte[] send(HttpRequest request) throws ProviderException, InterruptedException {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused(response);
                }
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new ProviderException(
                            ProviderException.Kind.UNREADABLE,
                            "The provider's answer is larger than " + MAX_BYTES + " bytes.",
                            Optional.empty());
                }
                return bytes;
            }
        } catch (IOException e) {
            throw unavailable("The provider did not answer.");
        }
    }

    private ProviderException refused(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        Optional<Duration> wish = response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> duration(text, response.headers().firstValue("Date")));
        ProviderException.Kind kind = switch (status) {
            case 401, 403 -> ProviderException.Kind.CREDENTIALS;
            case 404, 410 -> ProviderException.Kind.MISSING;
            case 429 -> ProviderException.Kind.LIMIT;
            case 408, 425 -> ProviderException.Kind.UNAVAILABLE;
            default -> status >= 500 ? ProviderException.Kind.UNAVAILABLE : ProviderException.Kind.UNREADABLE;
        };
        String words = switch (kind) {
            case CREDENTIALS -> "The provider does not accept the credentials";
            case MISSING -> "The provider has no such thing";
            case LIMIT -> "The provider was asked too often";
            case UNAVAILABLE -> "The provider cannot answer just now";
            case UNREADABLE -> "The provider did not accept the question";
        };
        return new ProviderException(kind, words + " (status " + status + ").", wish);
    }

    /** Seconds, or a date, which is held against the provider's own clock. */
    private static Optional<Duration> duration(String retryAfter, Optional<String> date) {
        String text = retryAfter.strip();
        if (text.matches("[0-9]{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return date.flatMap(now -> {
            try {
                Duration until = Duration.between(
                        ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME),
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
                return Optional.of(until.isNegative() ? Duration.ZERO : until);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof ProviderException known
                && (known.kind() == ProviderException.Kind.UNAVAILABLE || known.kind() == ProviderException.Kind.LIMIT)
                && known.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST_PAUSE) <= 0;
    }

    /** How long to wait; a negative time means as long as the policy says. */
    private static Duration wish(Throwable failure) {
        return failure instanceof ProviderException known
                ? known.retryAfter().orElse(Duration.ofNanos(-1))
                : Duration.ofNanos(-1);
    }

    private static ProviderException unavailable(String words) {
        return new ProviderException(ProviderException.Kind.UNAVAILABLE, words, Optional.empty());
    }

    /** Collects what a client goes by. Not thread-safe. */
    public static final class Builder {
        private Duration timeout = Duration.ofSeconds(20);
        private Duration pause = Duration.ofMillis(500);
        private Duration rest = Duration.ofSeconds(30);
        private int retries = 3;

        private Builder() {}

        /**
         * Sets how patient the client is.
         *
         * @param answer how long it waits for an answer
         * @param again how long it waits at first before it asks again
         * @param afterFailures how long it asks nothing after five failures in a row
         * @return this builder
         */
        public Builder patience(Duration answer, Duration again, Duration afterFailures) {
            timeout = answer;
            pause = again;
            rest = afterFailures;
            return this;
        }

        /**
         * Makes the client.
         *
         * @return never null
         */
        public ApiClient build() {
            return new ApiClient(this);
        }
    }
}
