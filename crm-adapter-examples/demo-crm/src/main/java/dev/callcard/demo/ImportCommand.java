package dev.callcard.demo;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.demo.crm.CrmDatabase;
import dev.callcard.demo.crm.User;
import dev.callcard.demo.sample.Sample;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import dev.callcard.telephony.imports.ImportStoppedException;
import dev.callcard.telephony.imports.RecordingsFolder;
import dev.callcard.telephony.imports.ResumableImport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Imports files on the command line, while the demo does not run. Stopped or killed, the same command goes on. */
final class ImportCommand {
    /** Everything was imported. */
    static final int DONE = 0;
    /** The import stopped; the same command goes on. */
    static final int FAILED = 1;
    /** The command makes no sense. */
    static final int USAGE = 2;
    /** Everything was read, and some lines were rejected. */
    static final int REJECTED = 3;
    /** Stopped by Ctrl-C; the same command goes on. */
    static final int STOPPED = 130;

    static final String HELP = """
            Callcard demo CRM

              (no arguments)       start the demo; -Ddemo.port=8080 -Ddemo.data=FOLDER
              --import FILE...     import files into the demo's data, while the demo does not run
              --help               print this

            A file holds call reports or visit events, a JSON object on a line, or is a Master.csv of Asterisk
            (-Ddemo.zone=Europe/London, -Ddemo.recordings=FOLDER). Beside it two files are kept: FILE.import, how far
            the import came, and FILE.rejected.jsonl, the rejected lines with their reasons. After Ctrl-C, a failure
            or a kill, the same command goes on. Importing again changes nothing.

            Exit codes: 0 imported, 1 stopped by a failure, 2 wrong arguments, 3 imported without the rejected
            lines, 130 stopped by Ctrl-C.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final AtomicReference<@Nullable ResumableImport> running = new AtomicReference<>();
    private volatile boolean stopped;

    ImportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends the import after its batch, and all that would follow. */
    void stop() {
        stopped = true;
        ResumableImport current = running.get();
        if (current != null) {
            current.stop();
        }
    }

    /** Imports the files of a configuration, one after another; the exit code of the process. */
    int run(DemoConfig config) {
        if (config.imports().isEmpty()) {
            err.println("Name a file to import; --help tells more.");
            return USAGE;
        }
        try (DataFolder folder = DataFolder.open(config.data())) {
            Injector injector = Guice.createInjector(new DemoModule(config));
            try (CrmDatabase crm = injector.getInstance(CrmDatabase.class);
                    JdbcStorage storage = injector.getInstance(JdbcStorage.class)) {
                injector.getInstance(Sample.class).loadOnce();
                return run(config, injector.getInstance(CallCards.class));
            }
        } catch (StartException e) {
            err.println(e.getMessage());
        } catch (IOException | SQLException | ImportStoppedException e) {
            err.println();
            err.println("The import stopped (" + e + "). The same command goes on.");
        }
        return FAILED;
    }

    private int run(DemoConfig config, CallCards callCards) throws IOException {
        int code = DONE;
        for (Path file : config.imports()) {
            ResumableImport.Progress done = run(file, config, callCards);
            out.println(line(file, done));
            if (!done.finished()) {
                out.println("Stopped. The same command goes on.");
                return STOPPED;
            }
            if (done.counts().rejected() + done.counts().recordingsRejected() > 0) {
                out.println("Rejected lines are in " + file + ".rejected.jsonl");
                code = REJECTED;
            }
        }
        return code;
    }

    private ResumableImport.Progress run(Path file, DemoConfig config, CallCards callCards) throws IOException {
        Viewer admin = Viewer.of("admin", User.PROJECT, Viewer.Role.ADMIN);
        ResumableImport.Builder builder = ResumableImport.builder(callCards, admin, User.PROJECT, file)
                .progress(progress -> {
                    out.print(line(file, progress) + "\r");
                    out.flush();
                });
        if (config.recordings().isPresent()) {
            builder.recordings(RecordingsFolder.at(config.recordings().get()));
        }
        ResumableImport fileImport = builder.build();
        running.set(fileImport);
        if (stopped) {
            fileImport.stop();
        }
        return switch (ImportFiles.of(file)) {
            case CALLS -> fileImport.calls();
            case VISITS -> fileImport.visitEvents();
            case ASTERISK ->
                fileImport.asteriskCdr(AsteriskCdr.builder(config.importZone())
                        .ownNumbers(callCards
                                .projects()
                                .get(admin, User.PROJECT)
                                .settings()
                                .ownNumbers())
                        .build());
        };
    }

    private static String line(Path file, ResumableImport.Progress progress) {
        var counts = progress.counts();
        long percent = progress.fileBytes() == 0 ? 100 : counts.durable().bytes() * 100 / progress.fileBytes();
        String left = progress.remaining()
                .filter(remaining -> !progress.finished())
                .map(remaining -> ", " + remaining.toSeconds() + " s left")
                .orElse("");
        return "%s: %d %%, %d lines, %d created, %d updated, %d unchanged, %d rejected, %d recordings%s"
                .formatted(
                        file.getFileName(),
                        percent,
                        counts.lines(),
                        counts.created(),
                        counts.updated(),
                        counts.unchanged(),
                        counts.rejected(),
                        counts.recordings(),
                        left);
    }
}
