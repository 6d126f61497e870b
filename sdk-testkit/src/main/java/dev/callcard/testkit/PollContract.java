package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.poll.PollState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link dev.callcard.poll.PollStore} keeps, and what polling heals over it. */
public interface PollContract extends StorageFixture {
    @Test
    default void anAccountShouldBeTakenByOneAtATime() {
        Desk desk = new Desk(storage());
        Instant now = Tenant.NOON;
        List<Boolean> taken = Race.run(
                8,
                number -> storage()
                        .polls()
                        .claim(desk.tenant.id(), "acme", "main", now, now.plusSeconds(60))
                        .isPresent());
        assertThat(taken).containsOnlyOnce(true);
        assertThat(storage().polls().find(desk.tenant.id(), "acme", "other")).isEmpty();
        assertThat(storage().polls().claim(desk.tenant.id(), "acme", "main", now.plusSeconds(59), now.plusSeconds(90)))
                .isEmpty();

        PollState claimed = storage()
                .polls()
                .claim(desk.tenant.id(), "acme", "main", now.plusSeconds(60), now.plusSeconds(120))
                .orElseThrow();
        PollState before = PollState.initial(desk.tenant.id(), "acme", "main");
        assertThat(claimed.dueAt()).isEqualTo(now.plusSeconds(120));
        assertThat(claimed.polledUntil()).isEqualTo(before.polledUntil());
        PollState state = new PollState(
                desk.tenant.id(),
                "acme",
                "main",
                Optional.of(now),
                now.plusSeconds(30),
                Optional.of(now.plusSeconds(1)),
                3,
                Optional.of("It did not answer."),
                Optional.of(new PollState.Healed(now.plusSeconds(2), 1, 2, 3)));
        storage().polls().save(state);
        assertThat(storage().polls().find(desk.tenant.id(), "acme", "main")).contains(state);
    }

    @Test
    default void anOutageOfTwoHoursShouldBeHealedByOneReconciliation() {
        Desk desk = new Desk(storage());
        List<CallReport> calls = IntStream.range(0, 240)
                .mapToObj(i -> report(i, Tenant.NOON.plusSeconds(60L * i)))
                .toList();
        assertThat(desk.callCards.polls().runOne()).isTrue();
        assertThat(desk.callCards.polls().runOne()).as("not due again yet").isFalse();
        // Every minute a call for four hours; the pushes of the second and the third hour are lost.
        for (int i = 0; i < calls.size(); i++) {
            Instant start = Tenant.NOON.plusSeconds(60L * i);
            desk.provider.tells(start, calls.get(i));
            if (i < 60 || i >= 180) {
                desk.at(start.plusSeconds(30)).push(json(i, start));
            }
        }
        assertThat(desk.calls()).hasSize(120);

        Desk later = desk.at(Tenant.NOON.plus(Duration.ofHours(4)));
        assertThat(later.callCards.polls().runOne()).isTrue();

        assertThat(desk.calls()).hasSize(240);
        assertThat(desk.calls().stream()
                        .filter(call -> call.origin() == Call.Origin.POLL)
                        .count())
                .isEqualTo(120);
        PollState state = later.callCards.polls().state(desk.admin, desk.tenant.id(), ScriptedProvider.NAME, "main");
        assertThat(state.healed()).contains(new PollState.Healed(Tenant.NOON.plus(Duration.ofHours(4)), 120, 0, 0));
        assertThat(state.polledUntil()).contains(Tenant.NOON.plus(Duration.ofHours(4)));
        assertThat(state.failure()).isEmpty();

        // What overlaps changes nothing, as often as it is asked.
        int changes = desk.changes();
        List<Call> before = desk.calls();
        for (int i = 1; i <= 3; i++) {
            desk.at(Tenant.NOON.plus(Duration.ofHours(4)).plusSeconds(400L * i))
                    .callCards
                    .polls()
                    .pollNow(desk.admin, desk.tenant.id(), ScriptedProvider.NAME, "main");
        }
        assertThat(desk.calls()).isEqualTo(before);
        assertThat(desk.changes()).isEqualTo(changes);
        assertThat(desk.callCards
                        .polls()
                        .state(desk.admin, desk.tenant.id(), ScriptedProvider.NAME, "main")
                        .healed())
                .isEqualTo(state.healed());
    }

    @Test
    default void aProviderThatDoesNotAnswerShouldBeAskedLessAndLessAndThenHeal() {
        Desk desk = new Desk(storage());
        desk.provider.tells(Tenant.NOON.minusSeconds(600), report(1, Tenant.NOON.minusSeconds(600)));
        desk.provider.down(true);
        Instant now = Tenant.NOON;
        for (int i = 1; i <= 6; i++) {
            assertThat(desk.at(now).callCards.polls().runOne()).isTrue();
            PollState state = desk.callCards.polls().state(desk.admin, desk.tenant.id(), ScriptedProvider.NAME, "main");
            assertThat(state.failures()).isEqualTo(i);
            assertThat(state.failure()).contains("The provider did not answer.");
            Duration expected = Duration.ofMinutes(Math.min(60, 5L << i - 1));
            assertThat(Duration.between(now, state.dueAt())).isEqualTo(expected);
            now = state.dueAt();
        }
        desk.provider.down(false);

        assertThat(desk.at(now).callCards.polls().runOne()).isTrue();

        PollState state = desk.callCards.polls().state(desk.admin, desk.tenant.id(), ScriptedProvider.NAME, "main");
        assertThat(state.failures()).isZero();
        assertThat(state.failure()).isEmpty();
        assertThat(desk.calls()).hasSize(1);
    }

    private static CallReport report(int i, Instant start) {
        return CallReport.builder(ScriptedProvider.NAME, "c" + i)
                .account("main")
                .type(Call.Type.INBOUND)
                .caller("+4420794" + (10_000 + i))
                .startedAt(start)
                .answeredAt(start.plusSeconds(5))
                .endedAt(start.plusSeconds(25))
                .build();
    }

    private static String json(int i, Instant start) {
        return """
                {"provider":"scripted","account":"main","providerCallId":"c%d","type":"INBOUND","caller":"+4420794%d",
                 "startedAt":"%s","answeredAt":"%s","endedAt":"%s"}""".formatted(i, 10_000 + i, start, start.plusSeconds(5), start.plusSeconds(25));
    }
}
