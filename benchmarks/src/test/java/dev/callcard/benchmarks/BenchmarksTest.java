package dev.callcard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is measured is the same for all: a small world, and one turn of each way. */
class BenchmarksTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aWorldIsTheSameEveryTimeAndInOrderOfTime() {
        World world = small();
        World again = small();
        assertThat(world.viewCount()).isGreaterThan(400);
        for (int i = 0; i < world.viewCount(); i++) {
            assertThat(world.view(i)).isEqualTo(again.view(i));
            assertThat(world.view(i).at())
                    .isBetween(world.view(Math.max(0, i - 1)).at(), END);
        }
        for (int i = 0; i < world.callCount(); i++) {
            assertThat(world.call(i)).isEqualTo(again.call(i));
            assertThat(world.call(i).endedAt()).isBefore(END);
        }
    }

    @Test
    void theHeaviestCustomerHasWhatIsSaidOfIt() {
        World world = World.of(List.of(Probe.HEAVIEST.customer()), END);
        assertThat(world.callCount()).isEqualTo(10_000);
        assertThat(world.viewCount()).isEqualTo(40_000);
        assertThat(Probe.HEAVIEST.customer().sessions()).isEqualTo(2_000);
    }

    @Test
    void allWaysTellTheSameOfACustomer() throws Exception {
        try (PostgresServer server = PostgresServer.start(Optional.empty())) {
            CardOnPostgres bench = CardOnPostgres.load(server, small());
            for (Probe probe : List.of(Probe.MEDIAN, Probe.TOP)) {
                Facts facts = bench.agreed(probe);
                assertThat(facts.calls()).isEqualTo(probe.customer().calls());
                assertThat(facts.sessions()).isEqualTo(probe.customer().sessions());
                assertThat(bench.effort(probe, "auto").buffers()).isPositive();
                assertThat(bench.roundTrips(probe))
                        .allSatisfy(turns -> assertThat(turns).isPositive());
            }
        }
    }

    /** It fails if an answer is wrong, or if the bytes that come back are not those that went in. */
    @Test
    void recordingsAreServedByAllServers() throws Exception {
        RecordingReport.run(4 << 20, 1, 20);
    }

    private static World small() {
        return World.of(List.of(Probe.MEDIAN.customer(), Probe.TOP.customer(), new Customer(5_000)), END);
    }
}
