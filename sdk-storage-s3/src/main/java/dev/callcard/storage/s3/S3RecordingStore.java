package dev.callcard.storage.s3;

import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.DirectLinks;
import dev.callcard.recording.RecordingInventory;
import dev.callcard.recording.RecordingStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Keeps recordings in a bucket of an S3-compatible object store. A recording of project {@code shop} is the object
 * {@code <prefix>p-shop/3f/<call>_<version>.audio}, so that rights and rules can be given to one project.
 *
 * <p>An upload holds one part of the recording in memory ({@link Builder#partBytes}), a stream that is read holds no more
 * than the socket does. Every part travels with its checksum, which the store verifies; the object becomes visible when all
 * of them are there, and is then asked for once more. Nothing here is retried longer than {@link Builder#timeout}.
 *
 * <p>Messages of exceptions name no key, no address and no credential. Thread-safe. Whoever built it closes it.
 */
public final class S3RecordingStore implements RecordingStore, RecordingInventory, DirectLinks, AutoCloseable {
    private static final int NOT_SATISFIABLE = 416;
    private static final Pattern GIVEN = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/.*");

    private final S3Client client;
    private final S3Presigner presigner;
    private final URI origin;
    private final Settings settings;
    private final Inventory inventory;

    S3RecordingStore(S3Client client, S3Presigner presigner, URI origin, Settings settings) {
        this.client = client;
        this.presigner = presigner;
        this.origin = origin;
        this.settings = settings;
        this.inventory = new Inventory(client, settings);
    }

    /**
     * Begins to set up a store.
     *
     * @return a builder, never null
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Stored put(RecordingStore.Key key, InputStream bytes, long maxBytes) throws IOException {
        return new Upload(client, settings, name(key)).run(bytes, maxBytes);
    }

    @Override
    public InputStream open(RecordingStore.Key key, RecordingStore.Range range) {
        long end = range.offset() + range.length();
        return new RangeInputStream(position -> get(name(key), position, end), range.offset(), end);
    }

    private ResponseInputStream<GetObjectResponse> get(String name, long from, long end) {
        ResponseInputStream<GetObjectResponse> bytes;
        try {
            bytes = client.getObject(
                    request -> request.bucket(settings.bucket()).key(name).range("bytes=" + from + "-" + (end - 1)));
        } catch (SdkException e) {
            if (isMissing(e)) {
                throw new NotFoundException("recording");
            }
            if (Failures.status(e) == NOT_SATISFIABLE) {
                throw beyond();
            }
            throw Failures.unavailable("open a recording", e);
        }
        try {
            check(bytes.response(), from, end);
            return bytes;
        } catch (RuntimeException e) {
            bytes.abort();
            throw e;
        }
    }

    private static void check(GetObjectResponse given, long from, long end) {
        String range = given.contentRange() == null ? "" : given.contentRange();
        var parts = GIVEN.matcher(range);
        boolean whole = range.isEmpty() && from == 0 && Objects.equals(given.contentLength(), end);
        if (whole || range.startsWith("bytes " + from + "-" + (end - 1) + "/")) {
            return;
        }
        if (parts.matches() && Long.parseLong(parts.group(1)) == from && Long.parseLong(parts.group(2)) < end - 1) {
            throw beyond();
        }
        throw Failures.unavailable("open a recording", "the object store gave another range than it was asked for");
    }

    private static IllegalArgumentException beyond() {
        return new IllegalArgumentException("range must lie within the recording");
    }

    /** Deletes every version where the bucket keeps versions, and asks whether the object is gone. */
    @Override
    public void delete(RecordingStore.Key key) {
        String name = name(key);
        boolean gone = inStore("delete a recording", () -> {
            if (deleteNow(name)) {
                deleteVersions(name);
            }
            return isGone(name);
        });
        if (!gone) {
            throw Failures.unavailable("delete a recording", "the object store still has what it deleted");
        }
    }

    /** Deletes what is seen; true if the bucket keeps versions. */
    private boolean deleteNow(String name) {
        try {
            DeleteObjectResponse deleted = client.deleteObject(
                    request -> request.bucket(settings.bucket()).key(name));
            return Boolean.TRUE.equals(deleted.deleteMarker()) || deleted.versionId() != null;
        } catch (SdkException e) {
            if (isMissing(e)) {
                return false; // most services say 204 here too
            }
            throw e;
        }
    }

    private boolean isGone(String name) {
        try {
            client.headObject(request -> request.bucket(settings.bucket()).key(name));
            return false;
        } catch (SdkException e) {
            if (isMissing(e)) {
                return true;
            }
            throw e;
        }
    }

    private void deleteVersions(String name) {
        String keyMarker = null;
        String versionMarker = null;
        boolean more = true;
        while (more) {
            String fromKey = keyMarker;
            String fromVersion = versionMarker;
            ListObjectVersionsResponse page = client.listObjectVersions(request -> request.bucket(settings.bucket())
                    .prefix(name)
                    .keyMarker(fromKey)
                    .versionIdMarker(fromVersion));
            page.versions().stream()
                    .filter(version -> version.key().equals(name))
                    .forEach(version -> deleteVersion(name, version.versionId()));
            page.deleteMarkers().stream()
                    .filter(marker -> marker.key().equals(name))
                    .forEach(marker -> deleteVersion(name, marker.versionId()));
            more = Failures.more(page.isTruncated());
            keyMarker = page.nextKeyMarker();
            versionMarker = page.nextVersionIdMarker();
        }
    }

    private void deleteVersion(String name, String version) {
        client.deleteObject(
                request -> request.bucket(settings.bucket()).key(name).versionId(version));
    }

    @Override
    public Page<Entry> list(ProjectId project, PageRequest page) {
        return inStore("list recordings", () -> inventory.list(project, page));
    }

    @Override
    public int discardUnfinished(ProjectId project, Instant before) {
        return inStore("discard unfinished uploads", () -> inventory.discardUnfinished(project, before));
    }

    @Override
    public URI link(RecordingStore.Key key, DirectLinks.Terms terms) {
        return inStore(
                "make a link to a recording",
                () -> URI.create(presigner
                        .presignGetObject(link -> link.signatureDuration(terms.lifetime())
                                .getObjectRequest(request -> request.bucket(settings.bucket())
                                        .key(name(key))
                                        .responseContentType(terms.contentType())
                                        .responseContentDisposition(terms.contentDisposition())
                                        // The next link is another one, so a copy would never be found again.
                                        .responseCacheControl("private, no-store")))
                        .url()
                        .toString()));
    }

    @Override
    public URI origin() {
        return origin;
    }

    /** Frees connections and threads. Streams that are open may fail. */
    @Override
    public void close() {
        presigner.close();
        client.close();
    }

    private String name(RecordingStore.Key key) {
        return settings.name(key);
    }

    private static boolean isMissing(SdkException failure) {
        return Failures.status(failure) == 404 && !Failures.code(failure).equals("NoSuchBucket");
    }

    private static <T> T inStore(String what, Supplier<T> step) {
        try {
            return step.get();
        } catch (SdkException e) {
            throw Failures.unavailable(what, e);
        }
    }

    /** Sets up a {@link S3RecordingStore}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*");
        private static final int LEAST_PART = 5 << 20;
        private static final int MOST_PART = 512 << 20;

        private @Nullable String bucket;
        private @Nullable String region;
        private @Nullable URI endpoint;
        private @Nullable URI publicEndpoint;
        private @Nullable AwsCredentialsProvider credentials;
        private boolean pathStyle;
        private boolean conditionalWrites = true;
        private String prefix = "";
        private int partBytes = 8 << 20;
        private @Nullable String encryption;
        private @Nullable String kmsKey;
        private Duration connectTimeout = Duration.ofSeconds(3);
        private Duration readTimeout = Duration.ofSeconds(10);
        private Duration timeout = Duration.ofSeconds(60);

        private Builder() {}

        /**
         * Which bucket. It must exist.
         *
         * @param name the bucket's name
         * @return this builder
         */
        public Builder bucket(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("bucket must have a name");
            }
            this.bucket = name;
            return this;
        }

        /**
         * In which region the bucket lies, such as {@code eu-central-1}. Needed where there is no endpoint; with one, the
         * default is {@code us-east-1}, as most services expect.
         *
         * @param name the region's name
         * @return this builder
         */
        public Builder region(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("region must have a name");
            }
            this.region = name;
            return this;
        }

        /**
         * Where the service is, for services other than Amazon's. Without TLS nothing protects audio and metadata on the
         * way; credentials are never sent in either case, only signatures.
         *
         * @param address scheme {@code http} or {@code https}, host and port
         * @return this builder
         */
        public Builder endpoint(URI address) {
            this.endpoint = checked(address);
            return this;
        }

        /**
         * Where browsers find the service, if they find it elsewhere than this process does. Default: the endpoint.
         *
         * @param address scheme {@code http} or {@code https}, host and port, for the links of {@link DirectLinks}
         * @return this builder
         */
        public Builder publicEndpoint(URI address) {
            this.publicEndpoint = checked(address);
            return this;
        }

        /**
         * A key pair that does not change. Default: what the client of Amazon finds by itself, from the environment, the
         * profile or the machine's role.
         *
         * @param accessKey the public half
         * @param secretKey the secret half
         * @return this builder
         */
        public Builder credentials(String accessKey, String secretKey) {
            return credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
        }

        /**
         * Where credentials come from, if they change.
         *
         * @param provider asked before each request; stays the caller's
         * @return this builder
         */
        public Builder credentials(AwsCredentialsProvider provider) {
            this.credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Names the bucket in the path, not in the host. Most services other than Amazon's want it. Default: no.
         *
         * @param wanted whether
         * @return this builder
         */
        public Builder pathStyle(boolean wanted) {
            this.pathStyle = wanted;
            return this;
        }

        /**
         * Whether the service is asked to refuse a second object of the same key ({@code If-None-Match: *}). Switch it off for
         * a service that answers 501 to this; the store then looks first, which costs a request. Default: yes.
         *
         * @param wanted whether
         * @return this builder
         */
        public Builder conditionalWrites(boolean wanted) {
            this.conditionalWrites = wanted;
            return this;
        }

        /**
         * Folders above those of the projects, such as {@code crm/callcard/}. Default: none.
         *
         * @param folders empty, or names of {@code A-Z a-z 0-9 . _ -} each followed by a slash
         * @return this builder
         */
        public Builder prefix(String folders) {
            if (!PREFIX.matcher(folders).matches() || folders.length() > 500) {
                throw new IllegalArgumentException(
                        "prefix must be names of A-Z, a-z, 0-9, '.', '_' and '-', each followed by a slash");
            }
            this.prefix = folders;
            return this;
        }

        /**
         * How large the parts of a large recording are, and so how much memory an upload takes at the most. A recording has
         * at most 10,000 parts. Default: 8 MiB.
         *
         * @param bytes 5 MiB to 512 MiB
         * @return this builder
         */
        public Builder partBytes(int bytes) {
            if (bytes < LEAST_PART || bytes > MOST_PART) {
                throw new IllegalArgumentException("partBytes must be between 5 MiB and 512 MiB");
            }
            this.partBytes = bytes;
            return this;
        }

        /**
         * Has the service encrypt what it keeps, with keys of its own (SSE-S3). Default: as the bucket says.
         *
         * @return this builder
         */
        public Builder encrypted() {
            this.encryption = "AES256";
            this.kmsKey = null;
            return this;
        }

        /**
         * Has the service encrypt what it keeps with a key of its key management (SSE-KMS).
         *
         * @param key id or ARN of the key
         * @return this builder
         */
        public Builder encryptedWith(String key) {
            this.encryption = "aws:kms";
            this.kmsKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * How long a connection may take to be made. Default: 3 s.
         *
         * @param most more than 0
         * @return this builder
         */
        public Builder connectTimeout(Duration most) {
            this.connectTimeout = checked(most);
            return this;
        }

        /**
         * How long the service may be silent in the middle of an answer. Default: 10 s.
         *
         * @param most more than 0
         * @return this builder
         */
        public Builder readTimeout(Duration most) {
            this.readTimeout = checked(most);
            return this;
        }

        /**
         * How long one request may take, with all its repetitions: one part of an upload, one look at an object, the
         * beginning of a stream. An upload that failed may take up to 20 s more to clean up. Default: 60 s.
         *
         * @param most more than 0; enough to send a part
         * @return this builder
         */
        public Builder timeout(Duration most) {
            this.timeout = checked(most);
            return this;
        }

        /**
         * Opens the store. Asks nothing of the service yet.
         *
         * @return the store, to be closed
         * @throws IllegalStateException if bucket or region are missing
         */
        public S3RecordingStore build() {
            if (bucket == null) {
                throw new IllegalStateException("bucket is missing");
            }
            if (region == null && endpoint == null) {
                throw new IllegalStateException("region is missing, or an endpoint");
            }
            Settings settings = new Settings(bucket, prefix, partBytes, timeout, conditionalWrites, encryption, kmsKey);
            Clients clients = new Clients(
                    region == null ? "us-east-1" : region,
                    endpoint,
                    publicEndpoint == null ? endpoint : publicEndpoint,
                    credentials,
                    pathStyle,
                    connectTimeout,
                    readTimeout,
                    timeout);
            return new S3RecordingStore(clients.client(), clients.presigner(), clients.origin(bucket), settings);
        }

        private static Duration checked(Duration most) {
            if (most.isZero() || most.isNegative()) {
                throw new IllegalArgumentException("a timeout must be more than 0");
            }
            return most;
        }

        private static URI checked(URI address) {
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (!http || address.getHost() == null || address.getUserInfo() != null || address.getQuery() != null) {
                throw new IllegalArgumentException("an endpoint must be http or https with a host, and nothing secret");
            }
            return address;
        }
    }
}
