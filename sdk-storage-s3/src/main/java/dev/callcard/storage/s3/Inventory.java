package dev.callcard.storage.s3;

import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingInventory.Entry;
import dev.callcard.recording.RecordingStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket holds of a project. Failures are the client's. Thread-safe. */
final class Inventory {
    private final S3Client client;
    private final Settings settings;

    Inventory(S3Client client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    Page<Entry> list(ProjectId project, PageRequest page) {
        List<Entry> found = new ArrayList<>();
        Optional<String> from = page.cursor().map(cursor -> position(project, cursor));
        boolean more = true;
        while (more && found.size() <= page.limit()) {
            ListObjectsV2Response part = objectsAfter(project, from, page.limit() + 1);
            List<S3Object> objects = part.contents();
            objects.stream()
                    .map(object -> entry(project, object))
                    .flatMap(Optional::stream)
                    .forEach(found::add);
            more = Failures.more(part.isTruncated()) && !objects.isEmpty();
            from = more ? Optional.of(objects.get(objects.size() - 1).key()) : from;
        }
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        Entry last = found.get(page.limit() - 1);
        return new Page<>(found.subList(0, page.limit()), Optional.of(last.key().path()));
    }

    int discardUnfinished(ProjectId project, Instant before) {
        int discarded = 0;
        String fromKey = null;
        String fromId = null;
        boolean more = true;
        while (more) {
            ListMultipartUploadsResponse page = unfinished(project, fromKey, fromId);
            for (MultipartUpload upload : page.uploads()) {
                if (key(project, upload.key()).isPresent() && upload.initiated().isBefore(before)) {
                    discarded += discard(upload);
                }
            }
            more = Failures.more(page.isTruncated());
            fromKey = page.nextKeyMarker();
            fromId = page.nextUploadIdMarker();
        }
        return discarded;
    }

    private ListObjectsV2Response objectsAfter(ProjectId project, Optional<String> after, int most) {
        return client.listObjectsV2(request -> request.bucket(settings.bucket())
                .prefix(settings.folder(project))
                .startAfter(after.orElse(null))
                .maxKeys(most));
    }

    private ListMultipartUploadsResponse unfinished(
            ProjectId project, @Nullable String fromKey, @Nullable String fromId) {
        return client.listMultipartUploads(request -> request.bucket(settings.bucket())
                .prefix(settings.folder(project))
                .keyMarker(fromKey)
                .uploadIdMarker(fromId));
    }

    private int discard(MultipartUpload upload) {
        try {
            client.abortMultipartUpload(request ->
                    request.bucket(settings.bucket()).key(upload.key()).uploadId(upload.uploadId()));
            return 1;
        } catch (SdkException e) {
            if (Failures.status(e) == 404) {
                return 0; // it has just ended
            }
            throw e;
        }
    }

    /** A cursor is the path of the last recording that was told. */
    private String position(ProjectId project, String cursor) {
        return RecordingStore.Key.ofPath(cursor)
                .filter(key -> key.project().equals(project))
                .map(settings::name)
                .orElseThrow(() -> new InvalidInputException("/cursor", "is not a cursor of this list"));
    }

    private Optional<Entry> entry(ProjectId project, S3Object object) {
        return key(project, object.key())
                .filter(key -> object.size() > 0)
                .map(key -> new Entry(key, object.size(), object.lastModified()));
    }

    private Optional<RecordingStore.Key> key(ProjectId project, String name) {
        return settings.key(name).filter(key -> key.project().equals(project));
    }
}
