package dev.callcard.demo.sample;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.AnnotationChange;
import dev.callcard.annotation.Comment;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.Origin;
import dev.callcard.demo.DemoConfig;
import dev.callcard.demo.crm.ContactBook;
import dev.callcard.demo.crm.CrmContact;
import dev.callcard.demo.crm.User;
import dev.callcard.ingest.ItemResult;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.SessionTracking;
import dev.callcard.visit.VisitReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Loads the sample: a few hundred calls and visits of the last two months, some with recordings and judgements. All ids
 * follow from a fixed seed and all times from the first start, so a load that was interrupted is simply repeated.
 */
@Singleton
public final class Sample {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final int SEED = 2_026;
    private static final int BATCH = 1_000;
    private static final int DAYS = 60;
    private static final int VISITING_CONTACTS = 26;

    private final CallCards callCards;
    private final ContactBook book;
    private final DemoConfig config;
    private final Viewer admin = Viewer.of("admin", User.PROJECT, Viewer.Role.ADMIN);
    private final Viewer supervisor =
            new User("supervisor", "Helen Marchbank", Viewer.Role.SUPERVISOR).viewer();

    /**
     * A loader.
     *
     * @param callCards where to
     * @param book the contacts, who make the calls
     * @param config the folder, and the clock that tells the first start
     */
    @Inject
    public Sample(CallCards callCards, ContactBook book, DemoConfig config) {
        this.callCards = callCards;
        this.book = book;
        this.config = config;
    }

    /**
     * Loads the sample, unless that was done before in this folder.
     *
     * @throws IOException if the folder cannot be written
     */
    public void loadOnce() throws IOException {
        Path started = config.data().resolve("sample-started.txt");
        Path finished = config.data().resolve("sample-finished.txt");
        if (Files.exists(finished)) {
            return;
        }
        if (!Files.exists(started)) {
            Files.writeString(started, config.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        load(Instant.parse(Files.readString(started).strip()));
        Files.writeString(finished, "The sample was loaded; it is not loaded again.\n");
    }

    private void load(Instant now) throws IOException {
        callCards.projects().create(User.PROJECT, settings());
        Random random = new Random(SEED);
        Visitors visitors = new Visitors(random);
        Callers callers = new Callers(random);
        List<CrmContact> contacts =
                book.all().stream().sorted(Comparator.comparingLong(CrmContact::id)).toList();
        List<List<String>> recordings = Table.rows("recordings.csv");
        for (int i = 0; i < recordings.size(); i++) {
            recordedCall(recordings.get(i), contacts.get(i * 2 % contacts.size()), i, now, visitors, callers);
        }
        for (int i = 0; i < contacts.size(); i++) {
            history(contacts.get(i), i, now, random, visitors, callers);
        }
        callers.any("hidden-1", "", Optional.empty(), now.minus(Duration.ofHours(30)));
        callers.any("hidden-2", "Anonymous", Optional.empty(), now.minus(Duration.ofDays(9)));
        ingestVisits(visitors.reports());
        Map<String, CallId> calls = ingestCalls(callers.reports());
        for (List<String> recording : recordings) {
            CallId call = calls.get(recording.get(0));
            attach(recording.get(0), call);
            judge(recording, call);
        }
    }

    private static ProjectSettings settings() {
        return ProjectSettings.builder("GB")
                .timeZone(ZONE)
                .sessionTracking(SessionTracking.SESSION)
                .ownHosts(List.of("oakandfern.example"))
                .ownNumbers(List.of("020 7946 0800"))
                .categories(List.of(
                        new Category("order", "Order", "#2e7d32"),
                        new Category("delivery", "Delivery", "#1565c0"),
                        new Category("product", "Product question", "#6a1b9a"),
                        new Category("complaint", "Complaint", "#c62828"),
                        new Category("refund", "Refund", "#ad5d00"),
                        new Category("warranty", "Warranty", "#00695c"),
                        new Category("opening-hours", "Opening hours", "#455a64"),
                        new Category("callback", "Call back", "#4527a0"),
                        new Category("wrong-number", "Wrong number", "#757575")))
                .build();
    }

    /** A call with a recording; the first one is just over, and most come right after a visit. */
    private static void recordedCall(
            List<String> row, CrmContact contact, int number, Instant now, Visitors visitors, Callers callers) {
        Duration ago = number == 0 ? Duration.ofMinutes(20) : Duration.ofHours(27L * number);
        Instant start = now.minus(ago);
        Optional<String> visitor = Optional.empty();
        if (row.get(1).equals("INBOUND") && number % 3 != 2) {
            visitor = Optional.of(visitor(contact, 0));
            visitors.visit(visitor.get(), 100 + number, start.plusSeconds(30));
        }
        Duration talk = Duration.ofMillis(Long.parseLong(row.get(2)));
        callers.recorded(row.get(0), row.get(1), contact.phone(), visitor, start, talk, row.get(3));
    }

    /** Further calls and visits of a contact; the first contacts have the longest histories. */
    private static void history(
            CrmContact contact, int number, Instant now, Random random, Visitors visitors, Callers callers) {
        int calls = number < 3 ? 28 - 6 * number : 3 + random.nextInt(7);
        boolean visits = number < VISITING_CONTACTS;
        for (int i = 0; i < calls; i++) {
            Instant start = officeTime(now, 1 + random.nextInt(DAYS), random);
            Optional<String> visitor = Optional.empty();
            if (visits && random.nextInt(10) < 6) {
                visitor = Optional.of(visitor(contact, i % 7 == 6 ? 1 : 0));
                visitors.visit(visitor.get(), i, start.plusSeconds(random.nextInt(60)));
            }
            callers.any("s-" + contact.id() + "-" + i, contact.phone(), visitor, start);
        }
        int plainVisits = visits ? 3 + random.nextInt(8) : 0;
        for (int i = 0; i < plainVisits; i++) {
            visitors.visit(visitor(contact, 0), 1_000 + i, officeTime(now, 1 + random.nextInt(DAYS), random));
        }
    }

    private static String visitor(CrmContact contact, int browser) {
        return "sample-" + contact.id() + "-" + browser;
    }

    /** Some time in the opening hours of a day before today. */
    private static Instant officeTime(Instant now, int daysAgo, Random random) {
        return now.atZone(ZONE)
                .toLocalDate()
                .minusDays(daysAgo)
                .atTime(LocalTime.of(9, 0))
                .atZone(ZONE)
                .toInstant()
                .plusSeconds(random.nextInt(9 * 3_600));
    }

    private void ingestVisits(List<VisitReport> reports) {
        for (int from = 0; from < reports.size(); from += BATCH) {
            List<VisitReport> batch = reports.subList(from, Math.min(reports.size(), from + BATCH));
            check(callCards.visits().ingest(admin, User.PROJECT, batch));
        }
    }

    private Map<String, CallId> ingestCalls(List<CallReport> reports) {
        Map<String, CallId> ids = new HashMap<>();
        for (int from = 0; from < reports.size(); from += BATCH) {
            List<CallReport> batch = reports.subList(from, Math.min(reports.size(), from + BATCH));
            List<ItemResult> results = callCards.calls().ingest(admin, User.PROJECT, Origin.IMPORT, batch);
            check(results);
            for (int i = 0; i < batch.size(); i++) {
                ids.put(
                        batch.get(i).key().providerCallId(),
                        results.get(i).id().flatMap(CallId::parse).orElseThrow());
            }
        }
        return ids;
    }

    private static void check(List<ItemResult> results) {
        List<ItemResult> rejected = results.stream()
                .filter(result -> result.status() == ItemResult.Status.REJECTED)
                .toList();
        if (!rejected.isEmpty()) {
            throw new IllegalStateException("the sample is wrong: " + rejected.get(0).errors());
        }
    }

    private void attach(String recording, CallId call) throws IOException {
        try (InputStream audio = Sample.class.getResourceAsStream("recordings/" + recording + ".ogg")) {
            if (audio == null) {
                throw new FileNotFoundException(recording + ".ogg is missing from the jar");
            }
            callCards.recordings().attach(admin, User.PROJECT, call, audio);
        }
    }

    private void judge(List<String> row, CallId call) {
        AnnotationChange change = new AnnotationChange(
                Optional.of(new ArrayList<>(List.of(row.get(4)))), rating(row.get(6)), rating(row.get(5)));
        callCards.annotations().change(supervisor, User.PROJECT, call, change, OptionalLong.empty());
        boolean commented = !callCards
                .annotations()
                .comments(supervisor, User.PROJECT, call, PageRequest.first(1))
                .items()
                .isEmpty();
        if (!row.get(7).isEmpty() && !commented) {
            callCards
                    .annotations()
                    .comment(supervisor, User.PROJECT, call, new Comment.Content(row.get(7), Optional.empty()));
        }
    }

    private static Optional<OptionalInt> rating(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(OptionalInt.of(Integer.parseInt(text)));
    }
}
