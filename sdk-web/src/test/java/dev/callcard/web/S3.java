package dev.callcard.web;

import dev.callcard.storage.s3.S3RecordingStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A real S3 server on the loopback interface that verifies signatures, with one bucket in files. */
final class S3 implements AutoCloseable {
    private static final String BUCKET = "recordings";
    private static final String ACCESS_KEY = "AKIDLOCAL0000000";
    private static final String SECRET_KEY = "top-secret-of-the-test";

    private final S3Proxy server;

    S3(Path folder) throws Exception {
        BlobStore store =
                new FilesystemNio2BlobStore(Files.createDirectories(folder).toString());
        store.createContainer(BUCKET);
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** A client of such a server, which may run in another process. */
    static S3RecordingStore client(URI endpoint) {
        return S3RecordingStore.builder()
                .bucket(BUCKET)
                .endpoint(endpoint)
                .pathStyle(true)
                .credentials(ACCESS_KEY, SECRET_KEY)
                .build();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
