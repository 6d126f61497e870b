package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import goes on where it was, whatever stopped it. */
class ResumableImportTest {
    private static final int LINES = 3_500;

    @TempDir
    Path folder;

    private Path file;
    private final List<ResumableImport.Progress> told = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("calls.jsonl");
        Files.writeString(file, lines(0, LINES) + "\n");
    }

    @Test
    void shouldTellHowFarItIs() throws IOException {
        ImportFixture fixture = new ImportFixture();
        ResumableImport.Progress done = importer(fixture).build().calls();
        assertThat(done.finished()).isTrue();
        assertThat(done.counts().lines()).isEqualTo(LINES);
        assertThat(done.counts().bytes()).isEqualTo(Files.size(file)).isEqualTo(done.fileBytes());
        assertThat(done.counts().rejected()).isEqualTo(rejected(LINES));
        assertThat(told).hasSize(4);
        assertThat(told.get(0).counts().lines()).isGreaterThanOrEqualTo(1_000);
        assertThat(told.get(0).finished()).isFalse();
        assertThat(told.get(0).remaining()).isPresent();
        assertThat(done.remaining().orElseThrow()).isZero();
    }

    @Test
    void shouldReportEachRejectedLineOnceWithItsText() throws IOException {
        ImportFixture fixture = new ImportFixture(3);
        assertThatThrownBy(() -> importer(fixture).build().calls()).isInstanceOf(ImportStoppedException.class);
        // A kill between the report and the state leaves the report longer than the state says.
        Files.writeString(folder.resolve("calls.jsonl.rejected.jsonl"), "half a li", StandardOpenOption.APPEND);
        importer(fixture).build().calls();
        List<String> report = Files.readAllLines(folder.resolve("calls.jsonl.rejected.jsonl"));
        assertThat(report).hasSize(rejected(LINES)).doesNotHaveDuplicates();
        assertThat(report.get(0))
                .isEqualTo(
                        "{\"line\":101,\"errors\":[{\"pointer\":\"/startedAt\",\"message\":\"must be an instant such as"
                                + " 2026-03-01T12:00:00Z\"}],\"text\":\""
                                + line(100).replace("\"", "\\\"") + "\"}");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("calls.jsonl.rejected.jsonl"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldGoOnAfterAFailure() throws IOException {
        ImportFixture fixture = new ImportFixture(3);
        assertThatThrownBy(() -> importer(fixture).build().calls()).isInstanceOf(ImportStoppedException.class);
        long before = told.get(told.size() - 1).counts().durable().lines();
        told.clear();
        ResumableImport.Progress done = importer(fixture).build().calls();
        assertThat(told.get(0).counts().lines()).isGreaterThan(before);
        assertThat(done.counts().created() + done.counts().rejected()).isEqualTo(LINES);
        assertThat(done.counts().lines()).isEqualTo(LINES);
    }

    @Test
    void shouldStopWhenItIsToldToAndGoOnLater() throws IOException {
        ImportFixture fixture = new ImportFixture();
        List<ResumableImport> self = new ArrayList<>();
        self.add(importer(fixture).progress(progress -> self.get(0).stop()).build());
        ResumableImport.Progress stopped = self.get(0).calls();
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.counts().lines()).isBetween(1_000L, 1_100L);
        assertThat(self.get(0).calls().finished()).isFalse();
        ResumableImport.Progress done = importer(fixture).build().calls();
        assertThat(done.finished()).isTrue();
        assertThat(done.counts().created()).isEqualTo(LINES - rejected(LINES));
    }

    @Test
    void shouldReadOnWhatHasGrownAndBeginAgainWithWhatWasReplaced() throws IOException {
        ImportFixture fixture = new ImportFixture();
        importer(fixture).build().calls();
        assertThat(importer(fixture).build().calls().counts().lines()).isEqualTo(LINES);
        Files.writeString(file, lines(LINES, LINES + 10) + "\n", StandardOpenOption.APPEND);
        assertThat(importer(fixture).build().calls().counts().created()).isEqualTo(LINES + 10 - rejected(LINES + 10));
        Files.writeString(file, lines(1, 50) + "\n");
        ResumableImport.Progress again = importer(fixture).build().calls();
        assertThat(again.counts().unchanged()).isEqualTo(49);
        assertThat(Files.size(folder.resolve("calls.jsonl.rejected.jsonl"))).isZero();
    }

    @Test
    void shouldBeginAgainIfItsOwnFileCannotBeRead() throws IOException {
        ImportFixture fixture = new ImportFixture();
        importer(fixture).build().calls();
        for (String broken : List.of("", "{", "[]", "{\"lines\": \"x\"}", "{\"lines\": 1}")) {
            Files.writeString(folder.resolve("calls.jsonl.import"), broken);
            assertThat(importer(fixture).build().calls().counts().unchanged()).isEqualTo(LINES - rejected(LINES));
        }
    }

    @Test
    void shouldNotRunTwiceAtTheSameTime() throws IOException {
        ImportFixture fixture = new ImportFixture();
        List<Throwable> refused = new ArrayList<>();
        importer(fixture)
                .progress(progress -> {
                    try {
                        importer(fixture).build().calls();
                    } catch (IOException e) {
                        refused.add(e);
                    }
                })
                .build()
                .calls();
        assertThat(refused).hasSize(4).allSatisfy(e -> assertThat(e).hasMessageContaining("another run"));
    }

    @Test
    void shouldKeepItsFilesWhereItIsTold() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        importer(new ImportFixture())
                .state(elsewhere.resolve("state"))
                .rejects(elsewhere.resolve("rejects"))
                .build()
                .calls();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, elsewhere);
        }
        try (var files = Files.list(elsewhere)) {
            assertThat(files).containsExactlyInAnyOrder(elsewhere.resolve("state"), elsewhere.resolve("rejects"));
        }
    }

    private ResumableImport.Builder importer(ImportFixture fixture) {
        return ResumableImport.builder(fixture.cards, fixture.importer, ImportFixture.PROJECT, file)
                .progress(told::add);
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(ResumableImportTest::line).collect(Collectors.joining("\n"));
    }

    /** Every hundredth line but the first is wrong. */
    private static String line(int number) {
        String start = isWrong(number)
                ? "yesterday"
                : Instant.parse("2026-10-01T00:00:00Z").plusSeconds(number).toString();
        return "{\"provider\":\"pbx\",\"providerCallId\":\"c" + number + "\",\"startedAt\":\"" + start + "\"}";
    }

    private static boolean isWrong(int number) {
        return number % 100 == 0 && number > 0;
    }

    private static int rejected(int lines) {
        return (int)
                IntStream.range(0, lines).filter(ResumableImportTest::isWrong).count();
    }
}
