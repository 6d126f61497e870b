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
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.visit.Session;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Loads one card. Not thread-safe. */
final class CardLoad {
    private final CardSql sql;
    private final Tx tx;
    private final KnownProjects projects;
    private final CardStore.Request request;
    private final ProjectId project;
    private final Params params;

    CardLoad(CardSql sql, Tx tx, KnownProjects projects, CardStore.Request request, Params params) {
        this.sql = sql;
        this.tx = tx;
        this.projects = projects;
        this.request = request;
        this.project = request.project();
        this.params = params;
    }

    Optional<CardFacts> load() throws SQLException {
        Reads reads = sql.pipelined() ? Reads.pipelined(tx, sql.inOrder(), params) : Reads.oneByOne(tx, params);
        if (sql.newestCall().isPresent()) {
            Optional<UUID> newest = one(reads.next(sql.newestCall().get(), row -> row.uuid("call_id")));
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            params.with("call", newest.get());
        }
        Optional<Head> head = one(reads.next(sql.head(), this::head));
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Call call = head.get().call();
        params.with("call", call.id().value())
                .with("customer", call.customer().value())
                .with("start", startOf(call))
                .with("visitor", call.facts().visitor().map(VisitorId::value));
        return Optional.of(facts(reads, head.get(), call));
    }

    private Head head(Row row) throws SQLException {
        Call call = CallRows.read(project, row);
        return new Head(
                projects.read(project, row),
                call,
                row.flag("agent_has_call"),
                row.number("total_calls") - row.number("later_calls"),
                row.number("total_sessions") - row.number("later_sessions"),
                AnnotationSql.readOrNone(row),
                EntryRows.readOrNone(project, call.id(), row));
    }

    private CardFacts facts(Reads reads, Head head, Call call) throws SQLException {
        PeriodSums period = period(reads);
        CustomerSessions visits = new CustomerSessions(sql, tx, project, params, request.limit());
        visits.readPage(reads, head.project().settings().sessionTimeout());
        visits.readTouches(reads);
        Page<CallCard.SessionEntry> sessions = visits.page();
        Page<Call> calls = Pages.page(
                reads.next(sql.calls(), row -> CallRows.read(project, row)), request.limit(), CallRows::cursor);
        Page<Comment> comments =
                Pages.page(reads.next(sql.comments(), CommentSql::read), request.limit(), CommentSql::cursor);
        Optional<Session> latest =
                sessions.items().stream().map(CallCard.SessionEntry::session).findFirst();
        Optional<Session> first = visits.touch(CardSql.Role.FIRST)
                .filter(session -> !session.startedAt().isAfter(request.asOf()));
        return new CardFacts(
                head.project(),
                call,
                head.agentHasCall(),
                new CardFacts.Totals(
                        head.calls(),
                        period.calls(),
                        head.sessions(),
                        period.views(),
                        first.map(Session::startedAt),
                        latest.map(Session::startedAt)),
                visits(startOf(call), visits, first, latest),
                period.top(CardStore.TOP_PAGES),
                sessions,
                calls,
                head.annotation(),
                comments,
                head.recording());
    }

    private PeriodSums period(Reads reads) throws SQLException {
        PeriodSums period = new PeriodSums(request.asOf().minus(CardStore.PERIOD), request.asOf());
        reads.next(sql.days(), row -> {
            period.add(row.date("utc_day"), row.bytes("activity"));
            return period;
        });
        return period;
    }

    private static CardFacts.Visits visits(
            Instant start, CustomerSessions visits, Optional<Session> first, Optional<Session> latest) {
        Instant oldest = start.minus(CardStore.LOOK_BACK);
        Optional<Session> ofCaller = visits.touch(CardSql.Role.OF_CALLER);
        return new CardFacts.Visits(
                ofCaller,
                visits.touch(CardSql.Role.BEFORE_THAT),
                latest,
                first.filter(session -> !session.startedAt().isAfter(start)).map(Session::source),
                visits.touch(CardSql.Role.LAST).map(Session::source),
                visits.touch(CardSql.Role.LAST_NON_DIRECT)
                        .filter(session -> session.startedAt().isAfter(oldest))
                        .map(Session::source));
    }

    private static Instant startOf(Call call) {
        return call.facts().times().startedAt();
    }

    private static <T> Optional<T> one(List<T> rows) {
        return rows.stream().findFirst();
    }

    private record Head(
            Project project,
            Call call,
            boolean agentHasCall,
            long calls,
            long sessions,
            Annotation annotation,
            Optional<RecordingCatalog.Entry> recording) {}
}
