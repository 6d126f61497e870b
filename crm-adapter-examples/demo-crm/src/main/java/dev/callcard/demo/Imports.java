package dev.callcard.demo;

import com.google.inject.Inject;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.demo.crm.User;
import dev.callcard.project.ProjectSettings;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import dev.callcard.telephony.imports.FileImport;
import dev.callcard.telephony.imports.ImportProgress;
import dev.callcard.telephony.imports.RecordingsFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Imports the files that the demo was started with. Importing one again changes nothing. */
final class Imports {
    private static final int MOST_REJECTS_SHOWN = 20;

    private final CallCards callCards;
    private final Viewer admin = Viewer.of("admin", User.PROJECT, Viewer.Role.ADMIN);

    @Inject
    Imports(CallCards callCards) {
        this.callCards = callCards;
    }

    /** Imports every file, and reports in lines for people. */
    List<String> run(DemoConfig config) throws StartException {
        List<String> report = new ArrayList<>();
        for (Path file : config.imports()) {
            try {
                report.addAll(run(file, config));
            } catch (IOException e) {
                throw new StartException("The file " + file + " cannot be imported: " + e, e);
            }
        }
        return report;
    }

    private List<String> run(Path file, DemoConfig config) throws IOException {
        ByteArrayOutputStream rejects = new ByteArrayOutputStream();
        FileImport.Builder builder =
                FileImport.builder(callCards, admin, User.PROJECT).rejects(rejects);
        if (config.recordings().isPresent()) {
            builder.recordings(RecordingsFolder.at(config.recordings().get()));
        }
        FileImport fileImport = builder.build();
        ImportProgress progress;
        try (InputStream in = Files.newInputStream(file)) {
            progress = switch (ImportFiles.of(file)) {
                case CALLS -> fileImport.calls(in);
                case VISITS -> fileImport.visitEvents(in);
                case ASTERISK -> fileImport.asteriskCdr(in, cdr(config));
            };
        }
        return lines(file, progress, rejects.toString(StandardCharsets.UTF_8));
    }

    private AsteriskCdr cdr(DemoConfig config) {
        ProjectSettings settings = callCards.projects().get(admin, User.PROJECT).settings();
        return AsteriskCdr.builder(config.importZone())
                .ownNumbers(settings.ownNumbers())
                .build();
    }

    private static List<String> lines(Path file, ImportProgress progress, String rejects) {
        List<String> lines = new ArrayList<>();
        lines.add("Imported " + file.getFileName() + ": " + progress.created() + " created, " + progress.updated()
                + " updated, " + progress.unchanged() + " unchanged, " + progress.rejected() + " rejected, "
                + progress.recordings() + " recordings");
        List<String> wrong = rejects.lines().toList();
        wrong.stream().limit(MOST_REJECTS_SHOWN).forEach(line -> lines.add("  rejected " + line));
        if (wrong.size() > MOST_REJECTS_SHOWN) {
            lines.add("  and " + (wrong.size() - MOST_REJECTS_SHOWN) + " more");
        }
        return lines;
    }
}
