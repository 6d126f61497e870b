package dev.callcard.benchmarks;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import java.time.Instant;
import java.util.Optional;

/** One call. The key is its own in the world. */
record Ring(long key, Customer customer, int index, Instant at) {
    static final String DESTINATION = "+380443334455";
    private static final String[] AGENTS = {"Олена Коваль", "Ann Smith", "Іван Петренко", "Bob Jones"};

    String providerCallId() {
        return Long.toHexString(Hash.of(key, at.getEpochSecond(), 8)) + "-" + key;
    }

    String visitor() {
        return customer.visitor(customer.visitorOfCall(index));
    }

    boolean isAnswered() {
        return Hash.below(10, key, 0, 9) > 0;
    }

    int waitSeconds() {
        return 3 + Hash.below(20, key, 0, 10);
    }

    int talkSeconds() {
        return isAnswered() ? 5 + Hash.below(400, key, 0, 11) : 0;
    }

    Instant answeredAt() {
        return at.plusSeconds(waitSeconds());
    }

    Instant endedAt() {
        return answeredAt().plusSeconds(talkSeconds());
    }

    String agentId() {
        return "agent-" + key % AGENTS.length;
    }

    String agentName() {
        return AGENTS[(int) (key % AGENTS.length)];
    }

    CallReport report() {
        CallReport.Builder report = CallReport.builder("provider", providerCallId())
                .type(Call.Type.INBOUND)
                .customerNumber(customer.phone())
                .caller(customer.phone())
                .destination(DESTINATION)
                .startedAt(at)
                .endedAt(endedAt())
                .visitorId(visitor())
                .outcome(isAnswered() ? Outcome.ANSWERED : Outcome.NO_ANSWER);
        if (isAnswered()) {
            report.answeredAt(answeredAt())
                    .agent(new Call.Agent(Optional.of(agentId()), Optional.of(agentName()), Optional.empty()));
        }
        return report.build();
    }
}
