package dev.callcard.project;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings that are read as they were when a call started, so that changing one never re-judges the past.
 *
 * @param targetTalk the least talk time of a target call, 0 or more
 * @param saleCycle how long after a target call another one of the same number is a repeat, more than 0
 * @param recording whether calls are recorded
 */
public record CallRules(Duration targetTalk, Duration saleCycle, boolean recording) {
    /** Checks the ranges. */
    public CallRules {
        Objects.requireNonNull(targetTalk, "targetTalk");
        Objects.requireNonNull(saleCycle, "saleCycle");
        if (targetTalk.isNegative() || saleCycle.isNegative() || saleCycle.isZero()) {
            throw new IllegalArgumentException("targetTalk must be 0 or more and saleCycle more than 0");
        }
    }
}
