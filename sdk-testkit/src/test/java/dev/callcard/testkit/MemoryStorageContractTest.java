package dev.callcard.testkit;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import java.time.Clock;

/** Callcard's in-memory storage keeps the contracts. */
class MemoryStorageContractTest implements StorageContract, RecordingInventoryContract {
    private final Storage storage = new MemoryStorage(Clock.systemUTC());

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public RecordingStore recordingStore() {
        return storage.recordings();
    }
}
