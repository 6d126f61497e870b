package dev.callcard.card;

import dev.callcard.call.Call;
import dev.callcard.visit.Session;
import java.util.List;
import java.util.Objects;

/**
 * A session in a customer's history.
 *
 * @param session the session, with its first 20 pages
 * @param calls the customer's calls that started while it was alive, oldest first, at most 20
 */
public record SessionEntry(Session session, List<Call> calls) {
    /** The most pages that a history shows of one session. */
    public static final int MAX_PAGES = 20;

    /** The most calls that a history shows of one session. */
    public static final int MAX_CALLS = 20;

    /** Copies the calls. */
    public SessionEntry {
        Objects.requireNonNull(session, "session");
        calls = List.copyOf(calls);
    }
}
