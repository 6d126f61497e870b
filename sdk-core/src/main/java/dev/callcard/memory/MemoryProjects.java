package dev.callcard.memory;

import dev.callcard.error.ConflictException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ProjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

final class MemoryProjects implements ProjectStore {
    private final Memory memory;

    MemoryProjects(Memory memory) {
        this.memory = memory;
    }

    @Override
    public boolean create(ProjectId id, ProjectSettings settings) {
        return memory.writeAll(
                all -> all.putIfAbsent(id.value(), new ProjectMemory(Project.create(id, settings))) == null);
    }

    @Override
    public Optional<Project> find(ProjectId id) {
        return memory.read(id, known -> Optional.of(known.project));
    }

    @Override
    public Project save(ProjectId id, ProjectSettings settings, OptionalLong expectedVersion, Instant now) {
        return memory.write(id, known -> {
            checkVersion("project", expectedVersion, known.project.version());
            known.project = known.project.change(settings, now);
            return known.project;
        });
    }

    @Override
    public List<ProjectId> list() {
        return memory.readAll(all -> all.keySet().stream().map(ProjectId::of).toList());
    }

    static void checkVersion(String what, OptionalLong expected, long actual) {
        if (expected.isPresent() && expected.getAsLong() != actual) {
            throw new ConflictException(what, actual);
        }
    }
}
