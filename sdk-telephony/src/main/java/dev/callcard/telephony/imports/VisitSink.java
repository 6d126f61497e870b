package dev.callcard.telephony.imports;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.ingest.ItemResult;
import dev.callcard.project.ProjectId;
import dev.callcard.telephony.imports.ImportRun.RecordingResult;
import dev.callcard.visit.VisitReport;
import java.util.List;

/** Hands visit events in. */
record VisitSink(CallCards cards, Viewer viewer, ProjectId project) implements ImportRun.Sink<VisitReport> {
    @Override
    public List<ItemResult> ingest(List<VisitReport> batch) {
        return cards.visits().ingest(viewer, project, batch);
    }

    @Override
    public List<RecordingResult> attach(List<Item<VisitReport>> accepted, List<String> ids) {
        return accepted.stream().map(item -> RecordingResult.NOTHING).toList();
    }
}
