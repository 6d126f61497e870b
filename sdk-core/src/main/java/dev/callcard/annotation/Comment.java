package dev.callcard.annotation;

import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody wrote about a call.
 *
 * @param id names it
 * @param version counts the changes, from 1
 * @param content what was written, and where in the audio
 * @param authorId the viewer who wrote it
 * @param author the name of that viewer
 * @param createdAt when it was written
 * @param editedAt when it was changed last, if it was
 */
public record Comment(
        Id id,
        long version,
        Content content,
        String authorId,
        String author,
        Instant createdAt,
        Optional<Instant> editedAt) {
    /** Checks that all parts are there. */
    public Comment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(authorId, "authorId");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(editedAt, "editedAt");
    }

    /** Hides the text: a comment must not reach a log by accident. */
    @Override
    public String toString() {
        return "comment " + id;
    }

    /**
     * What somebody writes.
     *
     * @param text 1 to 10,000 characters
     * @param audioOffset the instant of the recording it is about, 0 or more, if it is about one
     */
    public record Content(String text, Optional<Duration> audioOffset) {
        private static final int MAX_TEXT = 10_000;
        private static final Duration MAX_OFFSET = Duration.ofDays(2);

        /** Checks the text and the offset. */
        public Content {
            List<FieldError> errors = new ArrayList<>();
            Texts.check(errors, "/text", text, 1, MAX_TEXT);
            if (errors.isEmpty() && text.isBlank()) {
                errors.add(new FieldError("/text", "must not be blank"));
            }
            if (audioOffset.isPresent()
                    && (audioOffset.get().isNegative() || audioOffset.get().compareTo(MAX_OFFSET) > 0)) {
                errors.add(new FieldError("/audioOffsetMs", "must be 0 to two days"));
            }
            if (!errors.isEmpty()) {
                throw new InvalidInputException(errors);
            }
        }

        /** Hides the text. */
        @Override
        public String toString() {
            return "content of a comment";
        }
    }

    /**
     * Names a comment.
     *
     * @param value a UUID of version 7
     */
    public record Id(UUID value) {
        /** Checks that there is a value. */
        public Id {
            Objects.requireNonNull(value, "value");
        }

        /**
         * Reads an id.
         *
         * @param text the id as text
         * @return the id; empty if the text cannot be one
         */
        public static Optional<Id> parse(String text) {
            return TimeOrderedId.parse(text).map(Id::new);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }
}
