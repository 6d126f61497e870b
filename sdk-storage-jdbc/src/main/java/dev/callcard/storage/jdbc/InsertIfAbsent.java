package dev.callcard.storage.jdbc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Inserts a row unless one with the same primary or unique key is there, without an error that spoils the transaction.
 *
 * @param insert inserts, and fails where the row is there
 * @param quietly inserts; does nothing where the row is there, if the database can say so in a statement
 * @param find finds the row that may be there
 */
record InsertIfAbsent(Sql insert, Sql quietly, Sql find) {
    InsertIfAbsent(Dialect dialect, Tables tables, String insert, String find) {
        this(tables.sql(insert), tables.sql(insert + " " + dialect.onConflict()), tables.sql(find));
    }

    /**
     * A statement for a table.
     *
     * @param columns names of columns, each with the name of its parameter: {@code "call_id=call"}
     * @param keys the columns of the key among them
     */
    static InsertIfAbsent of(Dialect dialect, Tables tables, String table, String columns, String keys) {
        Map<String, String> parameters = Arrays.stream(columns.split("[,\\s]+"))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, LinkedHashMap::new));
        Map<String, String> parts = Map.of(
                "columns", String.join(", ", parameters.keySet()),
                "parameters",
                        parameters.values().stream().map(name -> ":" + name).collect(Collectors.joining(", ")),
                "condition",
                        Arrays.stream(keys.split("[,\\s]+"))
                                .map(key -> key + " = :" + parameters.get(key))
                                .collect(Collectors.joining(" and ")),
                "target", "${" + table + "}");
        return new InsertIfAbsent(
                dialect,
                tables,
                tables.fill("insert into ${target} (${columns}) values (${parameters})", parts),
                tables.fill("select 1 as found from ${target} where ${condition}", parts));
    }
}
