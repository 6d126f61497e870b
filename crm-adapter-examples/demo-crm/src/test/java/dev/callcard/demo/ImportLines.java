package dev.callcard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of calls of any length, of which every line can be told: of ten lines one repeats an earlier line, one tells the end
 * of a call that an earlier line began, and of a thousand lines one is wrong.
 */
final class ImportLines {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final int lines;

    ImportLines(int lines) {
        this.lines = lines;
    }

    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int line = 0; line < lines; line++) {
                out.write(text(line));
                out.write('\n');
            }
        }
    }

    int calls() {
        int calls = 0;
        for (int line = 0; line < lines; line++) {
            calls += isNew(line) ? 1 : 0;
        }
        return calls;
    }

    int wrong() {
        return (lines + 499) / 1_000;
    }

    /** Which line a call is from. */
    int lineOf(Call call) {
        return Integer.parseInt(call.key().providerCallId().substring(1));
    }

    /** Holds a call against the lines about it. */
    void check(Call call) {
        int line = lineOf(call);
        boolean began = line % 10 == 2 && line + 6 >= lines;
        Instant start = START.plusSeconds(line * 13L);
        Call.Facts facts = call.facts();
        assertThat(isNew(line)).as("line %s", line).isTrue();
        assertThat(facts.times().startedAt()).isEqualTo(start);
        assertThat(facts.times().answeredAt()).isEqualTo(began ? Optional.empty() : Optional.of(start.plusSeconds(7)));
        assertThat(facts.times().endedAt()).isEqualTo(began ? Optional.empty() : Optional.of(end(line)));
        assertThat(facts.outcome()).isEqualTo(began ? Outcome.IN_PROGRESS : Outcome.ANSWERED);
        assertThat(facts.customerNumber().text()).isEqualTo(number(line));
        assertThat(facts.agent().flatMap(Call.Agent::name)).contains("Agent " + line % 50);
        assertThat(call.origin()).isEqualTo(Call.Origin.IMPORT);
    }

    private static boolean isNew(int line) {
        return line % 10 < 8 && line % 1_000 != 500;
    }

    private String text(int line) {
        if (line % 10 == 9) {
            return text(line - 5);
        }
        if (line % 10 == 8) {
            return report(line - 6, true);
        }
        return line % 1_000 == 500 ? "{\"provider\": \"pbx\"}" : report(line, line % 10 != 2);
    }

    private String report(int line, boolean ended) {
        Instant start = START.plusSeconds(line * 13L);
        String rest = ended
                ? "\"answeredAt\":\"" + start.plusSeconds(7) + "\",\"endedAt\":\"" + end(line)
                        + "\",\"outcome\":\"ANSWERED\""
                : "\"outcome\":\"IN_PROGRESS\"";
        return ("{\"provider\":\"pbx\",\"account\":\"main\",\"providerCallId\":\"c%d\",\"type\":\"INBOUND\",\"startedAt\":\"%s\","
                        + "\"caller\":\"%s\",\"destination\":\"+442079460100\",\"agent\":{\"id\":\"%d\",\"name\":\"Agent %d\"},%s}")
                .formatted(line, start, number(line), line % 50, line % 50, rest);
    }

    private static Instant end(int line) {
        return START.plusSeconds(line * 13L + 30 + line % 600);
    }

    /** About five calls of a customer. */
    private String number(int line) {
        int customers = Math.max(1, lines / 5);
        return "+4420" + (70_000_000 + (int) (line * 7_919L % customers));
    }
}
