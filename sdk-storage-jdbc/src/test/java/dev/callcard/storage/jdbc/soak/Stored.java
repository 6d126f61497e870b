package dev.callcard.storage.jdbc.soak;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is in the tables, looked at past the storage; and what is in them twice. */
record Stored(Set<String> facts, Set<String> twice) {
    private static final List<String> QUERIES = List.of(
            "select concat('call ', provider_call_id) from callcard_call",
            "select concat('end ', provider_call_id) from callcard_call where outcome = 'ANSWERED'",
            "select concat('event ', event_id) from callcard_visit_event",
            "select concat('comment ', written) from callcard_comment",
            "select concat('annotation ', c.provider_call_id) from callcard_annotation a"
                    + " join callcard_call c on c.project_id = a.project_id and c.call_id = a.call_id"
                    + " where a.manager_rating = 4 and a.version = 1",
            "select concat('rating ', c.provider_call_id) from callcard_rating_history h"
                    + " join callcard_call c on c.project_id = h.project_id and c.call_id = h.call_id");

    static Stored of(Database database) throws SQLException {
        Set<String> facts = new HashSet<>();
        Set<String> twice = new HashSet<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String query : QUERIES) {
                try (ResultSet result = statement.executeQuery(query)) {
                    while (result.next()) {
                        if (!facts.add(result.getString(1))) {
                            twice.add(result.getString(1));
                        }
                    }
                }
            }
        }
        return new Stored(facts, twice);
    }
}
