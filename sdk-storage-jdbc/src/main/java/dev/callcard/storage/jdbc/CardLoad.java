package dev.callcard.storage.jdbc;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.paging.Page;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.visit.Session;
import dev.callcard.visit.TopPage;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Loads one card. Not thread-safe. */
final class CardLoad {
    private static final UUID NO_ID = new UUID(0, 0);

    private final CardSql sql;
    private final Tx tx;
    private final CardStore.Request request;
    private final ProjectId project;
    private final Params params;

    CardLoad(CardSql sql, Tx tx, CardStore.Request request, Params params) {
        this.sql = sql;
        this.tx = tx;
        this.request = request;
        this.project = request.project();
        this.params = params;
    }

    Optional<CardFacts> load() throws SQLException {
        Reads reads = JdbcCardStore.reads(tx, sql.inOrder(request.onlyAgent().isPresent()), params);
        Optional<Project> known = one(reads.next(sql.project(), row -> JdbcProjectStore.read(project, row)));
        Optional<Call> call = one(reads.next(sql.call(), row -> CallRows.read(project, row)));
        if (known.isEmpty() || call.isEmpty()) {
            return Optional.empty();
        }
        params.with("call", call.get().id().value())
                .with("customer", call.get().customer().value())
                .with("start", startOf(call.get()))
                .with("visitor", call.get().facts().visitor().map(VisitorId::value));
        boolean agentHasCall = request.onlyAgent().isPresent()
                && !reads.next(sql.agentCall(), row -> true).isEmpty();
        Counts counts = counts(reads);
        Period period = period(reads);
        Touches touches = touches(reads);
        Page<CallCard.SessionEntry> sessions = new SessionPage(sql, tx, project, params, request.limit())
                .read(reads, known.get().settings().sessionTimeout());
        Page<Call> calls = Pages.page(
                reads.next(sql.calls(), row -> CallRows.read(project, row)), request.limit(), CallRows::cursor);
        Annotation annotation =
                one(reads.next(sql.annotation(), AnnotationSql::read)).orElse(Annotation.NONE);
        Page<Comment> comments =
                Pages.page(reads.next(sql.comments(), CommentSql::read), request.limit(), CommentSql::cursor);
        Optional<Recording.Audio> audio = one(reads.next(
                sql.audio(),
                row -> JdbcRecordingCatalog.read(project, call.get().id(), row)));
        Optional<Session> latest =
                sessions.items().stream().map(CallCard.SessionEntry::session).findFirst();
        Optional<Session> first =
                touches.first().filter(session -> !session.startedAt().isAfter(request.asOf()));
        CardFacts.Totals totals = new CardFacts.Totals(
                counts.calls(),
                period.calls(),
                counts.sessions(),
                period.views().size(),
                first.map(Session::startedAt),
                latest.map(Session::startedAt));
        return Optional.of(new CardFacts(
                known.get(),
                call.get(),
                agentHasCall,
                totals,
                visits(call.get(), touches, first, latest),
                TopPage.of(period.views(), CardStore.TOP_PAGES),
                sessions,
                calls,
                annotation,
                comments,
                audio));
    }

    private Counts counts(Reads reads) throws SQLException {
        Counts totals = one(reads.next(
                        sql.totals(), row -> new Counts(row.number("total_calls"), row.number("total_sessions"))))
                .orElse(new Counts(0, 0));
        long laterCalls =
                one(reads.next(sql.laterCalls(), row -> row.number("later"))).orElse(0L);
        long laterSessions =
                one(reads.next(sql.laterSessions(), row -> row.number("later"))).orElse(0L);
        return new Counts(totals.calls() - laterCalls, totals.sessions() - laterSessions);
    }

    private Period period(Reads reads) throws SQLException {
        Instant until = request.asOf();
        Instant after = until.minus(CardStore.PERIOD);
        List<Session.PageView> views = new ArrayList<>();
        long calls = 0;
        for (DayActivity day :
                reads.next(sql.days(), row -> DayActivity.decode(row.date("utc_day"), row.bytes("activity")))) {
            calls += day.calls(after, until);
            day.views(after, until, views::add);
        }
        return new Period(calls, views);
    }

    private Touches touches(Reads reads) throws SQLException {
        Optional<Session> ofCaller = one(reads.next(sql.ofCaller(), SessionRows::read));
        params.with("joinedAt", ofCaller.map(Session::startedAt).orElse(Instant.EPOCH))
                .with("joinedId", ofCaller.map(session -> session.id().value()).orElse(NO_ID));
        Optional<Session> beforeThat = one(reads.next(sql.beforeThat(), SessionRows::read));
        return new Touches(
                ofCaller,
                beforeThat.filter(session -> ofCaller.isPresent()),
                one(reads.next(sql.firstTouch(), SessionRows::read)),
                one(reads.next(sql.lastTouch(), SessionRows::read)),
                one(reads.next(sql.lastNonDirect(), SessionRows::read)));
    }

    private static CardFacts.Visits visits(
            Call call, Touches touches, Optional<Session> first, Optional<Session> latest) {
        Instant start = startOf(call);
        Instant oldest = start.minus(CardStore.LOOK_BACK);
        return new CardFacts.Visits(
                touches.ofCaller(),
                touches.beforeThat(),
                latest,
                first.filter(session -> !session.startedAt().isAfter(start)).map(Session::source),
                touches.last().map(Session::source),
                touches.lastNonDirect()
                        .filter(session -> session.startedAt().isAfter(oldest))
                        .map(Session::source));
    }

    private static Instant startOf(Call call) {
        return call.facts().times().startedAt();
    }

    private static <T> Optional<T> one(List<T> rows) {
        return rows.stream().findFirst();
    }

    private record Counts(long calls, long sessions) {}

    private record Period(long calls, List<Session.PageView> views) {}

    /** Sessions before and at the call; the first of all may be after it. */
    private record Touches(
            Optional<Session> ofCaller,
            Optional<Session> beforeThat,
            Optional<Session> first,
            Optional<Session> last,
            Optional<Session> lastNonDirect) {}
}
