package dev.callcard.visit;

import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * When a session ends, and which hosts are the project's own.
 *
 * @param timeout the gap between two events that ends a session
 * @param ownHosts hosts whose pages are no source, in lower case
 */
public record SessionRules(Duration timeout, Set<String> ownHosts) {
    /** A session older than this ends at the next page view. */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    /** A session with this many events ends at the next page view. */
    public static final int MAX_EVENTS = 10_000;

    /** Copies the hosts. */
    public SessionRules {
        Objects.requireNonNull(timeout, "timeout");
        ownHosts = Set.copyOf(ownHosts);
    }

    /**
     * The rules of a project.
     *
     * @param settings the project's settings
     * @return its rules, never null
     */
    public static SessionRules of(ProjectSettings settings) {
        return new SessionRules(settings.sessionTimeout(), Set.copyOf(settings.ownHosts()));
    }
}
