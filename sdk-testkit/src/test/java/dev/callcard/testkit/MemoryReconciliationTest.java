package dev.callcard.testkit;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.storage.Storage;
import java.time.Clock;

/** Recordings in memory are reconciled. */
class MemoryReconciliationTest implements ReconciliationContract {
    private final Storage storage = new MemoryStorage(Clock.systemUTC());

    @Override
    public Storage storage() {
        return storage;
    }
}
