package dev.callcard.memory;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.AnnotationStore;
import dev.callcard.annotation.Comment;
import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Does not keep the history of ratings: no port reads it. */
final class MemoryAnnotations implements AnnotationStore {
    private final Memory memory;
    private final Clock clock;

    MemoryAnnotations(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public Annotation find(ProjectId project, CallId call) {
        return read(project, call, known -> annotation(known, call));
    }

    @Override
    public Annotation change(
            ProjectId project,
            CallId call,
            Annotation.Change change,
            OptionalLong expectedVersion,
            String by,
            Instant at) {
        return write(project, call, known -> {
            Annotation before = annotation(known, call);
            MemoryProjects.checkVersion("annotation", expectedVersion, before.version());
            Annotation after = new Annotation(
                    before.version() + 1,
                    change.categories().orElse(before.categories()),
                    rating(before.managerRating(), change.managerRating(), by, at),
                    rating(before.callRating(), change.callRating(), by, at));
            known.annotations.put(call, after);
            return after;
        });
    }

    @Override
    public void add(ProjectId project, CallId call, Comment comment) {
        write(project, call, known -> {
            known.comments.computeIfAbsent(call, id -> new HashMap<>()).put(comment.id(), comment);
            return comment;
        });
    }

    @Override
    public Optional<Comment> comment(ProjectId project, CallId call, Comment.Id comment) {
        return read(
                project,
                call,
                known -> Optional.ofNullable(comments(known, call).get(comment)));
    }

    @Override
    public Comment edit(
            ProjectId project,
            CallId call,
            Comment.Id comment,
            Comment.Content content,
            OptionalLong expectedVersion,
            Instant at) {
        return write(project, call, known -> {
            Comment before = comments(known, call).get(comment);
            if (before == null) {
                throw new NotFoundException("comment");
            }
            MemoryProjects.checkVersion("comment", expectedVersion, before.version());
            Comment after = new Comment(
                    comment,
                    before.version() + 1,
                    content,
                    before.authorId(),
                    before.author(),
                    before.createdAt(),
                    Optional.of(at));
            known.comments.computeIfAbsent(call, id -> new HashMap<>()).put(comment, after);
            return after;
        });
    }

    @Override
    public void delete(ProjectId project, CallId call, Comment.Id comment, OptionalLong expectedVersion) {
        write(project, call, known -> {
            Optional<Comment> before = Optional.ofNullable(comments(known, call).get(comment));
            before.ifPresent(there -> {
                MemoryProjects.checkVersion("comment", expectedVersion, there.version());
                known.comments.computeIfAbsent(call, id -> new HashMap<>()).remove(comment);
            });
            return before;
        });
    }

    @Override
    public Page<Comment> comments(ProjectId project, CallId call, PageRequest page) {
        return read(project, call, known -> page(known, call, page));
    }

    static Annotation annotation(ProjectMemory known, CallId call) {
        return known.annotations.getOrDefault(call, Annotation.NONE);
    }

    static Page<Comment> page(ProjectMemory known, CallId call, PageRequest page) {
        return Newest.page(
                comments(known, call).values().stream(),
                comment -> new TimeCursor(comment.createdAt(), comment.id().value()),
                page);
    }

    static Map<Comment.Id, Comment> comments(ProjectMemory known, CallId call) {
        return known.comments.getOrDefault(call, Map.of());
    }

    private static Optional<Annotation.Rating> rating(
            Optional<Annotation.Rating> before, Optional<OptionalInt> change, String by, Instant at) {
        if (change.isEmpty()) {
            return before;
        }
        OptionalInt value = change.get();
        return value.isPresent() ? Optional.of(new Annotation.Rating(value.getAsInt(), by, at)) : Optional.empty();
    }

    private <T> T read(ProjectId project, CallId call, Function<ProjectMemory, T> read) {
        return memory.read(project, known -> known.known(call).map(there -> read.apply(known)))
                .orElseThrow(() -> new NotFoundException("call"));
    }

    private <T> T write(ProjectId project, CallId call, Function<ProjectMemory, T> write) {
        return memory.write(project, known -> {
            if (known.known(call).isEmpty()) {
                throw new NotFoundException("call");
            }
            T written = write.apply(known);
            known.changed(clock, call, LogStore.Kind.ANNOTATION);
            return written;
        });
    }
}
