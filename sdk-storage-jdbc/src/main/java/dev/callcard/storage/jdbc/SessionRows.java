package dev.callcard.storage.jdbc;

import dev.callcard.card.CallCard;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A session as a row: packed with its first pages, which cards show, and the rest of them apart. */
final class SessionRows {
    /** All that {@link #read} reads, of a table named s. */
    static final String COLUMNS = "s.visit";

    static final String INSERT = """
            insert into ${session} (project_id, session_id, visitor_id, opening_event, started_at, last_seen_at,
                source_folded, visit, more_pages)
            values (:project, :session, :visitor, :opening, :startedAt, :lastSeenAt, :sourceFolded, :visit, :morePages)
            """;

    /** Everything that can change while the opening event stays. */
    static final String UPDATE = """
            update ${session}
            set last_seen_at = :lastSeenAt, source_folded = :sourceFolded, visit = :visit, more_pages = :morePages
            where project_id = :project and session_id = :session
            """;

    static final String DELETE = """
            delete from ${session} where project_id = :project and session_id = :session
            """;

    private SessionRows() {}

    /** The session with its first pages. */
    static Session read(Row row) throws SQLException {
        return PackedSession.read(row.bytes("visit"), List.of());
    }

    /** The session with all its pages; the row has the column {@code more_pages} too. */
    static Session readWhole(Row row) throws SQLException {
        Optional<byte[]> more = row.bytesOrNone("more_pages");
        return PackedSession.read(
                row.bytes("visit"), more.map(PackedSession::readPages).orElse(List.of()));
    }

    static Source source(Row row) throws SQLException {
        return PackedSession.readSource(row.bytes("visit"));
    }

    static TimeCursor cursor(Session session) {
        return new TimeCursor(session.startedAt(), session.id().value());
    }

    static boolean isDirect(Session session) {
        return session.source().channel() == Source.Channel.DIRECT;
    }

    /** The session as cards show it: with its first pages. */
    static Session shown(Session session) {
        return PackedSession.read(PackedSession.write(session, firstPages(session)), List.of());
    }

    /** What a customer's list of sessions holds of one. */
    static Params member(Params params, Session session) {
        return params.with("startedAt", session.startedAt())
                .with("session", session.id().value())
                .with("direct", isDirect(session))
                .with("lastSeenAt", session.lastSeenAt())
                .with("visit", PackedSession.write(session, firstPages(session)));
    }

    private static int firstPages(Session session) {
        return Math.min(CallCard.SessionEntry.MAX_PAGES, session.pages().size());
    }

    static Params params(ProjectId project, Session session, String openingEvent) {
        List<Session.PageView> pages = session.pages();
        int first = firstPages(session);
        return Params.of(project)
                .with("session", session.id().value())
                .with("visitor", session.visitor().value())
                .with("opening", openingEvent)
                .with("startedAt", session.startedAt())
                .with("lastSeenAt", session.lastSeenAt())
                .with("sourceFolded", session.source().source().map(name -> name.toLowerCase(Locale.ROOT)))
                .with("visit", PackedSession.write(session, first))
                .bytes(
                        "morePages",
                        first == pages.size()
                                ? Optional.empty()
                                : Optional.of(PackedSession.writePages(pages.subList(first, pages.size()))));
    }
}
