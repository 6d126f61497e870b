package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.project.ProjectId;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/import.md runs. */
class ImportSnippetTest {
    @TempDir
    Path folder;

    @Test
    void exampleImports() throws IOException {
        ImportFixture fixture = new ImportFixture();
        Files.createDirectories(folder.resolve("monitor"));
        Files.writeString(
                folder.resolve("Master.csv"), String.join("\n", AsteriskImportTest.ringGroup()) + "\nbroken\n");

        ImportProgress done = importMaster(fixture.cards, ImportFixture.PROJECT, folder);

        assertThat(done.items()).isEqualTo(4);
        assertThat(fixture.calls().get(0).facts().agent().flatMap(Call.Agent::name))
                .contains("Ann Lee");
        assertThat(folder.resolve("rejects.jsonl")).content().contains("{\"line\":4,");
    }

    // tag::import[]
    static ImportProgress importMaster(CallCards cards, ProjectId project, Path folder) throws IOException {
        AsteriskCdr cdr = AsteriskCdr.builder(ZoneId.of("Europe/London")) // the zone of the times in the file
                .inboundContexts("from-trunk")
                .agent("102", new Call.Agent(Optional.of("ann"), Optional.of("Ann Lee"), Optional.of("102")))
                .build();
        Viewer importer = Viewer.of("importer", project, Viewer.Role.INTEGRATION);
        try (InputStream file = Files.newInputStream(folder.resolve("Master.csv"));
                OutputStream rejects =
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve("rejects.jsonl")))) {
            return FileImport.builder(cards, importer, project)
                    .rejects(rejects)
                    .recordings(RecordingsFolder.at(folder.resolve("monitor")))
                    .progress(progress -> System.out.println(progress.lines() + " lines read"))
                    .build()
                    .asteriskCdr(file, cdr);
        }
    }
    // end::import[]
}
