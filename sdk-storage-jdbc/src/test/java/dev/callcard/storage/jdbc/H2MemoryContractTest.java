package dev.callcard.storage.jdbc;

import dev.callcard.storage.Storage;
import dev.callcard.testkit.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contracts of all ports on H2_MEMORY. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2MemoryContractTest implements StorageContract {
    private final JdbcStorage storage = Databases.H2_MEMORY.storage();

    @Override
    public Storage storage() {
        return storage;
    }

    @AfterAll
    void close() {
        storage.close();
    }
}
