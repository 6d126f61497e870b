package dev.callcard.annotation;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.call.CallId;
import dev.callcard.call.Calls;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.ConflictException;
import dev.callcard.error.FieldError;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and changes what people think of calls. Thread-safe. */
public final class Annotations {
    private final Access access;
    private final Calls calls;
    private final AnnotationStore store;
    private final Clock clock;

    /**
     * Annotations over a store.
     *
     * @param access decides who may do what
     * @param calls finds the calls
     * @param store keeps the annotations
     * @param clock tells when something was said
     */
    public Annotations(Access access, Calls calls, AnnotationStore store, Clock clock) {
        this.access = access;
        this.calls = calls;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Reads the annotation of a call.
     *
     * @param viewer who asks
     * @param project which project
     * @param call which call
     * @return the annotation; {@link Annotation#NONE} if nobody has judged the call
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not see the call
     */
    public Annotation get(Viewer viewer, ProjectId project, CallId call) {
        calls.get(viewer, project, call);
        return store.find(project, call);
    }

    /**
     * Changes the annotation of a call.
     *
     * @param viewer who asks; signs the ratings
     * @param project which project
     * @param call which call
     * @param change what to change
     * @param expectedVersion the version that the viewer has read; empty to change whatever is there
     * @return the changed annotation
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not change one of the parts; nothing is changed
     * @throws InvalidInputException if the project has no such category
     * @throws ConflictException if somebody else changed it since; nothing is changed
     */
    public Annotation change(
            Viewer viewer, ProjectId project, CallId call, Annotation.Change change, OptionalLong expectedVersion) {
        calls.get(viewer, project, call);
        if (change.categories().isPresent()) {
            calls.require(viewer, project, call, Permission.CATEGORISE);
            checkCategories(viewer, project, change.categories().get());
        }
        if (change.managerRating().isPresent()) {
            calls.require(viewer, project, call, Permission.RATE_MANAGER);
        }
        if (change.callRating().isPresent()) {
            calls.require(viewer, project, call, Permission.RATE_CALL);
        }
        return store.change(project, call, change, expectedVersion, viewer.name(), now());
    }

    /**
     * Adds a comment.
     *
     * @param viewer who writes
     * @param project which project
     * @param call which call
     * @param content what is written
     * @return the comment, never null
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not comment on the call
     */
    public Comment comment(Viewer viewer, ProjectId project, CallId call, Comment.Content content) {
        calls.require(viewer, project, call, Permission.COMMENT);
        Comment comment = new Comment(
                new Comment.Id(TimeOrderedId.next(clock)),
                1,
                content,
                viewer.id(),
                viewer.name(),
                now(),
                Optional.empty());
        store.add(project, call, comment);
        return comment;
    }

    /**
     * Reads one comment.
     *
     * @param viewer who asks
     * @param project which project
     * @param call which call
     * @param comment which comment
     * @return the comment, never null
     * @throws NotFoundException if the viewer has no such project, the project no such call, or the call no such comment
     * @throws ForbiddenException if the viewer may not see the call
     */
    public Comment get(Viewer viewer, ProjectId project, CallId call, Comment.Id comment) {
        calls.get(viewer, project, call);
        return store.comment(project, call, comment).orElseThrow(() -> new NotFoundException("comment"));
    }

    /**
     * Changes what a comment says. Only its author may.
     *
     * @param viewer who writes
     * @param project which project
     * @param call which call
     * @param comment which comment
     * @param content what it says now
     * @param expectedVersion the version that the viewer has read; empty to change whatever is there
     * @return the changed comment
     * @throws NotFoundException if there is no such comment
     * @throws ForbiddenException if the viewer did not write it, or may not comment
     * @throws ConflictException if it was changed since; nothing is changed
     */
    public Comment edit(
            Viewer viewer,
            ProjectId project,
            CallId call,
            Comment.Id comment,
            Comment.Content content,
            OptionalLong expectedVersion) {
        calls.require(viewer, project, call, Permission.COMMENT);
        Comment known = store.comment(project, call, comment).orElseThrow(() -> new NotFoundException("comment"));
        if (!known.authorId().equals(viewer.id())) {
            throw new ForbiddenException("change the comment of somebody else");
        }
        return store.edit(project, call, comment, content, expectedVersion, now());
    }

    /**
     * Deletes a comment. Its author may, and whoever may comment on every call. Idempotent.
     *
     * @param viewer who asks
     * @param project which project
     * @param call which call
     * @param comment which comment
     * @param expectedVersion the version that the viewer has read; empty to delete whatever is there
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not delete it
     * @throws ConflictException if it was changed since; nothing is deleted
     */
    public void delete(
            Viewer viewer, ProjectId project, CallId call, Comment.Id comment, OptionalLong expectedVersion) {
        calls.require(viewer, project, call, Permission.COMMENT);
        Optional<Comment> known = store.comment(project, call, comment);
        if (known.isPresent()) {
            boolean author = known.get().authorId().equals(viewer.id());
            access.require(viewer, project, Permission.COMMENT, () -> author);
            store.delete(project, call, comment, expectedVersion);
        }
    }

    /**
     * Lists the comments of a call.
     *
     * @param viewer who asks
     * @param project which project
     * @param call which call
     * @param page which page
     * @return comments, newest first
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not see the call
     */
    public Page<Comment> comments(Viewer viewer, ProjectId project, CallId call, PageRequest page) {
        calls.get(viewer, project, call);
        return store.comments(project, call, page);
    }

    private void checkCategories(Viewer viewer, ProjectId project, List<String> wanted) {
        Set<String> known = access.project(viewer, project).settings().categories().stream()
                .map(Category::id)
                .collect(Collectors.toSet());
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.contains(wanted.get(i))) {
                errors.add(new FieldError("/categories/" + i, "is not a category of this project"));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
