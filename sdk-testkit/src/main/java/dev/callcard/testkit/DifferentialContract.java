package dev.callcard.testkit;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.storage.Storage;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does the same random things to the storage under test and to a {@link MemoryStorage}, which computes everything by brute
 * force, and wants to read the same from both: every card as of many instants, every page of the log.
 */
public interface DifferentialContract extends StorageFixture {
    /**
     * One random story.
     *
     * @param operations how many things happen
     */
    @ParameterizedTest
    @ValueSource(ints = {10, 30, 100, 300, 300})
    default void storageShouldAgreeWithTheMemory(int operations) {
        long seed = Seed.next("storageShouldAgreeWithTheMemory(" + operations + ")");
        try (Storage memory = new MemoryStorage(Clock.systemUTC())) {
            new Differential(seed, storage(), memory).run(operations);
        }
    }
}
