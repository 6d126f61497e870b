package dev.callcard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.error.RefusedException;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ShareLinkSettings;
import dev.callcard.recording.ogg.OggVorbisAnalyzer;
import dev.callcard.recording.sharing.ShareLinks;
import dev.callcard.testkit.SystemTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording from its first mention to its end, with a provider that does as it is told and a clock that is moved by hand. */
class RecordingLifeTest {
    private static final ProjectId SHOP = ProjectId.of("shop");
    private static final Viewer ADMIN = Viewer.of("ann", SHOP, Viewer.Role.ADMIN);
    private static final Instant START = Instant.parse("2026-03-10T11:00:00Z");

    @TempDir
    Path folder;

    private final Hand clock = new Hand(START.plusSeconds(600));
    private final Deque<Try> tries = new ArrayDeque<>();
    private final MemoryStorage storage = new MemoryStorage(clock);
    private CallCards callCards;

    @BeforeEach
    void open() {
        callCards = CallCards.builder(storage)
                .clock(clock)
                .audio(new AudioTools(
                        Optional.empty(),
                        Optional.of(new OggVorbisAnalyzer()),
                        Optional.of((source, into) -> tries.removeFirst().fetch(into)),
                        Optional.of(folder.resolve("fetching"))))
                .build();
        callCards.projects().create(SHOP, ProjectSettings.builder("GB").build());
    }

    @Test
    void recordingShouldBeFetchedDrawnAndPlayed() throws Exception {
        byte[] ogg = ogg();
        CallId call = report();
        assertThat(recording(call).state()).isEqualTo(Recording.State.EXPECTED);
        tries.add(into -> Files.write(into, ogg));

        callCards.recordingWork().runAll();

        Recording recording = recording(call);
        assertThat(recording.state()).isEqualTo(Recording.State.READY);
        assertThat(recording.audio().orElseThrow().contentType()).isEqualTo("audio/ogg; codecs=vorbis");
        assertThat(bytes(recording)).isEqualTo(ogg);
        assertThat(callCards
                        .recordings()
                        .analysis(ADMIN, SHOP, call)
                        .orElseThrow()
                        .duration())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(folder.resolve("fetching")).isEmptyDirectory();
    }

    @Test
    void fetchingShouldBeTriedAgainForHalfAnHourAndMore() throws Exception {
        CallId call = report();
        Instant first = clock.instant();
        int count = 0;
        Instant last = first;
        do {
            tries.add(into -> {
                throw new AudioFetcher.FetchException("The provider does not have it yet.", true);
            });
            callCards.recordingWork().runAll();
            count++;
            Recording recording = recording(call);
            assertThat(recording.state()).isEqualTo(Recording.State.FAILED);
            assertThat(recording.reason()).contains("The provider does not have it yet.");
            assertThat(recording.tries()).isEqualTo(count);
            last = clock.instant();
            recording.nextTryAt().ifPresent(clock::set);
        } while (recording(call).nextTryAt().isPresent());

        assertThat(Duration.between(first, last)).isGreaterThan(Duration.ofMinutes(30));
        assertThat(tries).isEmpty();
        // Told of it again, it is fetched again.
        report();
        tries.add(into -> Files.write(into, ogg()));
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.READY);
    }

    @Test
    void whatTheProviderAsksForShouldBeWaited() {
        CallId call = report();
        tries.add(into -> {
            throw new AudioFetcher.FetchException("Later.", true, Optional.of(Duration.ofMinutes(10)));
        });
        callCards.recordingWork().runAll();
        assertThat(recording(call).nextTryAt()).contains(clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void refusedAddressShouldNotBeTriedAgain() {
        CallId call = report();
        tries.add(into -> {
            throw new AudioFetcher.FetchException("The address may not be asked.", false);
        });
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.FAILED);
        assertThat(recording(call).nextTryAt()).isEmpty();
    }

    @Test
    void aPageOfHtmlShouldBeNoRecording() {
        CallId call = report();
        tries.add(into -> Files.writeString(into, "<html>please log in</html>"));
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.FAILED);
        assertThat(recording(call).reason())
                .hasValueSatisfying(text -> assertThat(text).contains("audio"));
        assertThat(recording(call).nextTryAt()).isPresent();
        assertThat(folder.resolve("fetching")).isEmptyDirectory();
    }

    @Test
    void recordingDeletedWhileItIsFetchedShouldStayDeleted() {
        CallId call = report();
        tries.add(into -> {
            callCards.recordings().delete(ADMIN, SHOP, call);
            Files.write(into, ogg());
        });
        callCards.recordingWork().runAll();

        Recording recording = recording(call);
        assertThat(recording.state()).isEqualTo(Recording.State.DELETED);
        assertThat(recording.removed().orElseThrow().by()).isEqualTo("ann");
        assertThat(inventory()).isEmpty();
        report();
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.DELETED);
        assertThatThrownBy(() -> callCards.recordings().attach(ADMIN, SHOP, call, InputStream.nullInputStream()))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aNodeThatDiedOverItShouldBeFollowedByAnother() throws Exception {
        CallId call = report();
        tries.add(into -> {
            throw new IllegalStateException("the end of this node");
        });
        assertThatThrownBy(() -> callCards.recordingWork().runAll()).isInstanceOf(IllegalStateException.class);
        assertThat(recording(call).state()).isEqualTo(Recording.State.FETCHING);
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.FETCHING);

        clock.set(clock.instant().plus(RecordingWork.LEASE));
        tries.add(into -> Files.write(into, ogg()));
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.READY);
    }

    @Test
    void beginningsShouldGoWhenNobodyFetchesTheRestAnyMore() throws Exception {
        Path fetching = folder.resolve("fetching");
        CallId waiting = report("c1", START);
        tries.add(into -> {
            Files.writeString(into, "half");
            throw new AudioFetcher.FetchException("The line broke.", true);
        });
        callCards.recordingWork().runAll();
        CallId deleted = report("c2", START);
        tries.add(into -> {
            Files.writeString(into, "half");
            Files.writeString(Path.of(into + ".tag"), "what the fetcher keeps beside it");
            throw new AudioFetcher.FetchException("The line broke.", true);
        });
        callCards.recordingWork().runAll();
        callCards.recordings().delete(ADMIN, SHOP, deleted);
        Files.writeString(fetching.resolve("notes"), "of somebody else");
        assertThat(names(fetching)).hasSize(4);

        clock.set(clock.instant().plus(Duration.ofHours(1)));
        tries.add(into -> {
            throw new AudioFetcher.FetchException("The line broke again.", true);
        });
        callCards.recordingWork().runAll();

        assertThat(names(fetching)).hasSize(2).contains("notes").anyMatch(name -> name.contains(waiting.toString()));
    }

    @Test
    void callOfAProjectThatDoesNotRecordShouldNotBeFetched() {
        change(settings -> settings.recordingEnabled(false));
        clock.set(clock.instant().plusSeconds(3600));
        CallId call = report("later", clock.instant().minusSeconds(60));
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.ABSENT);
    }

    @Test
    void oldRecordingShouldBeHadUponRequest() throws Exception {
        CallId call = fetched();
        clock.set(Instant.parse("2027-03-10T23:59:59Z"));
        assertThat(recording(call).state()).isEqualTo(Recording.State.READY);
        assertThatThrownBy(() -> callCards.recordings().requestRetrieval(ADMIN, SHOP, call))
                .isInstanceOf(RefusedException.class);

        clock.set(Instant.parse("2027-03-11T00:00:00Z"));
        assertThat(recording(call).state()).isEqualTo(Recording.State.ARCHIVED);
        assertThat(callCards.recordings().requestRetrieval(ADMIN, SHOP, call).requested())
                .isPresent();
        assertThat(recording(call).state()).isEqualTo(Recording.State.ARCHIVED);
        clock.set(clock.instant().plusSeconds(60));
        Recording back = callCards.recordings().approveRetrieval(ADMIN, SHOP, call);
        assertThat(back.state()).isEqualTo(Recording.State.READY);
        assertThat(back.availableUntil()).contains(clock.instant().plus(Duration.ofDays(7)));
        assertThat(bytes(back)).isNotEmpty();

        clock.set(clock.instant().plus(Duration.ofDays(7)));
        assertThat(recording(call).state()).isEqualTo(Recording.State.ARCHIVED);
        assertThat(recording(call).requested()).isEmpty();
        assertThat(actions()).startsWith(AuditRecord.Action.RETRIEVAL_APPROVED, AuditRecord.Action.RETRIEVAL_REQUESTED);
    }

    @Test
    void recordingShouldExpireWhenTheArchiveEndsAndTakeItsLinksWithIt() throws Exception {
        CallId call = fetched();
        String token = callCards
                .shareLinks()
                .create(ADMIN, SHOP, call, Optional.empty())
                .token();
        change(settings -> settings.archive(Optional.of(Duration.ofDays(30))));
        callCards.recordingWork().runAll();
        clock.set(Instant.parse("2027-04-09T23:59:59Z"));
        callCards.recordingWork().runAll();
        assertThat(recording(call).state()).isEqualTo(Recording.State.ARCHIVED);

        clock.set(Instant.parse("2027-04-10T00:00:00Z"));
        callCards.recordingWork().runAll();

        assertThat(recording(call).state()).isEqualTo(Recording.State.EXPIRED);
        assertThat(inventory()).isEmpty();
        assertThat(callCards.shareLinks().open(token)).isEmpty();
        assertThat(actions()).startsWith(AuditRecord.Action.RECORDING_EXPIRED);
    }

    @Test
    void linkShouldDieInEveryWay() throws Exception {
        CallId call = fetched();
        ShareLinks links = callCards.shareLinks();
        ShareLinks.Created revoked = links.create(ADMIN, SHOP, call);
        assertThat(links.open(revoked.token())).isPresent();
        links.revoke(ADMIN, SHOP, call, revoked.link().id());
        assertThat(links.open(revoked.token())).isEmpty();

        ShareLinks.Created expired = links.create(ADMIN, SHOP, call);
        clock.set(clock.instant().plus(Duration.ofDays(30)).minusSeconds(1));
        assertThat(links.open(expired.token())).isPresent();
        clock.set(clock.instant().plusSeconds(1));
        assertThat(links.open(expired.token())).isEmpty();

        String off = links.create(ADMIN, SHOP, call).token();
        change(settings -> settings.shareLinks(new ShareLinkSettings(false, Optional.empty(), false)));
        assertThat(links.open(off)).isEmpty();
        assertThatThrownBy(() -> links.create(ADMIN, SHOP, call)).isInstanceOf(RefusedException.class);
        change(settings -> settings.shareLinks(ShareLinkSettings.DEFAULT));
        assertThat(links.open(off)).as("switched off is gone for good").isEmpty();

        String deleted = links.create(ADMIN, SHOP, call, Optional.empty()).token();
        callCards.recordings().delete(ADMIN, SHOP, call);
        assertThat(links.open(deleted)).isEmpty();
        callCards.recordings().delete(ADMIN, SHOP, call);
        assertThat(inventory()).isEmpty();
    }

    @Test
    void tokenShouldBeLongRandomAndSaidOnce() throws Exception {
        CallId call = fetched();
        ShareLinks.Created one = callCards.shareLinks().create(ADMIN, SHOP, call);
        ShareLinks.Created other = callCards.shareLinks().create(ADMIN, SHOP, call);
        assertThat(one.token()).matches("shop\\.[A-Za-z0-9_-]{43}").isNotEqualTo(other.token());
        assertThat(one.toString()).doesNotContain(one.token());
        assertThat(callCards.shareLinks().list(ADMIN, SHOP, call).toString())
                .doesNotContain(one.token().substring(5));
        for (String wrong :
                List.of("", ".", "shop.", "shop", one.token() + "A", "x" + one.token(), "other." + "A".repeat(43))) {
            assertThat(callCards.shareLinks().open(wrong)).isEmpty();
        }
    }

    private CallId fetched() throws IOException {
        CallId call = report();
        byte[] ogg = ogg();
        tries.add(into -> Files.write(into, ogg));
        callCards.recordingWork().runAll();
        return call;
    }

    private CallId report() {
        return report("c1", START);
    }

    private CallId report(String id, Instant start) {
        CallReport report = CallReport.builder("pbx", id)
                .type(Call.Type.INBOUND)
                .caller("+442079460958")
                .startedAt(start)
                .answeredAt(start.plusSeconds(5))
                .endedAt(start.plusSeconds(50))
                .recording(new Call.RecordingReference("https://pbx.example/" + id + ".ogg", true, Optional.empty()))
                .build();
        var results = callCards.calls().ingest(ADMIN, SHOP, Call.Origin.WEBHOOK, List.of(report));
        return CallId.parse(results.get(0).id().orElseThrow()).orElseThrow();
    }

    private void change(UnaryOperator<ProjectSettings.Builder> change) {
        Project project = callCards.projects().get(ADMIN, SHOP);
        callCards
                .projects()
                .save(ADMIN, SHOP, change.apply(project.settings().toBuilder()).build(), OptionalLong.empty());
    }

    private Recording recording(CallId call) {
        return callCards.recordings().get(ADMIN, SHOP, call, Permission.LISTEN);
    }

    private byte[] bytes(Recording recording) throws IOException {
        Recording.Audio audio = recording.audio().orElseThrow();
        try (InputStream in = callCards.recordings().open(audio, new RecordingStore.Range(0, audio.sizeBytes()))) {
            return in.readAllBytes();
        }
    }

    private List<RecordingInventory.Entry> inventory() {
        return ((RecordingInventory) storage.recordings())
                .list(SHOP, PageRequest.first())
                .items();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<AuditRecord.Action> actions() {
        return callCards.audit().list(ADMIN, SHOP, PageRequest.first()).items().stream()
                .map(AuditRecord::action)
                .toList();
    }

    /** Two seconds of a tone. */
    private byte[] ogg() throws IOException {
        Path file = folder.resolve("tone.ogg");
        if (!Files.exists(file)) {
            Process made = new ProcessBuilder(
                            SystemTools.require("ffmpeg").toString(),
                            "-v",
                            "error",
                            "-f",
                            "lavfi",
                            "-i",
                            "sine=frequency=440:sample_rate=8000:duration=2",
                            "-c:a",
                            "libvorbis",
                            file.toString())
                    .inheritIO()
                    .start();
            assertThat(made.onExit().join().exitValue()).isZero();
        }
        return Files.readAllBytes(file);
    }

    /** What a provider does when it is asked. */
    private interface Try {
        void fetch(Path into) throws IOException;
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private Instant now;

        Hand(Instant now) {
            this.now = now;
        }

        void set(Instant value) {
            now = value;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
