package dev.callcard.call;

import dev.callcard.project.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells target calls from repeats: the calls of one number that could be target calls are handed in by start (then by
 * {@link Call.Key}); the first is a {@link Call.Qualification#TARGET} and opens a sale cycle {@code [start, start + cycle)},
 * the others in it are {@link Call.Qualification#REPEAT}, and the next one opens the next cycle.
 *
 * <p>What follows a target call depends on nothing before it. So after a late call only the calls from it on have to be
 * judged again, up to the first that was and is a target. Not thread-safe.
 */
public final class SaleCycle {
    private @Nullable Instant end;

    /**
     * Goes on from an earlier target call.
     *
     * @param lastTarget start of the newest target call before the first call to judge; empty if there is none
     * @param rules the rules at that start; ignored if there is none
     */
    public SaleCycle(Optional<Instant> lastTarget, Project.CallRules rules) {
        this.end = lastTarget.map(start -> start.plus(rules.saleCycle())).orElse(null);
    }

    /**
     * What a call is worth if no other call is looked at.
     *
     * @param facts the call's facts
     * @param rules the project's rules at the call's start
     * @return {@link Call.Qualification#TARGET} if it could be a target call; otherwise what it is
     */
    public static Call.Qualification alone(Call.Facts facts, Project.CallRules rules) {
        Optional<Duration> talk = facts.times().talk();
        if (!facts.isEvaluated() || talk.isEmpty()) {
            return Call.Qualification.NOT_EVALUATED;
        }
        boolean longEnough = talk.get().compareTo(rules.targetTalk()) >= 0;
        return facts.outcome() == Outcome.ANSWERED && longEnough
                ? Call.Qualification.TARGET
                : Call.Qualification.NON_TARGET;
    }

    /**
     * Judges the next call that could be a target call.
     *
     * @param start when it started, not before the one judged last
     * @param rules the project's rules at that start
     * @return target or repeat
     */
    public Call.Qualification judge(Instant start, Project.CallRules rules) {
        if (end != null && start.isBefore(end)) {
            return Call.Qualification.REPEAT;
        }
        end = start.plus(rules.saleCycle());
        return Call.Qualification.TARGET;
    }
}
