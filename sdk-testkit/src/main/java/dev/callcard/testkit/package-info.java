/**
 * Contract tests of the ports, for those who write an adapter.
 *
 * <p>A port's contract is an interface whose tests are default methods; an adapter's test class implements it and says what
 * to test. {@link dev.callcard.testkit.StorageContract} bundles the contracts of all ports of a storage:
 *
 * <pre>{@code
 * class MyStorageTest implements StorageContract {
 *     private final Storage storage = new MyStorage();
 *
 *     public Storage storage() {
 *         return storage;
 *     }
 * }
 * }</pre>
 *
 * <p>Every test works in a project of its own with a random id, so one database can serve all of them, again and again.
 * Tests with random input print their seed; {@code -Dcallcard.seed=<seed>} repeats them.
 */
@NullMarked
package dev.callcard.testkit;

import org.jspecify.annotations.NullMarked;
