package dev.callcard.storage.jdbc;

import dev.callcard.annotation.Comment;
import dev.callcard.paging.internal.TimeCursor;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** Statements on comments. */
record CommentSql(Sql find, Sql insert, Sql update, Sql delete, Sql list) {
    private static final String COLUMNS = """
            o.comment_id, o.version, o.written, o.audio_offset_us, o.author_id, o.author, o.created_at, o.edited_at""";

    /** A page of the comments of a call, newest first. */
    static final String LIST = "select " + COLUMNS + """
             from ${comment} o
            where o.project_id = :project and o.call_id = ${CALL}
                and o.created_at <= :beforeAt and (o.created_at, o.comment_id) < (:beforeAt, :beforeId)
            order by o.project_id desc, o.call_id desc, o.created_at desc, o.comment_id desc limit :most
            """;

    CommentSql(Tables tables) {
        this(
                tables.sql("select " + COLUMNS + """
                         from ${comment} o
                        where o.project_id = :project and o.call_id = :call and o.comment_id = :comment
                        """),
                tables.sql("""
                        insert into ${comment} (project_id, comment_id, call_id, version, written, written_folded,
                            audio_offset_us, author_id, author, created_at, edited_at)
                        values (:project, :comment, :call, :version, :written, :folded, :offset, :authorId, :author,
                            :createdAt, :editedAt)
                        """),
                tables.sql("""
                        update ${comment}
                        set version = :version, written = :written, written_folded = :folded,
                            audio_offset_us = :offset, edited_at = :editedAt
                        where project_id = :project and call_id = :call and comment_id = :comment
                        """),
                tables.sql("""
                        delete from ${comment}
                        where project_id = :project and call_id = :call and comment_id = :comment
                        """),
                tables.sql(LIST, Map.of("CALL", ":call")));
    }

    static Comment read(Row row) throws SQLException {
        return new Comment(
                new Comment.Id(row.uuid("comment_id")),
                row.number("version"),
                new Comment.Content(row.text("written"), row.microsOrNone("audio_offset_us")),
                row.text("author_id"),
                row.text("author"),
                row.instant("created_at"),
                row.instantOrNone("edited_at"));
    }

    static TimeCursor cursor(Comment comment) {
        return new TimeCursor(comment.createdAt(), comment.id().value());
    }

    static Params params(Params params, Comment comment) {
        return params.with("comment", comment.id().value())
                .with("version", comment.version())
                .with("written", comment.content().text())
                .with("folded", comment.content().text().toLowerCase(Locale.ROOT))
                .micros("offset", comment.content().audioOffset())
                .with("authorId", comment.authorId())
                .with("author", comment.author())
                .with("createdAt", comment.createdAt())
                .time("editedAt", comment.editedAt());
    }
}
