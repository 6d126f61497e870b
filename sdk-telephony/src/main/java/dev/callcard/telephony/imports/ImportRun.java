package dev.callcard.telephony.imports;

import dev.callcard.error.FieldError;
import dev.callcard.error.UnavailableException;
import dev.callcard.ingest.ItemResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run over one file: takes items in batches, hands them in, counts and reports. Not thread-safe. */
final class ImportRun<T> {
    private static final int BATCH_ITEMS = 1_000;
    private static final long BATCH_BYTES = 4L << 20;

    private final Lines lines;
    private final Item.Source<T> source;
    private final Sink<T> sink;
    private final Rejects rejects;
    private final Consumer<ImportProgress> listener;
    private final ImportPosition from;
    private final Map<ItemResult.Status, Long> counts = new EnumMap<>(ItemResult.Status.class);
    private ImportPosition durable;
    private long recordings;
    private long recordingsRejected;

    /** Where items go. */
    interface Sink<T> {
        /** Hands a batch in; what became of each item, in order. */
        List<ItemResult> ingest(List<T> batch);

        /** Stores the recordings of items that were accepted, given with our ids; what became of each, in order. */
        List<RecordingResult> attach(List<Item<T>> accepted, List<String> ids);
    }

    /**
     * What became of a recording.
     *
     * @param stored whether it was stored
     * @param errors why it could not be stored; empty if it was, or there was nothing to store
     */
    record RecordingResult(boolean stored, List<FieldError> errors) {
        static final RecordingResult NOTHING = new RecordingResult(false, List.of());
    }

    ImportRun(Lines lines, Item.Source<T> source, Sink<T> sink, Rejects rejects, Consumer<ImportProgress> listener) {
        this.lines = lines;
        this.source = source;
        this.sink = sink;
        this.rejects = rejects;
        this.listener = listener;
        this.from = lines.position();
        this.durable = from;
    }

    ImportProgress run() {
        while (storeNext()) {
            listener.accept(progress());
        }
        return progress();
    }

    /** Stores the next batch; false behind the last. */
    private boolean storeNext() {
        try {
            List<Item<T>> batch = batch();
            if (!batch.isEmpty()) {
                store(batch);
            }
            return !batch.isEmpty();
        } catch (IOException | UnavailableException e) {
            throw new ImportStoppedException(progress(), e);
        }
    }

    private List<Item<T>> batch() throws IOException {
        List<Item<T>> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < BATCH_ITEMS && bytes < BATCH_BYTES) {
            Optional<Item<T>> item = source.next();
            if (item.isEmpty()) {
                break;
            }
            batch.add(item.get());
            bytes += item.get().text().isPresent() ? item.get().sizeBytes() : 0;
        }
        return batch;
    }

    private void store(List<Item<T>> batch) throws IOException {
        List<T> values =
                batch.stream().flatMap(item -> item.parsed().value().stream()).toList();
        Iterator<ItemResult> handedIn = sink.ingest(values).iterator();
        List<ItemResult> results = new ArrayList<>();
        List<Item<T>> accepted = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Item<T> item : batch) {
            ItemResult result = item.parsed().value().isPresent()
                    ? handedIn.next()
                    : ItemResult.rejected(item.parsed().errors());
            results.add(result);
            if (result.status() != ItemResult.Status.REJECTED) {
                accepted.add(item);
                ids.add(result.id().orElseThrow());
            }
        }
        Iterator<RecordingResult> attached = sink.attach(accepted, ids).iterator();
        for (int i = 0; i < batch.size(); i++) {
            ItemResult result = results.get(i);
            counts.merge(result.status(), 1L, Long::sum);
            if (result.status() == ItemResult.Status.REJECTED) {
                rejects.add(batch.get(i), result.errors());
            } else {
                count(batch.get(i), attached.next());
            }
        }
        rejects.flush();
        durable = batch.get(batch.size() - 1).resume();
    }

    private void count(Item<T> item, RecordingResult recording) throws IOException {
        if (recording.stored()) {
            recordings++;
        } else if (!recording.errors().isEmpty()) {
            recordingsRejected++;
            rejects.add(item, recording.errors());
        }
    }

    private ImportProgress progress() {
        return new ImportProgress(
                durable,
                lines.position().lines() - from.lines(),
                lines.position().bytes() - from.bytes(),
                count(ItemResult.Status.CREATED),
                count(ItemResult.Status.UPDATED),
                count(ItemResult.Status.UNCHANGED),
                count(ItemResult.Status.REJECTED),
                recordings,
                recordingsRejected);
    }

    private long count(ItemResult.Status status) {
        return counts.getOrDefault(status, 0L);
    }
}
