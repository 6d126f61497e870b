package dev.callcard.json;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectSettings;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and writes annotations and comments. Stateless. */
public final class AnnotationJson {
    private AnnotationJson() {}

    /**
     * Writes an annotation.
     *
     * @param out where to, in UTF-8; not closed
     * @param annotation the annotation
     * @param settings the project's settings, which know the categories
     */
    public static void writeAnnotation(OutputStream out, Annotation annotation, ProjectSettings settings) {
        Writer.object(out, json -> annotation(json, annotation, settings));
    }

    /**
     * Writes a comment.
     *
     * @param out where to, in UTF-8; not closed
     * @param comment the comment
     */
    public static void writeComment(OutputStream out, Comment comment) {
        Writer.object(out, json -> comment(json, comment));
    }

    /**
     * Writes a page of comments.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     */
    public static void writeComments(OutputStream out, Page<Comment> page) {
        Writer.object(out, json -> comments(json, page));
    }

    /**
     * Reads a change of an annotation. {@code null} clears, an absent member is left as it is.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @return the change, never null
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if a member is wrong
     * @throws IOException if the stream fails
     */
    public static Annotation.Change readChange(InputStream body) throws IOException {
        Members members = new Members(JsonInput.object(body));
        Optional<List<String>> categories = categories(members);
        Optional<OptionalInt> managerRating = rating(members, "managerRating");
        Optional<OptionalInt> callRating = rating(members, "callRating");
        throwIfWrong(members);
        return new Annotation.Change(categories, managerRating, callRating);
    }

    /**
     * Reads a new comment.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @return what it says
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if a member is wrong
     * @throws IOException if the stream fails
     */
    public static Comment.Content readComment(InputStream body) throws IOException {
        return content(new Members(JsonInput.object(body)), Optional.empty());
    }

    /**
     * Reads a change of a comment: {@code audioOffsetMs: null} clears it, an absent member is left as it is.
     *
     * @param body JSON in UTF-8; read to the end, not closed
     * @param known what the comment says so far
     * @return what it says now
     * @throws UnreadableJsonException if the body is no JSON object
     * @throws InvalidInputException if a member is wrong
     * @throws IOException if the stream fails
     */
    public static Comment.Content readComment(InputStream body, Comment.Content known) throws IOException {
        return content(new Members(JsonInput.object(body)), Optional.of(known));
    }

    static void annotation(Writer json, Annotation annotation, ProjectSettings settings) {
        Map<String, Category> known =
                settings.categories().stream().collect(Collectors.toMap(Category::id, Function.identity()));
        List<Category> given = annotation.categories().stream()
                .filter(known::containsKey)
                .map(known::get)
                .toList();
        json.objects("categories", given, category -> category(json, category));
        rating(json, "managerRating", annotation.managerRating());
        rating(json, "callRating", annotation.callRating());
    }

    static void category(Writer json, Category category) {
        json.text("id", category.id()).text("name", category.name()).text("color", category.color());
    }

    static void comments(Writer json, Page<Comment> page) {
        json.objects("items", page.items(), comment -> comment(json, comment)).text("next", page.next());
    }

    static void comment(Writer json, Comment comment) {
        json.text("id", comment.id().toString())
                .text("text", comment.content().text())
                .millis("audioOffsetMs", comment.content().audioOffset())
                .text("author", comment.author())
                .instant("createdAt", comment.createdAt())
                .instant("editedAt", comment.editedAt());
    }

    private static void rating(Writer json, String name, Optional<Annotation.Rating> rating) {
        rating.ifPresent(given -> json.object(
                name,
                () -> json.number("value", given.value()).text("by", given.by()).instant("at", given.at())));
    }

    private static Comment.Content content(Members members, Optional<Comment.Content> known) {
        Optional<String> text = members.text("text").or(() -> known.map(Comment.Content::text));
        OptionalLong offset =
                members.wholeNumber("audioOffsetMs", 0, Duration.ofDays(2).toMillis());
        boolean keepsOffset = !members.object().containsKey("audioOffsetMs");
        if (text.isEmpty() && members.errors().isEmpty()) {
            members.error("text", "is missing");
        }
        throwIfWrong(members);
        Optional<Duration> audioOffset = keepsOffset
                ? known.flatMap(Comment.Content::audioOffset)
                : offset.stream().mapToObj(Duration::ofMillis).findFirst();
        return new Comment.Content(text.orElseThrow(), audioOffset);
    }

    private static Optional<OptionalInt> rating(Members members, String name) {
        if (!members.object().containsKey(name)) {
            return Optional.empty();
        }
        OptionalLong value = members.wholeNumber(name, 1, 5);
        return Optional.of(value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty());
    }

    private static Optional<List<String>> categories(Members members) {
        JsonValue value = members.object().get("categories");
        if (value == null) {
            return Optional.empty();
        }
        if (value == JsonValue.NULL) {
            return Optional.of(List.of());
        }
        if (!(value instanceof JsonArray array)) {
            members.error("categories", "must be an array of ids");
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof JsonString id) {
                ids.add(id.getString());
            } else if (array.get(i) instanceof JsonObject object && object.get("id") instanceof JsonString id) {
                ids.add(id.getString()); // as it was read
            } else {
                members.error("categories/" + i, "must be the id of a category");
            }
        }
        return Optional.of(ids);
    }

    private static void throwIfWrong(Members members) {
        if (!members.errors().isEmpty()) {
            throw new InvalidInputException(members.errors());
        }
    }
}
