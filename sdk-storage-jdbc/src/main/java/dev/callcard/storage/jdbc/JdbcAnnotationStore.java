package dev.callcard.storage.jdbc;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.AnnotationStore;
import dev.callcard.annotation.Comment;
import dev.callcard.call.CallId;
import dev.callcard.error.ConflictException;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What people think of calls. Writers of one call wait for each other at the row of the call. */
final class JdbcAnnotationStore implements AnnotationStore {
    private final Transactions transactions;
    private final AnnotationSql sql;
    private final CommentSql comments;
    private final Changes changes;

    JdbcAnnotationStore(Transactions transactions, Tables tables, Clock clock) {
        this.transactions = transactions;
        this.sql = new AnnotationSql(tables);
        this.comments = new CommentSql(tables);
        this.changes = new Changes(tables, clock);
    }

    @Override
    public Annotation find(ProjectId project, CallId call) {
        return transactions.read("read an annotation", tx -> {
            requireCall(tx, sql.findCall(), project, call);
            return tx.first(sql.find(), params(project, call), AnnotationSql::read)
                    .orElse(Annotation.NONE);
        });
    }

    @Override
    public Annotation change(
            ProjectId project,
            CallId call,
            Annotation.Change change,
            OptionalLong expectedVersion,
            String by,
            Instant at) {
        return transactions.write("change an annotation", tx -> {
            requireCall(tx, sql.lockCall(), project, call);
            Annotation known = tx.first(sql.find(), params(project, call), AnnotationSql::read)
                    .orElse(Annotation.NONE);
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != known.version()) {
                throw new ConflictException("annotation", known.version());
            }
            Annotation changed = new Annotation(
                    known.version() + 1,
                    change.categories().orElse(known.categories()),
                    rating(known.managerRating(), change.managerRating(), by, at),
                    rating(known.callRating(), change.callRating(), by, at));
            tx.update(
                    known.version() == 0 ? sql.insert() : sql.update(),
                    AnnotationSql.params(params(project, call), changed));
            Params signed = params(project, call)
                    .with("version", changed.version())
                    .with("by", by)
                    .with("at", at);
            if (change.managerRating().isPresent()) {
                remember(tx, signed, "MANAGER", changed.managerRating());
            }
            if (change.callRating().isPresent()) {
                remember(tx, signed, "CALL", changed.callRating());
            }
            categorise(tx, project, call, known.categories(), changed.categories());
            tell(tx, project, call);
            return changed;
        });
    }

    @Override
    public void add(ProjectId project, CallId call, Comment comment) {
        transactions.write("add a comment", tx -> {
            requireCall(tx, sql.lockCall(), project, call);
            if (tx.first(comments.find(), params(project, call, comment.id()), CommentSql::read)
                    .isEmpty()) {
                tx.update(comments.insert(), CommentSql.params(params(project, call), comment));
                tell(tx, project, call);
            }
            return true;
        });
    }

    @Override
    public Optional<Comment> comment(ProjectId project, CallId call, Comment.Id comment) {
        return transactions.read("read a comment", tx -> {
            requireCall(tx, sql.findCall(), project, call);
            return tx.first(comments.find(), params(project, call, comment), CommentSql::read);
        });
    }

    @Override
    public Comment edit(
            ProjectId project,
            CallId call,
            Comment.Id comment,
            Comment.Content content,
            OptionalLong expectedVersion,
            Instant at) {
        return transactions.write("edit a comment", tx -> {
            requireCall(tx, sql.lockCall(), project, call);
            Comment known = tx.first(comments.find(), params(project, call, comment), CommentSql::read)
                    .orElseThrow(() -> new NotFoundException("comment"));
            checkVersion(known, expectedVersion);
            Comment changed = new Comment(
                    comment,
                    known.version() + 1,
                    content,
                    known.authorId(),
                    known.author(),
                    known.createdAt(),
                    Optional.of(at));
            tx.update(comments.update(), CommentSql.params(params(project, call), changed));
            tell(tx, project, call);
            return changed;
        });
    }

    @Override
    public void delete(ProjectId project, CallId call, Comment.Id comment, OptionalLong expectedVersion) {
        transactions.write("delete a comment", tx -> {
            requireCall(tx, sql.lockCall(), project, call);
            Optional<Comment> known = tx.first(comments.find(), params(project, call, comment), CommentSql::read);
            if (known.isPresent()) {
                checkVersion(known.get(), expectedVersion);
                tx.update(comments.delete(), params(project, call, comment));
                tell(tx, project, call);
            }
            return true;
        });
    }

    @Override
    public Page<Comment> comments(ProjectId project, CallId call, PageRequest page) {
        return transactions.read("list comments", tx -> {
            requireCall(tx, sql.findCall(), project, call);
            return Pages.read(tx, comments.list(), params(project, call), page, CommentSql::read, CommentSql::cursor);
        });
    }

    private static Optional<Annotation.Rating> rating(
            Optional<Annotation.Rating> known, Optional<OptionalInt> change, String by, Instant at) {
        if (change.isEmpty()) {
            return known;
        }
        OptionalInt value = change.get();
        return value.isPresent() ? Optional.of(new Annotation.Rating(value.getAsInt(), by, at)) : Optional.empty();
    }

    private void remember(Tx tx, Params signed, String part, Optional<Annotation.Rating> rating) throws SQLException {
        signed.with("part", part).small("rating", rating.map(Annotation.Rating::value));
        tx.update(sql.remember(), signed);
    }

    private void categorise(Tx tx, ProjectId project, CallId call, List<String> before, List<String> after)
            throws SQLException {
        for (String category : before) {
            if (!after.contains(category)) {
                tx.update(sql.deleteCategory(), params(project, call).with("category", category));
            }
        }
        for (String category : after) {
            if (!before.contains(category)) {
                tx.update(sql.insertCategory(), params(project, call).with("category", category));
            }
        }
    }

    private void tell(Tx tx, ProjectId project, CallId call) throws SQLException {
        changes.write(tx, project, List.of(call), LogStore.Kind.ANNOTATION);
    }

    private static void checkVersion(Comment known, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != known.version()) {
            throw new ConflictException("comment", known.version());
        }
    }

    private static void requireCall(Tx tx, Sql find, ProjectId project, CallId call) throws SQLException {
        if (!tx.exists(find, params(project, call))) {
            throw new NotFoundException("call");
        }
    }

    private static Params params(ProjectId project, CallId call) {
        return Params.of(project).with("call", call.value());
    }

    private static Params params(ProjectId project, CallId call, Comment.Id comment) {
        return params(project, call).with("comment", comment.value());
    }
}
