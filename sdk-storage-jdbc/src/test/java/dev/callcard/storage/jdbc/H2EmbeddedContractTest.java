package dev.callcard.storage.jdbc;

import dev.callcard.storage.Storage;
import dev.callcard.testkit.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of all ports on H2 in files, opened as an embedder does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2EmbeddedContractTest implements StorageContract {
    @TempDir
    static Path dir;

    private Storage storage = Databases.none();

    @BeforeAll
    void open() {
        storage = JdbcStorage.embedded(dir);
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
