package dev.callcard.memory;

import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionId;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitStore;
import dev.callcard.visit.VisitorId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

final class MemoryVisits implements VisitStore {
    private final Memory memory;

    MemoryVisits(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<Status> append(Project project, List<VisitEvent> events, Fingerprints fingerprints) {
        return memory.write(
                project.id(),
                known -> events.stream()
                        .map(event -> known.isErased(
                                        fingerprints.ofVisitor(
                                                project.id(), event.visitor().value()),
                                        event.at())
                                ? Status.REJECTED
                                : append(known, event))
                        .toList());
    }

    @Override
    public Optional<Session> session(ProjectId project, VisitorId visitor, SessionId session) {
        return memory.read(
                project,
                known -> known.sessions(visitor).stream()
                        .filter(one -> one.id().equals(session))
                        .findFirst());
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
