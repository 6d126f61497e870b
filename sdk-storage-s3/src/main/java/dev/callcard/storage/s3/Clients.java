package dev.callcard.storage.s3;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3Utilities;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeParams;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes the clients of a store: one that asks, one that only signs. */
record Clients(
        String region,
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        @Nullable AwsCredentialsProvider credentials,
        boolean pathStyle,
        Duration connectTimeout,
        Duration readTimeout,
        Duration timeout) {

    S3Client client() {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connectTimeout)
                        .socketTimeout(readTimeout))
                .overrideConfiguration(limits -> limits.apiCallTimeout(timeout)
                        .retryStrategy(RetryMode.STANDARD)
                        .addExecutionInterceptor(new WholeAnswers()))
                // Trailing checksums in chunks of Amazon's own are not understood everywhere; ours are plain headers.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(configuration())
                .authSchemeProvider(Clients::signTheBody);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        return builder.build();
    }

    S3Presigner presigner() {
        S3Presigner.Builder builder =
                S3Presigner.builder().region(Region.of(region)).serviceConfiguration(configuration());
        if (publicEndpoint != null) {
            builder.endpointOverride(publicEndpoint);
        }
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        return builder.build();
    }

    /** Where links of the presigner lead. */
    URI origin(String bucket) {
        URL object = S3Utilities.builder()
                .region(Region.of(region))
                .s3Configuration(configuration())
                .build()
                .getUrl(request -> request.bucket(bucket).key("x").endpoint(publicEndpoint));
        String port = object.getPort() < 0 ? "" : ":" + object.getPort();
        return URI.create(object.getProtocol() + "://" + object.getHost() + port);
    }

    private S3Configuration configuration() {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(pathStyle)
                .chunkedEncodingEnabled(false)
                .expectContinueEnabled(false)
                .build();
    }

    /** Over TLS too the SHA-256 of what is sent becomes part of the signature, so that the service checks it. */
    private static List<AuthSchemeOption> signTheBody(S3AuthSchemeParams request) {
        return S3AuthSchemeProvider.defaultProvider().resolveAuthScheme(request).stream()
                .map(option -> option.toBuilder()
                        .putSignerProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                        .build())
                .toList();
    }
}
