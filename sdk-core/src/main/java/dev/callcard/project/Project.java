package dev.callcard.project;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A project with its settings, and what its {@link CallRules} were before.
 *
 * @param id the project
 * @param settings the settings now
 * @param version counts the changes of the settings, from 0
 * @param past earlier rules, oldest first, each with the instant at which it stopped to count
 * @param inactiveSince since when the project is not active, to the microsecond; empty if it is, or was never active
 */
public record Project(
        ProjectId id, ProjectSettings settings, long version, List<PastRules> past, Optional<Instant> inactiveSince) {
    /** Copies the history. */
    public Project {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(settings, "settings");
        past = List.copyOf(past);
        Objects.requireNonNull(inactiveSince, "inactiveSince");
    }

    /**
     * A project that was never changed.
     *
     * @param id the project
     * @param settings its first settings
     * @return the project in version 0
     */
    public static Project create(ProjectId id, ProjectSettings settings) {
        return new Project(id, settings, 0, List.of(), Optional.empty());
    }

    /**
     * The rules for a call.
     *
     * @param callStart when the call started
     * @return the rules in force then; the oldest known ones for a call before them
     */
    public CallRules rulesAt(Instant callStart) {
        for (PastRules rules : past) {
            if (callStart.isBefore(rules.until())) {
                return rules.rules();
            }
        }
        return settings.callRules();
    }

    /**
     * The project after a change of its settings. The change counts for calls that start from {@code now} on.
     *
     * @param changed the new settings
     * @param now when they were changed
     * @return the changed project, one version on
     */
    public Project change(ProjectSettings changed, Instant now) {
        List<PastRules> history = new ArrayList<>(past);
        if (!settings.callRules().equals(changed.callRules())) {
            history.add(new PastRules(now, settings.callRules()));
        }
        boolean stays = settings.active() == changed.active();
        Optional<Instant> since = changed.active() ? Optional.empty() : Optional.of(now.truncatedTo(ChronoUnit.MICROS));
        return new Project(id, changed, version + 1, history, stays ? inactiveSince : since);
    }

    /**
     * Rules that counted until some instant.
     *
     * @param until the first instant at which they did not count any more
     * @param rules the rules
     */
    public record PastRules(Instant until, CallRules rules) {
        /** Checks that both parts are there. */
        public PastRules {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(rules, "rules");
        }
    }

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
}
