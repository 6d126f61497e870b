package dev.callcard.storage.jdbc;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Forms of a statement that do for many parameters at once what it does for one. PostgreSQL runs one statement on many rows
 * several times faster than as many statements, even when all of them travel together.
 */
final class Bulk {
    /** The column that tells which parameters a row belongs to. */
    static final String NUMBER = "bulk_number";

    /** What is the same for all parameters of a bulk. */
    private static final Set<String> COMMON = Set.of("project", "most");

    private static final Pattern INSERT =
            Pattern.compile("(insert\\s+into.*?\\bvalues\\s*)(\\([^)]*\\))(.*)", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("\\?");

    private Bulk() {}

    /** One insert of as many rows as there are parameters. */
    static Bound insert(Sql sql, List<Params> all) {
        Matcher parts = INSERT.matcher(sql.text());
        if (!parts.matches()) {
            throw new IllegalArgumentException("no insert of values: " + sql.text());
        }
        String text =
                parts.group(1) + String.join(", ", Collections.nCopies(all.size(), parts.group(2))) + parts.group(3);
        List<Binding> bindings = new ArrayList<>(all.size());
        all.forEach(params -> bindings.add(new Binding(params, sql.names())));
        return new Bound(text, bindings);
    }

    /**
     * One query for many parameters, run as a look-up for each ({@code offset 0} keeps PostgreSQL from making a join of it, which
     * it would plan while the table is small and keep to when it has grown): each row of the result carries the place of its parameters in {@link #NUMBER}, and the
     * rows of one place are in the order of the query.
     */
    static Bound query(Sql sql, List<Params> all) {
        Set<String> varying = new LinkedHashSet<>(sql.names());
        varying.removeAll(COMMON);
        List<String> common = new ArrayList<>();
        Matcher places = PLACE.matcher(sql.text());
        StringBuilder inner = new StringBuilder();
        for (String name : sql.names()) {
            if (!places.find()) {
                throw new IllegalArgumentException("fewer places than names: " + sql.text());
            }
            if (COMMON.contains(name)) {
                common.add(name);
                places.appendReplacement(inner, "?");
            } else {
                places.appendReplacement(inner, "bulk." + column(name));
            }
        }
        places.appendTail(inner);
        StringBuilder text = new StringBuilder("select bulk." + NUMBER + ", found.* from (values ");
        for (int i = 0; i < all.size(); i++) {
            Params params = all.get(i);
            boolean first = i == 0;
            text.append(first ? "(" : ", (").append(i);
            for (String name : varying) {
                text.append(first ? ", cast(? as " + type(params.value(name)) + ")" : ", ?");
            }
            text.append(')');
        }
        text.append(") bulk (").append(NUMBER);
        varying.forEach(name -> text.append(", ").append(column(name)));
        text.append(") cross join lateral (").append(inner).append(" offset 0) found");
        List<Binding> bindings = new ArrayList<>(all.size() + 1);
        List<String> names = List.copyOf(varying);
        all.forEach(params -> bindings.add(new Binding(params, names)));
        bindings.add(new Binding(all.get(0), common));
        return new Bound(text.toString(), bindings);
    }

    private static String column(String name) {
        return "by_"
                + name.chars()
                        .mapToObj(c -> Character.isUpperCase(c)
                                ? "_" + (char) Character.toLowerCase(c)
                                : String.valueOf((char) c))
                        .collect(Collectors.joining());
    }

    private static String type(Object value) {
        if (value instanceof String) {
            return "text";
        } else if (value instanceof UUID) {
            return "uuid";
        } else if (value instanceof OffsetDateTime) {
            return "timestamptz";
        } else if (value instanceof LocalDate) {
            return "date";
        }
        throw new IllegalArgumentException("no look-up by a " + value.getClass().getSimpleName());
    }

    /**
     * A statement and what goes into its places.
     *
     * @param text the statement with question marks
     * @param bindings the values of the places, in order
     */
    record Bound(String text, List<Binding> bindings) {}

    /**
     * Values by names.
     *
     * @param params the values
     * @param names which of them
     */
    record Binding(Params params, List<String> names) {}
}
