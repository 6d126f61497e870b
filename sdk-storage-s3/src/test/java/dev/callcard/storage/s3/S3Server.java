package dev.callcard.storage.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server on the loopback interface that verifies signatures, with one bucket. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "recordings";
    static final String ACCESS_KEY = "AKIDLOCAL0000000";
    static final String SECRET_KEY = "top-secret-of-the-test";

    final BlobStore store;
    private final S3Proxy server;

    private S3Server(BlobStore store) throws Exception {
        this.store = store;
        store.createContainer(BUCKET);
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
    }

    /** Keeps objects in files: large ones too. */
    static S3Server inFiles(Path dir) throws Exception {
        return new S3Server(
                new FilesystemNio2BlobStore(Files.createDirectories(dir).toString()));
    }

    /** Keeps objects in memory, and knows versions and encryption. */
    static S3Server inMemory() throws Exception {
        return new S3Server(new TransientNio2BlobStore());
    }

    int port() {
        return server.getPort();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    S3RecordingStore.Builder client() {
        return client(endpoint());
    }

    /** A client that loses its patience soon. */
    static S3RecordingStore.Builder client(URI endpoint) {
        return S3RecordingStore.builder()
                .bucket(BUCKET)
                .endpoint(endpoint)
                .pathStyle(true)
                .credentials(ACCESS_KEY, SECRET_KEY)
                .partBytes(5 << 20)
                .connectTimeout(Duration.ofSeconds(2))
                .readTimeout(Duration.ofSeconds(5))
                .timeout(Duration.ofSeconds(20));
    }

    /** The client without our store, for what the store would never do. */
    S3Client plainClient() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
