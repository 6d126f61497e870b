package dev.callcard.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was seen is known for sure, what was not is hardly ever taken for it, and never twice. */
class SeenTest {
    private static final int MANY = 1_000_000;
    private static final int OTHERS = 100_000;

    @Test
    void amongAMillionKeysOneInThousandsIsTakenForKnown() {
        Seen seen = new Seen(1);
        Seen again = new Seen(2);
        Random random = new Random(3);
        for (int i = 0; i < MANY; i++) {
            RecordingStore.Key key = key(i, random);
            seen.add(key);
            again.add(key);
            assertThat(seen.mayHave(key)).isTrue();
        }
        int wrong = 0;
        int wrongTwice = 0;
        for (int i = 0; i < OTHERS; i++) {
            RecordingStore.Key key = key(i, random);
            wrong += seen.mayHave(key) ? 1 : 0;
            wrongTwice += seen.mayHave(key) && again.mayHave(key) ? 1 : 0;
        }
        assertThat(wrong).isBetween(1, 50);
        assertThat(wrongTwice).isLessThanOrEqualTo(1);
    }

    /** Sorted by time, as the product makes them. */
    private static RecordingStore.Key key(int time, Random random) {
        UUID version = new UUID((long) time << 16 | 0x7000 | random.nextInt(1 << 12), random.nextLong());
        return new RecordingStore.Key(ProjectId.of("shop"), new CallId(version), version);
    }
}
