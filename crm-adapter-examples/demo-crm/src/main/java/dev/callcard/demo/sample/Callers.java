package dev.callcard.demo.sample;

import dev.callcard.call.Agent;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallType;
import dev.callcard.call.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes the reports of the sample's calls. The same random numbers make the same calls. */
final class Callers {
    static final String PROVIDER = "sample";
    private static final String SHOP = "+442079460800";
    private static final List<Agent> AGENTS = List.of(
            agent("agent", "Maya Okafor", "201"),
            agent("tom.ashdown", "Tom Ashdown", "202"),
            agent("priya.nandra", "Priya Nandra", "203"),
            agent("ewan.kerrigan", "Ewan Kerrigan", "204"),
            agent("supervisor", "Helen Marchbank", "205"));

    private final Random random;
    private final List<CallReport> reports = new ArrayList<>();

    Callers(Random random) {
        this.random = random;
    }

    /** Adds a call whose conversation, or message, takes exactly some time. */
    void recorded(String id, String direction, String number, Optional<String> visitor, Instant start, Duration talk,
            String agentId) {
        boolean outbound = direction.equals("OUTBOUND");
        boolean voicemail = direction.equals("VOICEMAIL");
        Instant answered = start.plusSeconds(voicemail ? 25 : 4 + random.nextInt(12));
        CallReport.Builder report = base(id, number, outbound, start)
                .answeredAt(answered)
                .endedAt(answered.plus(talk))
                .outcome(voicemail ? Outcome.VOICEMAIL : Outcome.ANSWERED);
        AGENTS.stream().filter(agent -> agent.id().equals(Optional.of(agentId))).forEach(report::agent);
        visitor.ifPresent(report::visitorId);
        reports.add(report.build());
    }

    /** Adds a call of any kind. */
    void any(String id, String number, Optional<String> visitor, Instant start) {
        int dice = random.nextInt(100);
        boolean outbound = dice >= 80;
        Agent agent = AGENTS.get(random.nextInt(AGENTS.size()));
        int ring = 4 + random.nextInt(25);
        CallReport.Builder report = base(id, number, outbound, start);
        visitor.ifPresent(report::visitorId);
        if (dice < 60 || dice >= 86) {
            Instant answered = start.plusSeconds(ring);
            report.answeredAt(answered)
                    .endedAt(answered.plusSeconds(12 + random.nextInt(420)).plusMillis(random.nextInt(1_000)))
                    .outcome(Outcome.ANSWERED)
                    .agent(agent);
            if (!outbound && dice < 12) {
                ringGroup(id, start, ring, agent);
            }
        } else if (dice < 72) {
            report.endedAt(start.plusSeconds(ring + 15)).outcome(Outcome.NO_ANSWER);
        } else if (dice < 76) {
            report.endedAt(start.plusSeconds(3)).outcome(Outcome.BUSY);
        } else if (dice < 80) {
            report.endedAt(start.plusSeconds(ring)).outcome(Outcome.CANCELED);
        } else {
            report.endedAt(start.plusSeconds(ring + 10)).outcome(Outcome.NO_ANSWER).agent(agent);
        }
        reports.add(report.build());
    }

    List<CallReport> reports() {
        return reports;
    }

    /** The phones that rang and were not the one to be picked up. */
    private void ringGroup(String id, Instant start, int ring, Agent answering) {
        AGENTS.stream()
                .filter(agent -> !agent.equals(answering))
                .limit(2)
                .forEach(agent -> reports.add(
                        CallReport.builder(PROVIDER, id + "-" + agent.number().orElseThrow())
                                .legOf(id)
                                .startedAt(start)
                                .endedAt(start.plusSeconds(ring))
                                .outcome(Outcome.NO_ANSWER)
                                .agent(agent)
                                .build()));
    }

    private static CallReport.Builder base(String id, String number, boolean outbound, Instant start) {
        return CallReport.builder(PROVIDER, id)
                .type(outbound ? CallType.OUTBOUND : CallType.INBOUND)
                .startedAt(start)
                .caller(outbound ? SHOP : number)
                .destination(outbound ? number : SHOP)
                .department("Sales");
    }

    private static Agent agent(String id, String name, String number) {
        return new Agent(Optional.of(id), Optional.of(name), Optional.of(number));
    }
}
