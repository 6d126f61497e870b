package dev.callcard.storage.jdbc;

import dev.callcard.storage.Storage;
import dev.callcard.testkit.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contracts of all ports on MARIADB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbContractTest implements StorageContract {
    private Storage storage = Databases.none();

    @BeforeAll
    void open() {
        storage = Databases.MARIADB.storage();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @AfterAll
    void close() {
        storage.close();
    }
}
