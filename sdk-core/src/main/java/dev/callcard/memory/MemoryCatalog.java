package dev.callcard.memory;

import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import java.time.Clock;
import java.util.Optional;

final class MemoryCatalog implements RecordingCatalog {
    private final Memory memory;
    private final Clock clock;

    MemoryCatalog(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public Optional<Recording.Audio> find(ProjectId project, CallId call) {
        return memory.read(project, known -> Optional.ofNullable(known.audio.get(call)));
    }

    @Override
    public Optional<Recording.Audio> save(ProjectId project, CallId call, Recording.Audio audio) {
        return memory.write(project, known -> {
            if (known.known(call).isEmpty()) {
                throw new NotFoundException("call");
            }
            known.changed(clock, call, LogStore.Kind.RECORDING);
            return Optional.ofNullable(known.audio.put(call, audio));
        });
    }
}
