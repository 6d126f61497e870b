package dev.callcard.storage.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with named parameters such as {@code :project}, translated once.
 *
 * @param text the statement with question marks
 * @param names the names in the order of the question marks
 */
record Sql(String text, List<String> names) {
    private static final Pattern NAME = Pattern.compile(":([a-z][A-Za-z]*)");

    Sql {
        names = List.copyOf(names);
    }

    static Sql of(String template) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(template);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return new Sql(NAME.matcher(template).replaceAll("?"), names);
    }

    /** All statements in one text, to be sent at once. */
    static Sql pipeline(List<Sql> statements) {
        return new Sql(
                String.join(";\n", statements.stream().map(Sql::text).toList()),
                statements.stream().flatMap(sql -> sql.names().stream()).toList());
    }
}
