package dev.callcard.storage.s3;

import dev.callcard.error.InvalidInputException;
import dev.callcard.recording.RecordingStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Stores the bytes of one key: in one request where they fit into a part, in parts otherwise. Either way they are there at
 * once or not at all. Each upload leaves a mark of its own on the object, by which it knows its bytes again when an answer
 * got lost on the way. Used once.
 */
final class Upload {
    /** More parts no object has. */
    static final int MAX_PARTS = 10_000;

    private static final String WHAT = "store a recording";
    private static final String MARK = "callcard-upload";
    private static final Duration MOST_CLEANING = Duration.ofSeconds(10);
    private static final int EXISTS = 412;
    private static final String BINARY = "application/octet-stream";

    private final S3Client client;
    private final Settings settings;
    private final String key;
    private final String mark = UUID.randomUUID().toString();

    Upload(S3Client client, Settings settings, String key) {
        this.client = client;
        this.settings = settings;
        this.key = key;
    }

    Stored run(InputStream bytes, long maxBytes) throws IOException {
        if (!settings.conditionalWrites() && find() != null) {
            throw used();
        }
        PartReader parts = new PartReader(
                bytes, settings.partBytes(), Math.min(maxBytes, (long) MAX_PARTS * settings.partBytes()));
        parts.next();
        if (parts.length() == 0) {
            throw new InvalidInputException("/body", "must not be empty");
        }
        if (parts.isLast()) {
            publish(parts, () -> putWhole(parts));
        } else {
            putParts(parts);
        }
        return new Stored(parts.total(), parts.sha256());
    }

    private void putWhole(PartReader parts) {
        client.putObject(
                request -> request.bucket(settings.bucket())
                        .key(key)
                        .contentType(BINARY)
                        .contentMD5(parts.md5())
                        .metadata(Map.of(MARK, mark))
                        .serverSideEncryption(settings.encryption())
                        .ssekmsKeyId(settings.kmsKey())
                        .ifNoneMatch(settings.conditionalWrites() ? "*" : null),
                body(parts));
    }

    private void putParts(PartReader parts) throws IOException {
        String id = inStore(() -> client.createMultipartUpload(request -> request.bucket(settings.bucket())
                        .key(key)
                        .contentType(BINARY)
                        .metadata(Map.of(MARK, mark))
                        .serverSideEncryption(settings.encryption())
                        .ssekmsKeyId(settings.kmsKey()))
                .uploadId());
        if (id == null) {
            throw Failures.unavailable(WHAT, "the object store did not begin the upload");
        }
        try {
            List<CompletedPart> done = new ArrayList<>();
            done.add(inStore(() -> putPart(id, 1, parts)));
            while (!parts.isLast()) {
                parts.next();
                done.add(inStore(() -> putPart(id, done.size() + 1, parts)));
            }
            publish(
                    parts,
                    () -> client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                            .key(key)
                            .uploadId(id)
                            .multipartUpload(all -> all.parts(done))
                            .ifNoneMatch(settings.conditionalWrites() ? "*" : null)));
        } catch (IOException | RuntimeException | Error e) {
            abort(id, e);
            throw e;
        }
    }

    private CompletedPart putPart(String id, int number, PartReader parts) {
        String etag = client.uploadPart(
                        request -> request.bucket(settings.bucket())
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(parts.md5()),
                        body(parts))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    /** Runs the request that makes the object visible, and makes sure that it did. */
    private void publish(PartReader parts, Runnable request) {
        try {
            request.run();
        } catch (SdkException e) {
            HeadObjectResponse found = findAfter(e);
            if (found != null && isOurs(found) && found.contentLength() == parts.total()) {
                return; // it was done, and the answer got lost
            }
            if (Failures.status(e) == EXISTS && found != null) {
                throw used();
            }
            throw Failures.unavailable(WHAT, e);
        }
        HeadObjectResponse found = inStore(this::find);
        if (found == null || !isOurs(found)) {
            throw Failures.unavailable(WHAT, "the object store does not have what it acknowledged");
        }
        if (found.contentLength() != parts.total()) {
            inStore(() -> client.deleteObject(
                    request2 -> request2.bucket(settings.bucket()).key(key)));
            throw Failures.unavailable(WHAT, "the object store has another length than it was given");
        }
    }

    private boolean isOurs(HeadObjectResponse found) {
        return mark.equals(found.metadata().get(MARK));
    }

    private @Nullable HeadObjectResponse find() {
        try {
            return client.headObject(
                    request -> request.bucket(settings.bucket()).key(key).overrideConfiguration(quick()));
        } catch (SdkException e) {
            if (Failures.status(e) == 404) {
                return null;
            }
            throw e;
        }
    }

    private @Nullable HeadObjectResponse findAfter(SdkException reason) {
        try {
            return find();
        } catch (SdkException e) {
            reason.addSuppressed(Failures.described(e));
            return null;
        }
    }

    /** What cannot be aborted now is found by whoever discards unfinished uploads. */
    private void abort(String id, Throwable reason) {
        try {
            client.abortMultipartUpload(request ->
                    request.bucket(settings.bucket()).key(key).uploadId(id).overrideConfiguration(quick()));
        } catch (SdkException e) {
            if (Failures.status(e) != 404) {
                reason.addSuppressed(Failures.described(e));
            }
        }
    }

    /** Looking after a failure must not take as long again as the failure. */
    private AwsRequestOverrideConfiguration quick() {
        Duration most = settings.timeout().compareTo(MOST_CLEANING) < 0 ? settings.timeout() : MOST_CLEANING;
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(most).build();
    }

    private static RequestBody body(PartReader parts) {
        return RequestBody.fromContentProvider(parts::bytes, parts.length(), BINARY);
    }

    private static IllegalStateException used() {
        return new IllegalStateException("a key of a recording is used once only");
    }

    private static <T extends @Nullable Object> T inStore(Supplier<T> step) {
        try {
            return step.get();
        } catch (SdkException e) {
            throw Failures.unavailable(WHAT, e);
        }
    }
}
