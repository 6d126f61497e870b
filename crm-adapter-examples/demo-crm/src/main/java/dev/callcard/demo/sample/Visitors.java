package dev.callcard.demo.sample;

import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitReport;
import dev.callcard.visit.VisitorId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes visits of the sample's visitors to the shop. The same random numbers make the same visits. */
final class Visitors {
    private static final List<String> USER_AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4"
                    + " Safari/605.1.15",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4"
                    + " Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile"
                    + " Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");
    private static final int HEARTBEAT_SECONDS = 15;

    private final Random random;
    private final List<List<String>> pages = Table.rows("pages.csv");
    private final List<List<String>> sources = Table.rows("sources.csv");
    private final List<VisitReport> reports = new ArrayList<>();

    Visitors(Random random) throws IOException {
        this.random = random;
    }

    /** Adds a visit that is over by some instant, and whose last page was still looked at then in half of the cases. */
    void visit(String visitor, int number, Instant end) {
        int count = 2 + random.nextInt(5);
        int[] seconds = new int[count];
        int total = 0;
        for (int i = 0; i < count; i++) {
            seconds[i] = 20 + random.nextInt(160);
            total += seconds[i];
        }
        // Four in ten come by themselves or by a search; the others by all ways there are.
        List<String> source = sources.get(random.nextInt(random.nextInt(10) < 4 ? 3 : sources.size()));
        Instant at = end.minusSeconds(total);
        for (int i = 0; i < count; i++) {
            List<String> page = i == 0 ? pages.get(random.nextInt(4)) : pages.get(random.nextInt(pages.size()));
            boolean landing = i == 0;
            String query = landing && !source.get(2).isEmpty() ? "?" + source.get(2) : "";
            VisitEvent event = VisitEvent.pageView(
                            visitor + "-" + number + "-" + i, new VisitorId(visitor), at, page.get(0) + query)
                    .withTitle(page.get(1));
            add(visitor, landing && !source.get(1).isEmpty() ? event.withReferrer(source.get(1)) : event);
            boolean last = i == count - 1;
            if (last && random.nextBoolean()) {
                for (int beat = HEARTBEAT_SECONDS; beat < seconds[i]; beat += HEARTBEAT_SECONDS) {
                    String id = visitor + "-" + number + "-" + i + "-" + beat;
                    add(visitor, VisitEvent.heartbeat(id, new VisitorId(visitor), at.plusSeconds(beat)));
                }
            }
            at = at.plusSeconds(seconds[i]);
        }
    }

    List<VisitReport> reports() {
        return reports;
    }

    private void add(String visitor, VisitEvent event) {
        int hash = Math.floorMod(visitor.hashCode(), 1_000);
        String ip = NETWORKS.get(hash % NETWORKS.size()) + (1 + hash % 250);
        reports.add(new VisitReport(event, Optional.of(USER_AGENTS.get(hash % USER_AGENTS.size())), Optional.of(ip)));
    }
}
