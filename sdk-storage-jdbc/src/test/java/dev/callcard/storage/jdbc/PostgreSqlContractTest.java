package dev.callcard.storage.jdbc;

import dev.callcard.storage.Storage;
import dev.callcard.testkit.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contracts of all ports on POSTGRESQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgreSqlContractTest implements StorageContract {
    private final JdbcStorage storage = Databases.POSTGRESQL.storage();

    @Override
    public Storage storage() {
        return storage;
    }

    @AfterAll
    void close() {
        storage.close();
    }
}
