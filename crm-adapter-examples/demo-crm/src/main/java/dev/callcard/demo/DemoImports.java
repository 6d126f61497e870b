package dev.callcard.demo;

import com.google.inject.Inject;
import dev.callcard.CallCards;
import dev.callcard.project.ProjectSettings;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import dev.callcard.telephony.imports.ResumableImport;
import dev.callcard.web.ImportRunner;
import java.io.IOException;
import java.util.List;

/** Imports what people upload on the page of imports. */
final class DemoImports implements ImportRunner {
    private static final String CALLS = "calls";
    private static final String VISITS = "visit-events";
    private static final String ASTERISK = "asterisk";

    private final CallCards callCards;
    private final DemoConfig config;

    @Inject
    DemoImports(CallCards callCards, DemoConfig config) {
        this.callCards = callCards;
        this.config = config;
    }

    @Override
    public List<Format> formats() {
        return List.of(
                new Format(CALLS, "Calls (JSON lines)"),
                new Format(VISITS, "Visit events (JSON lines)"),
                new Format(ASTERISK, "Asterisk Master.csv"));
    }

    // tag::import-runner[]
    @Override
    public boolean run(Job job) throws IOException {
        ResumableImport fileImport = ResumableImport.builder(callCards, job.viewer(), job.project(), job.file())
                .state(job.state())
                .rejects(job.rejects())
                .progress(progress -> job.tell(shown(progress)))
                .stopWhen(job::isStopped)
                .build();
        ResumableImport.Progress done = switch (job.format().id()) {
            case CALLS -> fileImport.calls();
            case VISITS -> fileImport.visitEvents();
            case ASTERISK -> fileImport.asteriskCdr(cdr(job));
            default -> throw new IllegalArgumentException("a format that is not ours");
        };
        job.tell(shown(done));
        return done.finished();
    }
    // end::import-runner[]

    private AsteriskCdr cdr(Job job) {
        ProjectSettings settings =
                callCards.projects().get(job.viewer(), job.project()).settings();
        return AsteriskCdr.builder(config.importZone())
                .ownNumbers(settings.ownNumbers())
                .build();
    }

    private static Progress shown(ResumableImport.Progress progress) {
        var counts = progress.counts();
        return new Progress(
                counts.durable().bytes(),
                counts.lines(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.rejected(),
                progress.remaining());
    }
}
