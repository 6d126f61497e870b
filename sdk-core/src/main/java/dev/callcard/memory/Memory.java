package dev.callcard.memory;

import dev.callcard.error.NotFoundException;
import dev.callcard.project.ProjectId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** All projects of a storage under one lock: many readers, or one writer. */
final class Memory {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** By id, as text. */
    private final Map<String, ProjectMemory> projects = new TreeMap<>();

    <T> T readAll(Function<Map<String, ProjectMemory>, T> read) {
        return locked(lock.readLock(), () -> read.apply(projects));
    }

    <T> T writeAll(Function<Map<String, ProjectMemory>, T> write) {
        return locked(lock.writeLock(), () -> write.apply(projects));
    }

    /** Reads a project; what is not there has no answer. */
    <T> Optional<T> read(ProjectId project, Function<ProjectMemory, Optional<T>> read) {
        return readAll(all -> Optional.ofNullable(all.get(project.value())).flatMap(read));
    }

    /** Changes a project, which has to be there. */
    <T> T write(ProjectId project, Function<ProjectMemory, T> write) {
        return writeAll(all -> {
            ProjectMemory known =
                    Optional.ofNullable(all.get(project.value())).orElseThrow(() -> new NotFoundException("project"));
            try {
                return write.apply(known);
            } finally {
                known.forgetFolded();
            }
        });
    }

    private static <T> T locked(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
