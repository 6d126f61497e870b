package dev.callcard.annotation;

import dev.callcard.call.CallId;
import dev.callcard.error.ConflictException;
import dev.callcard.error.NotFoundException;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps what people think of calls. Every method is atomic, and what it acknowledged survives a kill. Each throws {@link
 * NotFoundException} if the project has no such call. Safe for use by many threads and nodes.
 */
public interface AnnotationStore {
    /**
     * Reads the annotation of a call.
     *
     * @param project the project
     * @param call the call
     * @return the annotation; {@link Annotation#NONE} if nobody has judged the call
     * @throws NotFoundException if the project has no such call
     */
    Annotation find(ProjectId project, CallId call);

    /**
     * Changes an annotation. Every rating that is given or cleared is kept in the history with its author and time.
     *
     * @param project the project
     * @param call the call
     * @param change what to change
     * @param expectedVersion the version that the writer has read; empty to change whatever is there
     * @param by name of the viewer
     * @param at when
     * @return the changed annotation, one version on
     * @throws NotFoundException if the project has no such call
     * @throws ConflictException if the stored version is another; nothing is changed
     */
    Annotation change(
            ProjectId project,
            CallId call,
            Annotation.Change change,
            OptionalLong expectedVersion,
            String by,
            Instant at);

    /**
     * Adds a comment.
     *
     * @param project the project
     * @param call the call
     * @param comment a comment in version 1 with a new id
     * @throws NotFoundException if the project has no such call
     */
    void add(ProjectId project, CallId call, Comment comment);

    /**
     * Reads a comment.
     *
     * @param project the project
     * @param call the call
     * @param comment the comment
     * @return the comment; empty if the call has none of this id
     */
    Optional<Comment> comment(ProjectId project, CallId call, Comment.Id comment);

    /**
     * Replaces what a comment says.
     *
     * @param project the project
     * @param call the call
     * @param comment the comment
     * @param content what it says now
     * @param expectedVersion the version that the writer has read; empty to change whatever is there
     * @param at when
     * @return the changed comment, one version on
     * @throws NotFoundException if the call has no such comment
     * @throws ConflictException if the stored version is another; nothing is changed
     */
    Comment edit(
            ProjectId project,
            CallId call,
            Comment.Id comment,
            Comment.Content content,
            OptionalLong expectedVersion,
            Instant at);

    /**
     * Deletes a comment. Idempotent.
     *
     * @param project the project
     * @param call the call
     * @param comment the comment
     * @param expectedVersion the version that the writer has read; empty to delete whatever is there
     * @throws NotFoundException if the project has no such call
     * @throws ConflictException if the stored version is another; nothing is changed
     */
    void delete(ProjectId project, CallId call, Comment.Id comment, OptionalLong expectedVersion);

    /**
     * Lists the comments of a call.
     *
     * @param project the project
     * @param call the call
     * @param page which page
     * @return the comments, newest first
     * @throws NotFoundException if the project has no such call
     */
    Page<Comment> comments(ProjectId project, CallId call, PageRequest page);
}
