package dev.callcard.tracking;

import dev.callcard.call.Call;
import dev.callcard.visit.Session;
import dev.callcard.visit.VisitorId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a call was joined to a session.
 *
 * @param kind how sure the join is
 * @param reason the same in words, for people
 */
public record Attribution(Kind kind, String reason) {
    /** Checks that both parts are there. */
    public Attribution {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Joins a call that names its visitor to the session that was alive when the call started.
     *
     * @param visitor the visitor that the reports name, if they do
     * @param times the call's times
     * @param latest the visitor's latest session that started by the call's start, if there is one
     * @param timeout the project's session timeout
     * @return {@link Kind#SESSION} if the session was alive, else {@link Kind#NONE} with the reason
     */
    public static Attribution ofVisitor(
            Optional<VisitorId> visitor, Call.Times times, Optional<Session> latest, Duration timeout) {
        if (visitor.isEmpty()) {
            return new Attribution(Kind.NONE, "Nothing tells which visitor of the site called.");
        }
        if (latest.isEmpty()) {
            return new Attribution(Kind.NONE, "The visitor that called is known, but had no visit before the call.");
        }
        if (!latest.get().isAliveAt(times.startedAt(), timeout)) {
            return new Attribution(
                    Kind.NONE, "The visitor that called is known, but had no visit going on when the call started.");
        }
        return new Attribution(
                Kind.SESSION, "The report of the call names the visitor, and this visit was going on when it started.");
    }

    /** How sure a join is. */
    public enum Kind {
        /** One session, for certain. */
        SESSION,
        /** One of several sessions that saw the same number. */
        AMBIGUOUS,
        /** A static number, which tells the channel only. */
        CHANNEL,
        /** Not joined. */
        NONE
    }
}
