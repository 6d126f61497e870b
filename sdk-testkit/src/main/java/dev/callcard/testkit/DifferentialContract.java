package dev.callcard.testkit;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.storage.Storage;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does the same random things to the storage under test and to a {@link MemoryStorage}, which computes everything by brute
 * force, and wants to read the same from both: every card as of many instants, every page of the log.
 */
public interface DifferentialContract extends StorageFixture {
    /**
     * Does the same random things to several storages, and wants to read the same from all. Many operations are several stories,
     * each in a project of its own.
     *
     * @param operations how many things happen
     * @param storages open storages, at least two
     */
    static void storagesShouldAgree(int operations, List<Storage> storages) {
        int longest = 250;
        long seed = Seed.next("storagesShouldAgree(" + operations + ")");
        for (int done = 0; done < operations; done += longest) {
            new Differential(seed + done, storages.get(0), storages.subList(1, storages.size()))
                    .run(Math.min(longest, operations - done));
        }
    }

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
            new Differential(seed, memory, List.of(storage())).run(operations);
        }
    }
}
