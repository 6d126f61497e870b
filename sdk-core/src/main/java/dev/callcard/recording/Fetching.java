package dev.callcard.recording;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try to fetch the recording of a call, and what follows from how it went. */
final class Fetching {
    /**
     * How long to wait after each try. Providers announce recordings before they have them: most within a minute, some after half an
     * hour. Together more than an hour.
     */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(8),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30));

    private static final Duration BETWEEN_TIDYING = Duration.ofHours(1);
    private static final Duration LONGEST_WISH = Duration.ofHours(1);
    /** What {@link #file} makes, and what a fetcher keeps beside it. */
    private static final Pattern PART = Pattern.compile("([a-z0-9-]{1,64})_([0-9a-f-]{36})_[0-9a-f-]{36}\\.part.*");

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    private final AudioFetcher fetcher;
    private final Intake intake;
    private final RecordingCatalog catalog;
    private final RecordingStore store;
    private final Clock clock;
    private final AtomicReference<Instant> nextTidy = new AtomicReference<>(Instant.EPOCH);
    private volatile @Nullable Path folder;

    Fetching(
            AudioFetcher fetcher,
            Optional<Path> folder,
            Intake intake,
            RecordingCatalog catalog,
            RecordingStore store,
            Clock clock) {
        this.fetcher = fetcher;
        this.folder = folder.orElse(null);
        this.intake = intake;
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    void fetch(RecordingCatalog.Entry entry, Call call, Project project) {
        Optional<URI> url =
                call.facts().recording().filter(Call.RecordingReference::isUrl).flatMap(Fetching::uri);
        boolean wanted = project.rulesAt(call.facts().times().startedAt()).recording();
        Optional<String> loss = call.facts().recordingLoss().map(Recording::words);
        if (!wanted || loss.isPresent() || url.isEmpty()) {
            String reason = wanted
                    ? loss.orElse("The provider reported no address of the recording.")
                    : "Recording was switched off in the project's settings when the call started.";
            save(entry, state(entry, Recording.State.ABSENT, reason, Optional.empty()));
            return;
        }
        int tries = entry.tries() + 1;
        RecordingCatalog.Entry begun = RecordingCatalog.Entry.waiting(
                entry.project(), entry.call(), Recording.State.FETCHING, Optional.empty(), tries, entry.dueAt());
        if (!save(entry, begun)) {
            return; // deleted or handed in meanwhile
        }
        AudioFetcher.Source source = new AudioFetcher.Source(
                entry.project(), call.key().provider(), call.key().account(), url.get());
        try {
            Path file = file(entry, url.get());
            fetcher.fetch(source, file);
            keep(begun, file);
            Files.deleteIfExists(file);
        } catch (AudioFetcher.FetchException e) {
            failed(begun, String.valueOf(e.getMessage()), e.retry(), e.retryAfter());
        } catch (InvalidInputException e) {
            failed(begun, "What the provider sent " + e.errors().get(0).message() + ".", true, Optional.empty());
        } catch (UnavailableException e) {
            failed(begun, "The recording could not be stored.", true, Optional.of(e.retryAfter()));
        } catch (IOException e) {
            LOG.warn("A recording could not be fetched: {}", e.getClass().getName());
            failed(begun, "The recording could not be written while it was fetched.", true, Optional.empty());
        }
    }

    /** Stores what was fetched, unless the recording was deleted meanwhile. */
    private void keep(RecordingCatalog.Entry begun, Path file) throws IOException {
        RecordingStore.Key key = new RecordingStore.Key(begun.project(), begun.call(), TimeOrderedId.next(clock));
        Recording.Audio audio;
        try {
            audio = intake.store(key, file);
        } catch (InvalidInputException e) {
            Files.deleteIfExists(file); // going on with it would help nothing
            throw e;
        }
        if (!save(begun, RecordingCatalog.Entry.ready(begun.project(), begun.call(), audio, Optional.of(now())))) {
            store.delete(key);
        }
    }

    private void failed(RecordingCatalog.Entry begun, String reason, boolean retry, Optional<Duration> wish) {
        Optional<Duration> pause = retry && begun.tries() <= PAUSES.size()
                ? Optional.of(longer(PAUSES.get(begun.tries() - 1), wish))
                : Optional.empty();
        save(begun, state(begun, Recording.State.FAILED, reason, pause.map(now()::plus)));
    }

    private static Duration longer(Duration pause, Optional<Duration> wish) {
        return wish.filter(asked -> asked.compareTo(pause) > 0 && asked.compareTo(LONGEST_WISH) <= 0)
                .orElse(pause);
    }

    private static RecordingCatalog.Entry state(
            RecordingCatalog.Entry entry, Recording.State state, String reason, Optional<Instant> dueAt) {
        return RecordingCatalog.Entry.waiting(
                entry.project(), entry.call(), state, Optional.of(reason), entry.tries(), dueAt);
    }

    /**
     * Deletes the beginnings of recordings that nobody fetches any more: they were deleted or erased, have come in another way, or
     * were given up. Looks once an hour, since the folder is this node's own.
     */
    void tidy() {
        Instant now = now();
        Instant next = nextTidy.get();
        Path known = folder;
        if (known == null || now.isBefore(next) || !nextTidy.compareAndSet(next, now.plus(BETWEEN_TIDYING))) {
            return;
        }
        try {
            if (Files.isDirectory(known)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(known, file -> !isWaitedFor(file))) {
                    for (Path file : files) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn(
                    "What was fetched in part could not be deleted, and is tried again in an hour: {}",
                    e.getClass().getName());
        }
    }

    /** Whether the entry that a file is for waits to be fetched; files of others count as waited for. */
    private boolean isWaitedFor(Path file) {
        Matcher name = PART.matcher(String.valueOf(file.getFileName()));
        return !name.matches()
                || catalog.find(ProjectId.of(name.group(1)), new CallId(UUID.fromString(name.group(2))))
                        .filter(entry ->
                                entry.audio().isEmpty() && entry.dueAt().isPresent())
                        .isPresent();
    }

    /** Saves an entry in place of the one that this try began with; tells whether that was still there. */
    private boolean save(RecordingCatalog.Entry before, RecordingCatalog.Entry after) {
        UnaryOperator<RecordingCatalog.Entry> change = kept -> kept.state() == before.state()
                        && kept.tries() == before.tries()
                        && kept.audio().isEmpty()
                ? after
                : kept;
        try {
            return catalog.change(
                            before.project(),
                            before.call(),
                            known -> known.entry().map(change),
                            Optional.empty())
                    .filter(after::equals)
                    .isPresent();
        } catch (NotFoundException e) {
            return false; // the customer was erased
        }
    }

    /** The file of a URL is the same after a restart, so that what is there is gone on with. */
    private Path file(RecordingCatalog.Entry entry, URI url) throws IOException {
        UUID name = UUID.nameUUIDFromBytes(url.toString().getBytes(StandardCharsets.UTF_8));
        return folder().resolve(entry.project() + "_" + entry.call() + "_" + name + ".part");
    }

    private Path folder() throws IOException {
        Path known = folder;
        if (known == null) {
            synchronized (this) {
                known = folder;
                if (known == null) {
                    known = Files.createTempDirectory("callcard-fetching");
                    folder = known;
                }
            }
        }
        return Files.createDirectories(known);
    }

    private static Optional<URI> uri(Call.RecordingReference reference) {
        try {
            return Optional.of(new URI(reference.location()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
