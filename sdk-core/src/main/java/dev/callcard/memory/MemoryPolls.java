package dev.callcard.memory;

import dev.callcard.poll.PollState;
import dev.callcard.poll.PollStore;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class MemoryPolls implements PollStore {
    private final Memory memory;

    MemoryPolls(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<PollState> find(ProjectId project, String provider, String account) {
        return memory.read(project, known -> Optional.ofNullable(known.polls.get(List.of(provider, account))));
    }

    @Override
    public Optional<PollState> claim(ProjectId project, String provider, String account, Instant now, Instant until) {
        return memory.write(project, known -> {
            PollState state =
                    known.polls.getOrDefault(List.of(provider, account), PollState.initial(project, provider, account));
            if (state.dueAt().isAfter(now)) {
                return Optional.empty();
            }
            PollState claimed = new PollState(
                    project,
                    provider,
                    account,
                    state.polledUntil(),
                    until,
                    state.ranAt(),
                    state.failures(),
                    state.failure(),
                    state.healed());
            known.polls.put(List.of(provider, account), claimed);
            return Optional.of(claimed);
        });
    }

    @Override
    public void save(PollState state) {
        memory.write(state.project(), known -> known.polls.put(List.of(state.provider(), state.account()), state));
    }
}
