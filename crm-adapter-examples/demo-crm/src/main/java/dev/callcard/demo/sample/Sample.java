package dev.callcard.demo.sample;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.demo.DemoConfig;
import dev.callcard.demo.crm.ContactBook;
import dev.callcard.demo.crm.CrmContact;
import dev.callcard.demo.crm.User;
import dev.callcard.ingest.ItemResult;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Loads the sample: a few hundred calls and visits of the last two months, some with recordings and judgements. All ids
 * follow from a fixed seed and all times from the first start, so a load that was interrupted is simply repeated.
 */
@Singleton
public final class Sample {
    private static final int SEED = 2_026;
    private static final int BATCH = 1_000;
    private static final int DAYS = 60;
    private static final int VISITING_CONTACTS = 26;
    private static final int TODAY = 6;

    private final CallCards callCards;
    private final Storage storage;
    private final ContactBook book;
    private final DemoConfig config;
    private final Viewer admin = Viewer.of("admin", User.PROJECT, Viewer.Role.ADMIN);

    /**
     * A loader.
     *
     * @param callCards where to
     * @param storage what that keeps its data in
     * @param book the contacts, who make the calls
     * @param config the folder, and the clock that tells the first start
     */
    @Inject
    public Sample(CallCards callCards, Storage storage, ContactBook book, DemoConfig config) {
        this.callCards = callCards;
        this.storage = storage;
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
            write(
                    started,
                    config.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        load(Instant.parse(Files.readString(started).strip()));
        write(finished, "The sample was loaded; it is not loaded again.\n");
    }

    /** The whole file or none: a demo may be killed at any time. */
    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void load(Instant now) throws IOException {
        callCards.projects().create(User.PROJECT, settings());
        List<CrmContact> contacts = contacts();
        book.save(contacts);
        List<RecordedCall> recordings = RecordedCall.all();
        Random random = new Random(SEED);
        Days days = new Days(now, random);
        Visitors visitors = new Visitors(random);
        Callers callers = new Callers(random);
        for (int i = 0; i < recordings.size(); i++) {
            recordedCall(recordings.get(i), contacts.get(i * 2 % contacts.size()), i, days, visitors, callers);
        }
        for (int i = 0; i < contacts.size(); i++) {
            history(contacts.get(i), i, days, random, visitors, callers);
        }
        today(contacts, days, visitors, callers);
        callers.any("hidden-1", "", Optional.empty(), days.officeTime(1));
        callers.any("hidden-2", "Anonymous", Optional.empty(), days.officeTime(9));

        ingest(visitors.reports(), batch -> callCards.visits().ingest(admin, User.PROJECT, batch));
        Map<String, CallId> calls = ingestCalls(callers.reports());
        Judge judge = new Judge(storage, now);
        for (RecordedCall recording : recordings) {
            CallId call = call(calls, recording.id());
            attach(recording, call);
            judge.recorded(recording, call);
        }
        for (int i = 0; i < callers.answered().size(); i += 3) {
            judge.category(call(calls, callers.answered().get(i)), i / 3);
        }
    }

    private static CallId call(Map<String, CallId> calls, String id) {
        return Optional.ofNullable(calls.get(id)).orElseThrow();
    }

    private static ProjectSettings settings() {
        return ProjectSettings.builder("GB")
                .timeZone(Days.ZONE)
                .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                .ownHosts(List.of("oakandfern.example"))
                .ownNumbers(List.of("020 7946 0800", "0113 496 0800"))
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

    private static List<CrmContact> contacts() throws IOException {
        return Table.rows("contacts.csv").stream()
                .map(row -> new CrmContact(
                        Long.parseLong(row.get(0)),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        row.get(4),
                        Table.name(row.get(5)),
                        row.get(6)))
                .sorted(Comparator.comparingLong(CrmContact::id))
                .toList();
    }

    /** A call with a recording; the first ones were made today, and most come right after a visit. */
    private static void recordedCall(
            RecordedCall call, CrmContact contact, int number, Days days, Visitors visitors, Callers callers) {
        Instant start =
                number < 2 ? days.today(number == 0 ? 1 : 0.7, Duration.ofMinutes(5)) : days.officeTime(2 * number - 3);
        Optional<String> visitor = Optional.empty();
        if (call.direction().equals("INBOUND") && number % 3 != 2) {
            visitor = Optional.of(visitor(contact, 0));
            visitors.visit(visitor.get(), 100 + number, start.plusSeconds(30));
        }
        callers.recorded(call, contact.phone(), visitor, start);
    }

    /** Further calls and visits of a contact; the first contacts have the longest histories. */
    private static void history(
            CrmContact contact, int number, Days days, Random random, Visitors visitors, Callers callers) {
        int calls = number < 3 ? 28 - 6 * number : 3 + random.nextInt(8);
        boolean visits = number < VISITING_CONTACTS;
        for (int i = 0; i < calls; i++) {
            Instant start = days.officeTime(1 + random.nextInt(DAYS));
            Optional<String> visitor = Optional.empty();
            if (visits && random.nextInt(10) < 6) {
                visitor = Optional.of(visitor(contact, i % 7 == 6 ? 1 : 0));
                visitors.visit(visitor.get(), i, start.plusSeconds(random.nextInt(60)));
            }
            callers.any("s-" + contact.id() + "-" + i, contact.phone(), visitor, start);
        }
        int plainVisits = visits ? 6 + random.nextInt(9) : 0;
        for (int i = 0; i < plainVisits; i++) {
            int daysAgo = number == 1 && i == 0 ? 1 : 1 + random.nextInt(DAYS);
            visitors.visit(visitor(contact, 0), 1_000 + i, days.officeTime(daysAgo));
        }
    }

    private static void today(List<CrmContact> contacts, Days days, Visitors visitors, Callers callers) {
        for (int i = 0; i < TODAY; i++) {
            CrmContact contact = contacts.get(3 + 5 * i);
            Instant start = days.today((double) i / TODAY, Callers.LONGEST);
            Optional<String> visitor = Optional.empty();
            if (i % 2 == 0 && 3 + 5 * i < VISITING_CONTACTS) {
                visitor = Optional.of(visitor(contact, 0));
                visitors.visit(visitor.get(), 2_000 + i, start.plusSeconds(20));
            }
            callers.any("today-" + i, contact.phone(), visitor, start);
        }
    }

    private static String visitor(CrmContact contact, int browser) {
        return "sample-" + contact.id() + "-" + browser;
    }

    private Map<String, CallId> ingestCalls(List<CallReport> reports) {
        List<ItemResult> results =
                ingest(reports, batch -> callCards.calls().ingest(admin, User.PROJECT, Call.Origin.IMPORT, batch));
        Map<String, CallId> ids = new HashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            ids.put(
                    reports.get(i).key().providerCallId(),
                    results.get(i).id().flatMap(CallId::parse).orElseThrow());
        }
        return ids;
    }

    private static <T> List<ItemResult> ingest(List<T> reports, Function<List<T>, List<ItemResult>> handIn) {
        List<ItemResult> results = new ArrayList<>();
        for (int from = 0; from < reports.size(); from += BATCH) {
            results.addAll(handIn.apply(reports.subList(from, Math.min(reports.size(), from + BATCH))));
        }
        results.stream()
                .filter(result -> result.status() == ItemResult.Status.REJECTED)
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalStateException("The sample is wrong: " + wrong.errors());
                });
        return results;
    }

    private void attach(RecordedCall recording, CallId call) throws IOException {
        try (InputStream audio = Sample.class.getResourceAsStream("recordings/" + recording.id() + ".ogg")) {
            if (audio == null) {
                throw new FileNotFoundException(recording.id() + ".ogg is missing from the jar");
            }
            callCards.recordings().attach(admin, User.PROJECT, call, audio);
        }
    }
}
