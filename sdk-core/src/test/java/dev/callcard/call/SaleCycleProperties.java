package dev.callcard.call;

import static dev.callcard.call.Reports.START;
import static dev.callcard.call.Reports.at;
import static dev.callcard.call.Reports.facts;
import static dev.callcard.call.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SaleCycleProperties {
    private static final Project.CallRules RULES =
            new Project.CallRules(Duration.ofSeconds(30), Duration.ofDays(10), true);

    @Property(tries = 2_000)
    void cyclesAreThoseOfTheWholeHistory(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 60) Integer> days,
            @ForAll @IntRange(min = 1, max = 20) int firstCycle,
            @ForAll @IntRange(min = 1, max = 20) int laterCycle,
            @ForAll @IntRange(min = 0, max = 30) int resumeAt) {
        List<Instant> starts = days.stream()
                .sorted()
                .map(day -> START.plus(Duration.ofDays(day)))
                .toList();
        Instant change = START.plus(Duration.ofDays(30));
        List<Call.Qualification> expected = bruteForce(starts, change, firstCycle, laterCycle);

        // From the start, and from the newest target call before any call.
        assertThat(judged(starts, 0, expected, change, firstCycle, laterCycle)).isEqualTo(expected);
        int from = Math.min(resumeAt, starts.size());
        assertThat(judged(starts, from, expected, change, firstCycle, laterCycle))
                .isEqualTo(expected.subList(from, expected.size()));
    }

    /** A call is a repeat if, and only if, some target call before it has a cycle that holds it. */
    private static List<Call.Qualification> bruteForce(List<Instant> starts, Instant change, int first, int later) {
        List<Call.Qualification> found = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            boolean repeat = false;
            for (int j = 0; j < i; j++) {
                long cycle = Duration.ofDays(starts.get(j).isBefore(change) ? first : later)
                        .toMillis();
                long gap = starts.get(i).toEpochMilli() - starts.get(j).toEpochMilli();
                repeat |= found.get(j) == Call.Qualification.TARGET && gap < cycle;
            }
            found.add(repeat ? Call.Qualification.REPEAT : Call.Qualification.TARGET);
        }
        return found;
    }

    private static List<Call.Qualification> judged(
            List<Instant> starts, int from, List<Call.Qualification> known, Instant change, int first, int later) {
        Optional<Instant> last = Optional.empty();
        for (int i = 0; i < from; i++) {
            if (known.get(i) == Call.Qualification.TARGET) {
                last = Optional.of(starts.get(i));
            }
        }
        SaleCycle cycle = new SaleCycle(last, rules(last.orElse(START), change, first, later));
        return starts.subList(from, starts.size()).stream()
                .map(start -> cycle.judge(start, rules(start, change, first, later)))
                .toList();
    }

    private static Project.CallRules rules(Instant start, Instant change, int first, int later) {
        return new Project.CallRules(Duration.ZERO, Duration.ofDays(start.isBefore(change) ? first : later), true);
    }

    @Example
    void cycleHoldsItsFirstInstantAndNotItsLast() {
        SaleCycle cycle = new SaleCycle(Optional.empty(), RULES);
        Instant end = START.plus(Duration.ofDays(10));

        assertThat(cycle.judge(START, RULES)).isEqualTo(Call.Qualification.TARGET);
        assertThat(cycle.judge(START, RULES)).isEqualTo(Call.Qualification.REPEAT);
        assertThat(cycle.judge(end.minusNanos(1_000), RULES)).isEqualTo(Call.Qualification.REPEAT);
        assertThat(cycle.judge(end, RULES)).isEqualTo(Call.Qualification.TARGET);
        assertThat(cycle.judge(end.plusNanos(1_000), RULES)).isEqualTo(Call.Qualification.REPEAT);
    }

    @Example
    void talkOfExactlyTheThresholdCounts() {
        assertThat(alone(30_000)).isEqualTo(Call.Qualification.TARGET);
        assertThat(alone(29_999)).isEqualTo(Call.Qualification.NON_TARGET);
        assertThat(alone(0)).isEqualTo(Call.Qualification.NON_TARGET);
    }

    @Example
    void onlyFinishedIncomingCallsOfKnownNumbersAreJudged() {
        CallReport.Builder missed = report().type(Call.Type.INBOUND)
                .caller("+442079460958")
                .startedAt(at(0))
                .endedAt(at(20))
                .outcome(Outcome.NO_ANSWER);

        assertThat(SaleCycle.alone(facts(missed), RULES)).isEqualTo(Call.Qualification.NON_TARGET);
        assertThat(SaleCycle.alone(facts(missed.type(Call.Type.CALLBACK)), RULES))
                .isEqualTo(Call.Qualification.NON_TARGET);
        assertThat(SaleCycle.alone(facts(missed.type(Call.Type.OUTBOUND)), RULES))
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        assertThat(SaleCycle.alone(facts(missed.type(Call.Type.INTERNAL)), RULES))
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        missed.type(Call.Type.INBOUND);
        assertThat(SaleCycle.alone(facts(missed.caller("anonymous")), RULES))
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        missed.caller("+442079460958");
        CallReport.Builder running = report().type(Call.Type.INBOUND)
                .caller("+442079460958")
                .startedAt(at(0))
                .answeredAt(at(5))
                .outcome(Outcome.IN_PROGRESS);
        assertThat(SaleCycle.alone(facts(running), RULES)).isEqualTo(Call.Qualification.NOT_EVALUATED);
        assertThat(SaleCycle.alone(facts(report().caller("+442079460958").outcome(Outcome.BUSY)), RULES))
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
    }

    @Example
    void voicemailIsNoTargetHoweverLong() {
        CallReport.Builder mailbox = report().type(Call.Type.INBOUND)
                .caller("+442079460958")
                .startedAt(at(0))
                .answeredAt(at(5))
                .endedAt(at(500))
                .outcome(Outcome.VOICEMAIL);

        assertThat(SaleCycle.alone(facts(mailbox), RULES)).isEqualTo(Call.Qualification.NON_TARGET);
    }

    @Example
    void longestCycleOfTheSettingsIsNeverTooLong() {
        ProjectSettings settings =
                ProjectSettings.builder("GB").saleCycle(Duration.ofDays(36_500)).build();
        Project.CallRules rules = settings.callRules();
        Instant late = Instant.parse("9998-12-31T23:59:59Z");
        SaleCycle cycle = new SaleCycle(Optional.of(late), rules);

        assertThat(cycle.judge(late, rules)).isEqualTo(Call.Qualification.REPEAT);
    }

    @Example
    void changedRulesCountFromThenOn() {
        ProjectSettings first =
                ProjectSettings.builder("GB").targetTalk(Duration.ofSeconds(1)).build();
        ProjectSettings second =
                first.toBuilder().targetTalk(Duration.ofSeconds(2)).build();
        Project project = Project.create(ProjectId.of("p"), first)
                .change(second, at(100))
                .change(second.toBuilder().active(false).build(), at(150))
                .change(first, at(200));

        assertThat(project.version()).isEqualTo(3);
        assertThat(project.past()).hasSize(2);
        assertThat(project.rulesAt(at(-1_000_000)).targetTalk()).isEqualTo(Duration.ofSeconds(1));
        assertThat(project.rulesAt(at(100).minusNanos(1_000)).targetTalk()).isEqualTo(Duration.ofSeconds(1));
        assertThat(project.rulesAt(at(100)).targetTalk()).isEqualTo(Duration.ofSeconds(2));
        assertThat(project.rulesAt(at(199)).targetTalk()).isEqualTo(Duration.ofSeconds(2));
        assertThat(project.rulesAt(at(200)).targetTalk()).isEqualTo(Duration.ofSeconds(1));
    }

    private static Call.Qualification alone(long talkMillis) {
        return SaleCycle.alone(
                facts(report().type(Call.Type.INBOUND)
                        .caller("+442079460958")
                        .startedAt(at(0))
                        .answeredAt(at(5))
                        .endedAt(at(5).plusMillis(talkMillis))
                        .outcome(Outcome.ANSWERED)),
                RULES);
    }
}
