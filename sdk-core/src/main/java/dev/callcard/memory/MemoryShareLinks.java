package dev.callcard.memory;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.sharing.ShareLink;
import dev.callcard.recording.sharing.ShareLinkStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class MemoryShareLinks implements ShareLinkStore {
    private final Memory memory;

    MemoryShareLinks(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void create(ShareLink link, String tokenHash, AuditRecord audit) {
        memory.write(link.project(), known -> {
            if (known.recording(link.call())
                    .flatMap(RecordingCatalog.Entry::audio)
                    .isEmpty()) {
                throw new NotFoundException("recording");
            }
            boolean used = known.links.containsKey(link.id())
                    || known.links.values().stream()
                            .anyMatch(kept -> kept.tokenHash().equals(tokenHash));
            if (used) {
                throw new IllegalStateException("the id and the token of a link are used once only");
            }
            known.audit.add(audit);
            return known.links.put(link.id(), new Kept(link, tokenHash));
        });
    }

    @Override
    public Optional<ShareLink> find(ProjectId project, String tokenHash) {
        return memory.read(
                project,
                known -> known.links.values().stream()
                        .filter(kept -> kept.tokenHash().equals(tokenHash))
                        .map(Kept::link)
                        .findFirst());
    }

    @Override
    public List<ShareLink> list(ProjectId project, CallId call, int limit) {
        return memory.read(
                        project,
                        known -> Optional.of(known.links.values().stream()
                                .map(Kept::link)
                                .filter(link -> link.call().equals(call))
                                .sorted(Newest.first(link -> new TimeCursor(link.createdAt(), link.id())))
                                .limit(limit)
                                .toList()))
                .orElseGet(List::of);
    }

    @Override
    public boolean revoke(ProjectId project, CallId call, UUID link, AuditRecord audit) {
        return memory.write(project, known -> {
            boolean removed = known.links
                    .values()
                    .removeIf(kept ->
                            kept.link().id().equals(link) && kept.link().call().equals(call));
            if (removed) {
                known.audit.add(audit);
            }
            return removed;
        });
    }

    @Override
    public int revokeAll(ProjectId project, AuditRecord audit) {
        return memory.write(project, known -> {
            int removed = known.links.size();
            if (removed > 0) {
                known.links.clear();
                known.audit.add(audit);
            }
            return removed;
        });
    }

    @Override
    public void countAccess(ProjectId project, UUID link) {
        memory.write(
                project, known -> Optional.ofNullable(known.links.computeIfPresent(link, (id, kept) -> kept.opened())));
    }

    /**
     * A link as it is kept.
     *
     * @param link the link
     * @param tokenHash by what it is found
     */
    record Kept(ShareLink link, String tokenHash) {
        Kept opened() {
            ShareLink more = new ShareLink(
                    link.project(),
                    link.id(),
                    link.call(),
                    link.createdBy(),
                    link.createdAt(),
                    link.expiresAt(),
                    link.accessCount() + 1);
            return new Kept(more, tokenHash);
        }
    }
}
