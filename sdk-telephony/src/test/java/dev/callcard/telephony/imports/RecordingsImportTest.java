package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.access.Permission;
import dev.callcard.call.Call;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that lie in a folder beside the file, and names that do not. */
class RecordingsImportTest {
    @TempDir
    Path temp;

    private final ImportFixture fixture = new ImportFixture();
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("monitor"));
    }

    @Test
    void recordingIsFoundByTheIdOfTheCallAndStoredOnce() throws IOException {
        wav(folder.resolve("1772443200.1.wav"), 1);
        String[] rows = AsteriskImportTest.ringGroup().toArray(String[]::new);

        ImportProgress first = run(rows);
        Recording stored = recording();
        ImportProgress second = run(rows);

        assertThat(first.recordings()).isEqualTo(1);
        assertThat(stored.state()).isEqualTo(Recording.State.READY);
        assertThat(stored.audio().map(Recording.Audio::contentType)).contains("audio/wav");
        assertThat(second.recordings()).isZero();
        assertThat(recording()).isEqualTo(stored);
        assertThat(fixture.rejected()).isEmpty();
    }

    @Test
    void recordingThatCameLaterIsFoundByAnImportThatChangesNothingElse() throws IOException {
        ImportProgress early = run(row("").toString());
        wav(folder.resolve("1772443200.1.wav"), 1);
        ImportProgress late = run(row("").toString());

        assertThat(early.recordings()).isZero();
        assertThat(late.unchanged()).isEqualTo(1);
        assertThat(late.recordings()).isEqualTo(1);
    }

    @Test
    void recordingIsReplacedOnRequest() throws IOException {
        wav(folder.resolve("1772443200.1.wav"), 1);
        run(row("").toString());
        String before = recording().audio().orElseThrow().sha256();
        wav(folder.resolve("1772443200.1.wav"), 2);

        ImportProgress again = fixture.imports()
                .recordingsAgain(RecordingsFolder.at(folder))
                .build()
                .asteriskCdr(ImportFixture.stream(row("") + "\n"), ImportFixture.cdr());

        assertThat(again.recordings()).isEqualTo(1);
        assertThat(recording().audio().orElseThrow().sha256()).isNotEqualTo(before);
    }

    @Test
    void userFieldNamesAFileInAFolderBelow() throws IOException {
        wav(folder.resolve("2026/03/02/call.wav"), 1);

        ImportProgress done = run(row("2026/03/02/call.wav").toString());

        assertThat(done.recordings()).isEqualTo(1);
    }

    @Test
    void otherPatternsAreTold() throws IOException {
        wav(folder.resolve("rec-1772443200.1-x.wav"), 1);
        AsteriskCdr cdr = AsteriskCdr.builder(ImportFixture.LONDON)
                .recordingNames(List.of("none-{linkedid}", "rec-{uniqueid}-x.wav"))
                .build();

        ImportProgress done = fixture.imports()
                .recordings(RecordingsFolder.at(folder))
                .build()
                .asteriskCdr(ImportFixture.stream(row("") + "\n"), cdr);

        assertThat(done.recordings()).isEqualTo(1);
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws IOException {
        Path secret = wav(temp.resolve("secret-442079460958.wav"), 1);
        Files.createSymbolicLink(folder.resolve("link.wav"), secret);
        Files.createSymbolicLink(folder.resolve("up"), temp);

        for (String name : List.of(
                "../" + secret.getFileName(),
                "sub/../../" + secret.getFileName(),
                secret.toString(),
                "link.wav",
                "up/" + secret.getFileName())) {
            ImportFixture own = new ImportFixture();
            ImportProgress done = own.imports()
                    .recordings(RecordingsFolder.at(folder))
                    .build()
                    .asteriskCdr(ImportFixture.stream(row(name) + "\n"), ImportFixture.cdr());

            assertThat(done.created()).as(name).isEqualTo(1);
            assertThat(done.recordings()).as(name).isZero();
            assertThat(done.recordingsRejected()).as(name).isEqualTo(1);
            assertThat(own.rejected())
                    .contains("{\"line\":1,\"errors\":[{\"pointer\":\"/recording\",")
                    .doesNotContain("secret");
        }
    }

    @Test
    void linksThatStayInsideAreFollowed() throws IOException {
        wav(folder.resolve("real.wav"), 1);
        Files.createSymbolicLink(folder.resolve("link.wav"), folder.resolve("real.wav"));
        Path alias = Files.createSymbolicLink(temp.resolve("alias"), folder);

        ImportProgress done = fixture.imports()
                .recordings(RecordingsFolder.at(alias))
                .build()
                .asteriskCdr(ImportFixture.stream(row("link.wav") + "\n"), ImportFixture.cdr());

        assertThat(done.recordings()).isEqualTo(1);
    }

    @Test
    void whatIsNoFileIsNoRecording() throws IOException {
        Files.createDirectories(folder.resolve("1772443200.1.wav"));
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

        assertThat(run(row("loop").toString()).recordings()).isZero();
        assertThat(run(row("VIP, call back").toString()).recordings()).isZero();
        assertThat(run(row("x".repeat(5_000)).toString()).recordings()).isZero();
        assertThat(fixture.rejected()).isEmpty();
    }

    @Test
    void whatIsNoAudioIsReportedAndTheCallIsKept() throws IOException {
        Files.writeString(folder.resolve("1772443200.1.wav"), "this is no audio at all");

        ImportProgress done = run(AsteriskImportTest.ringGroup().toArray(String[]::new));

        assertThat(done.created() + done.updated() + done.unchanged()).isEqualTo(3);
        assertThat(done.rejected()).isZero();
        assertThat(done.recordingsRejected()).isEqualTo(1);
        assertThat(fixture.rejected()).contains("/recording").contains("audio");
        assertThat(recording().state()).isEqualTo(Recording.State.ABSENT);
    }

    @Test
    void nothingIsStoredForCallsOfATimeWithoutRecording() throws IOException {
        wav(folder.resolve("1772443200.1.wav"), 1);
        ImportFixture silent = new ImportFixture(
                ProjectSettings.builder("GB").recordingEnabled(false).build());

        ImportProgress done = silent.imports()
                .recordings(RecordingsFolder.at(folder))
                .build()
                .asteriskCdr(ImportFixture.stream(row("") + "\n"), ImportFixture.cdr());

        assertThat(done.recordings()).isZero();
    }

    @Test
    void pathOfANeutralReportIsLookedUpToo() throws IOException {
        wav(folder.resolve("a/1.wav"), 1);
        String file = """
                {"provider":"acme","providerCallId":"1","recording":{"path":"a/1.wav"}}
                {"provider":"acme","providerCallId":"2","recording":{"path":"../a/1.wav"}}
                {"provider":"acme","providerCallId":"3","recording":{"url":"https://pbx.example/1.wav"}}
                """;

        ImportProgress done = fixture.imports()
                .recordings(RecordingsFolder.at(folder))
                .build()
                .calls(ImportFixture.stream(file));

        assertThat(done.created()).isEqualTo(3);
        assertThat(done.recordings()).isEqualTo(1);
        assertThat(done.recordingsRejected()).isEqualTo(1);
    }

    private ImportProgress run(String... rows) throws IOException {
        return fixture.imports()
                .recordings(RecordingsFolder.at(folder))
                .build()
                .asteriskCdr(ImportFixture.stream(String.join("\n", rows) + "\n"), ImportFixture.cdr());
    }

    private Recording recording() {
        Call call = fixture.calls().get(0);
        return fixture.cards.recordings().get(fixture.admin, ImportFixture.PROJECT, call.id(), Permission.LISTEN);
    }

    private static Cdr row(String userfield) {
        return Cdr.oldRow("1772443200.1")
                .who("02079460958", "101")
                .at("10:00:00", "10:00:05", "10:00:30")
                .set("userfield", userfield)
                .to("PJSIP/101-00000002", "ANSWERED");
    }

    /** As much of a WAV file as it takes to be known for one. */
    private static Path wav(Path file, int content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "RIFF\0\0\0\0WAVEfmt " + content, StandardCharsets.ISO_8859_1);
    }
}
