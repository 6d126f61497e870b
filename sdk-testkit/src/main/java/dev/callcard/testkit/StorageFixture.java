package dev.callcard.testkit;

import dev.callcard.storage.Storage;

/** What the contracts of a storage's ports need: the storage. */
public interface StorageFixture {
    /**
     * The storage under test.
     *
     * @return an open storage, the same one as long as a test runs; it may hold projects of other tests
     */
    Storage storage();
}
