package dev.callcard.demo.sample;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes the reports of the sample's calls. The same random numbers make the same calls. */
final class Callers {
    /** No call of the sample takes longer. */
    static final Duration LONGEST = Duration.ofMinutes(9);

    private static final String PROVIDER = "sample";
    private static final String SHOP = "+442079460800";
    private static final String WORKSHOP = "+441134960800";
    private static final List<Call.Agent> AGENTS = List.of(
            agent("agent", "Maya Okafor", "201"),
            agent("tom.ashdown", "Tom Ashdown", "202"),
            agent("priya.nandra", "Priya Nandra", "203"),
            agent("ewan.kerrigan", "Ewan Kerrigan", "204"),
            agent("supervisor", "Helen Marchbank", "205"));

    private final Random random;
    private final List<CallReport> reports = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();

    Callers(Random random) {
        this.random = random;
    }

    /** Adds a call whose conversation, or message, takes exactly some time. */
    void recorded(RecordedCall call, String number, Optional<String> visitor, Instant start) {
        boolean outbound = call.direction().equals("OUTBOUND");
        boolean voicemail = call.direction().equals("VOICEMAIL");
        Instant picked = start.plusSeconds(voicemail ? 25 : 4 + random.nextInt(12));
        CallReport.Builder report = base(call.id(), outbound ? Call.Type.OUTBOUND : Call.Type.INBOUND, number, start)
                .answeredAt(picked)
                .endedAt(picked.plus(call.length()))
                .outcome(voicemail ? Outcome.VOICEMAIL : Outcome.ANSWERED);
        AGENTS.stream()
                .filter(agent -> agent.id().equals(Optional.of(call.agent())))
                .forEach(report::agent);
        visitor.ifPresent(report::visitorId);
        reports.add(report.build());
    }

    /** Adds a call of any kind: mostly answered ones, but everything that happens in a shop is among them. */
    void any(String id, String number, Optional<String> visitor, Instant start) {
        int dice = random.nextInt(100);
        Call.Agent agent = AGENTS.get(random.nextInt(AGENTS.size()));
        int ring = 4 + random.nextInt(25);
        Call.Type type = dice < 70 ? Call.Type.INBOUND : dice < 92 ? Call.Type.OUTBOUND : Call.Type.CALLBACK;
        CallReport.Builder report = base(id, type, number, start);
        visitor.ifPresent(report::visitorId);
        switch (type) {
            case INBOUND -> inbound(report, id, dice, start, ring, agent);
            case OUTBOUND -> {
                if (dice < 86) {
                    answer(report, id, start, ring, agent);
                } else {
                    report.endedAt(start.plusSeconds(ring + 10L))
                            .outcome(dice < 88 ? Outcome.BUSY : Outcome.NO_ANSWER)
                            .agent(agent);
                }
            }
            case CALLBACK, INTERNAL -> {
                if (dice < 98) {
                    answer(report, id, start, ring, agent);
                } else {
                    report.endedAt(start.plusSeconds(ring + 20L))
                            .outcome(Outcome.CLIENT_NO_ANSWER)
                            .agent(agent);
                }
            }
        }
        reports.add(report.build());
    }

    List<CallReport> reports() {
        return reports;
    }

    /** Ids of the calls of {@link #any} in which somebody spoke. */
    List<String> answered() {
        return answered;
    }

    private void inbound(CallReport.Builder report, String id, int dice, Instant start, int ring, Call.Agent agent) {
        if (dice < 45) {
            answer(report, id, start, ring, agent);
            if (dice < 14) {
                ringGroup(id, start, ring, agent);
            }
        } else if (dice < 57) {
            report.endedAt(start.plusSeconds(ring + 15L)).outcome(Outcome.NO_ANSWER);
            if (dice < 50) {
                ringGroup(id, start, ring + 15, agent);
            }
        } else if (dice < 61) {
            report.endedAt(start.plusSeconds(3)).outcome(Outcome.BUSY);
        } else if (dice < 65) {
            report.endedAt(start.plusSeconds(ring)).outcome(Outcome.CANCELED);
        } else {
            Instant beep = start.plusSeconds(25);
            report.answeredAt(beep)
                    .endedAt(beep.plusSeconds(6 + random.nextInt(40)))
                    .outcome(Outcome.VOICEMAIL);
        }
    }

    private void answer(CallReport.Builder report, String id, Instant start, int ring, Call.Agent agent) {
        Instant picked = start.plusSeconds(ring);
        // Most conversations are short: a few long ones, as with real shops.
        int seconds = 12 + (int) (450 * Math.pow(random.nextDouble(), 2));
        report.answeredAt(picked)
                .endedAt(picked.plusSeconds(seconds).plusMillis(random.nextInt(1_000)))
                .outcome(Outcome.ANSWERED)
                .agent(agent);
        answered.add(id);
    }

    /** The phones that rang and were not the one to be picked up. */
    private void ringGroup(String id, Instant start, int ring, Call.Agent answering) {
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

    private CallReport.Builder base(String id, Call.Type type, String number, Instant start) {
        boolean workshop = random.nextInt(5) == 0;
        String own = workshop ? WORKSHOP : SHOP;
        CallReport.Builder report = CallReport.builder(PROVIDER, id)
                .type(type)
                .startedAt(start)
                .caller(type == Call.Type.INBOUND ? number : own)
                .destination(type == Call.Type.INBOUND ? own : number)
                .department(workshop ? "Workshop" : "Sales")
                .scheme(workshop ? "Workshop hours" : "Showroom hours");
        return type == Call.Type.CALLBACK ? report.customerNumber(number) : report;
    }

    private static Call.Agent agent(String id, String name, String number) {
        return new Call.Agent(Optional.of(id), Optional.of(name), Optional.of(number));
    }
}
