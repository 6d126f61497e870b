package dev.callcard.recording.sharing;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A link that plays a recording without log-in. Does not have the token that makes it work: that is known to whoever was
 * given it, and to nobody else.
 *
 * @param project the project
 * @param id names the link among those of the project; no secret
 * @param call whose recording it plays
 * @param createdBy name of who made it
 * @param createdAt when it was made, to the microsecond
 * @param expiresAt the first instant at which it does not work any more, to the microsecond; empty for as long as the recording
 * @param accessCount how often its page was opened, 0 or more
 */
public record ShareLink(
        ProjectId project,
        UUID id,
        CallId call,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        long accessCount) {
    /** Checks that all parts are there. */
    public ShareLink {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(createdBy, "createdBy");
        // As stores keep it, so that a link that is read equals the one that was made.
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.map(at -> at.truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Whether the link has expired.
     *
     * @param now the time
     * @return true from {@link #expiresAt} on
     */
    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }
}
