package dev.callcard.storage.jdbc;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the tables are. Puts {@code ${call}} and the like into statements.
 *
 * @param dialect the database's
 * @param schema the schema as it stands in statements
 * @param prefix what every table's name begins with
 */
record Tables(Dialect dialect, String schema, String prefix) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z_]+)}");

    /** A statement on these tables. */
    Sql sql(String template) {
        return sql(template, Map.of());
    }

    /** A statement on these tables, with constant parts of other statements in it. */
    Sql sql(String template, Map<String, String> parts) {
        return Sql.of(dialect.ordered(fill(template, parts)));
    }

    String fill(String template, Map<String, String> parts) {
        return PLACE.matcher(template).replaceAll(match -> {
            String part = parts.get(match.group(1));
            String text = part == null ? schema + "." + prefix + match.group(1) : fill(part, parts);
            return Matcher.quoteReplacement(text);
        });
    }

    /** A script of the jar with its placeholders filled in. */
    String script(String text) {
        return text.replace("${schema}", schema).replace("${prefix}", prefix);
    }
}
