package dev.callcard.memory;

import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.project.Project;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitStore;
import java.util.List;
import java.util.TreeSet;

final class MemoryVisits implements VisitStore {
    private final Memory memory;

    MemoryVisits(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<Status> append(Project project, List<VisitEvent> events) {
        return memory.write(
                project.id(),
                known -> events.stream().map(event -> append(known, event)).toList());
    }

    private static Status append(ProjectMemory known, VisitEvent event) {
        if (!known.eventIds.add(event.eventId())) {
            return Status.UNCHANGED;
        }
        known.events
                .computeIfAbsent(event.visitor(), visitor -> new TreeSet<>(VisitEvent.ORDER))
                .add(event);
        return Status.CREATED;
    }
}
