package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.project.ProjectId;
import dev.callcard.testkit.DifferentialContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same random operations on all databases read the same, to the last byte and microsecond. Longer with
 * {@code -Dcallcard.operations=10000}.
 */
class ThreeDatabasesTest {
    private static final int OPERATIONS = Integer.getInteger("callcard.operations", 250);

    @Test
    void databasesShouldNeverDiffer() {
        try (JdbcStorage h2 = Databases.H2_MEMORY.storage();
                JdbcStorage postgresql = Databases.POSTGRESQL.storage();
                JdbcStorage mariaDb = Databases.MARIADB.storage()) {
            DifferentialContract.storagesShouldAgree(OPERATIONS, List.of(h2, postgresql, mariaDb));
            for (JdbcStorage storage : List.of(h2, postgresql, mariaDb)) {
                for (ProjectId project : storage.projects().list()) {
                    assertThat(storage.recount(project)).isEmpty();
                }
            }
        }
    }
}
