package dev.callcard.storage.jdbc;

import dev.callcard.storage.Storage;
import dev.callcard.testkit.ReconciliationContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Recordings are reconciled whatever database names them. */
class ReconciliationTest {
    @Nested
    class H2 extends On {
        H2() {
            super(Databases.H2_MEMORY);
        }
    }

    @Nested
    class PostgreSql extends On {
        PostgreSql() {
            super(Databases.POSTGRESQL);
        }
    }

    @Nested
    class MariaDb extends On {
        MariaDb() {
            super(Databases.MARIADB);
        }
    }

    private abstract static class On implements ReconciliationContract {
        private final Databases database;
        private Storage storage = Databases.none();

        On(Databases database) {
            this.database = database;
        }

        @BeforeEach
        void open() {
            storage = database.storage();
        }

        @AfterEach
        void close() {
            storage.close();
        }

        @Override
        public Storage storage() {
            return storage;
        }
    }
}
