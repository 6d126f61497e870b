package dev.callcard.storage.jdbc;

import dev.callcard.annotation.Annotation;
import java.sql.SQLException;
import java.util.Optional;

/** Statements on annotations. */
record AnnotationSql(
        Sql findCall,
        Sql lockCall,
        Sql find,
        Sql insert,
        Sql update,
        Sql remember,
        Sql insertCategory,
        Sql deleteCategory) {
    /** The columns of an annotation; all null where nobody has judged the call. */
    static final String COLUMNS = """
            a.version as annotation_version, a.categories, a.manager_rating, a.manager_rated_by, a.manager_rated_at,
            a.call_rating, a.call_rated_by, a.call_rated_at""";

    AnnotationSql(Tables tables) {
        this(
                tables.sql("select call_id from ${call} where project_id = :project and call_id = :call"),
                tables.sql("select call_id from ${call} where project_id = :project and call_id = :call for update"),
                tables.sql("select " + COLUMNS + """
                         from ${annotation} a where a.project_id = :project and a.call_id = :call
                        """),
                tables.sql("""
                        insert into ${annotation} (project_id, call_id, version, categories,
                            manager_rating, manager_rated_by, manager_rated_at,
                            call_rating, call_rated_by, call_rated_at)
                        values (:project, :call, :version, :categories, :managerRating, :managerBy, :managerAt,
                            :callRating, :callBy, :callAt)
                        """),
                tables.sql("""
                        update ${annotation}
                        set version = :version, categories = :categories,
                            manager_rating = :managerRating, manager_rated_by = :managerBy,
                            manager_rated_at = :managerAt,
                            call_rating = :callRating, call_rated_by = :callBy, call_rated_at = :callAt
                        where project_id = :project and call_id = :call
                        """),
                tables.sql("""
                        insert into ${rating_history} (project_id, call_id, version, part, rating, rated_by, rated_at)
                        values (:project, :call, :version, :part, :rating, :by, :at)
                        """),
                tables.sql("""
                        insert into ${call_category} (project_id, category_id, call_id)
                        values (:project, :category, :call)
                        """),
                tables.sql("""
                        delete from ${call_category}
                        where project_id = :project and category_id = :category and call_id = :call
                        """));
    }

    static Annotation read(Row row) throws SQLException {
        return new Annotation(
                row.number("annotation_version"),
                Json.texts(row.text("categories")),
                rating(row, "manager_rating", "manager_rated_by", "manager_rated_at"),
                rating(row, "call_rating", "call_rated_by", "call_rated_at"));
    }

    /** The annotation of a row of an outer join. */
    static Annotation readOrNone(Row row) throws SQLException {
        return row.textOrNone("categories").isPresent() ? read(row) : Annotation.NONE;
    }

    static Params params(Params params, Annotation annotation) {
        params.with("version", annotation.version()).with("categories", Json.ofTexts(annotation.categories()));
        rating(params, "manager", annotation.managerRating());
        rating(params, "call", annotation.callRating());
        return params;
    }

    private static void rating(Params params, String part, Optional<Annotation.Rating> rating) {
        params.small(part + "Rating", rating.map(Annotation.Rating::value))
                .with(part + "By", rating.map(Annotation.Rating::by))
                .time(part + "At", rating.map(Annotation.Rating::at));
    }

    private static Optional<Annotation.Rating> rating(Row row, String value, String by, String at) throws SQLException {
        Optional<Integer> mark = row.smallOrNone(value);
        return mark.isEmpty()
                ? Optional.empty()
                : Optional.of(new Annotation.Rating(mark.get(), row.text(by), row.instant(at)));
    }
}
