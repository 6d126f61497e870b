package dev.callcard.memory;

import dev.callcard.audit.AuditRecord;
import dev.callcard.audit.AuditStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import java.util.List;
import java.util.Optional;

final class MemoryAudit implements AuditStore {
    private static final ListName LIST = new ListName("audit");

    private final Memory memory;

    MemoryAudit(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void write(ProjectId project, AuditRecord record) {
        memory.write(project, known -> known.audit.add(record));
    }

    @Override
    public Page<AuditRecord> list(ProjectId project, PageRequest page) {
        PageRequest request = LIST.open(page);
        return memory.read(
                        project,
                        known -> Optional.of(LIST.close(Newest.page(
                                known.audit.stream(), record -> new TimeCursor(record.at(), record.id()), request))))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    }
}
