package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.Outcome;
import dev.callcard.card.CardFacts;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Tombstone;
import dev.callcard.log.LogFilter;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One random story, told to several storages, each of which must agree with the first. */
final class Differential {
    private static final Instant BEGIN = Instant.parse("2026-01-15T08:00:00Z");
    private static final List<String> CATEGORIES = List.of("sale", "Sale", "sale ", "salé", "sale\u0301");

    private final Random random;
    private final String seed;
    private final View first;
    private final List<View> others;
    private final Stories stories;
    private final ProjectId project = Tenant.newId();
    private final List<Call.Key> keys = new ArrayList<>();
    private final List<CallReport> told = new ArrayList<>();
    private final List<Comment.Id> comments = new ArrayList<>();
    private ProjectSettings settings = ProjectSettings.builder("GB")
            .sessionTracking(ProjectSettings.SessionTracking.SESSION)
            .ownNumbers(List.of(Reports.OUR_NUMBER))
            .saleCycle(Duration.ofDays(5))
            .build();
    private Instant now = BEGIN;
    private int operation;

    Differential(long seed, Storage first, List<Storage> others) {
        this.random = new Random(seed);
        this.seed = Long.toString(seed);
        this.stories = new Stories(random);
        this.first = new View(first, project);
        this.others = others.stream().map(storage -> new View(storage, project)).toList();
    }

    void run(int operations) {
        all(view -> view.storage.projects().create(project, settings));
        for (operation = 1; operation <= operations; operation++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(180))).plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
            step();
        }
        while (stories.hasMore()) {
            merge();
        }
        for (Call.Key key : keys) {
            compareCard(key, random.nextBoolean() ? now : first.start(key));
        }
        for (int i = 0; i < 40; i++) {
            compareLog();
        }
        compareCustomers();
    }

    private void step() {
        stories.makeUpCalls(now);
        int dice = random.nextInt(100);
        if (dice < 40 || keys.isEmpty()) {
            merge();
        } else if (dice < 65) {
            append();
        } else if (dice < 72) {
            annotate();
        } else if (dice < 77) {
            comment();
        } else if (dice < 81) {
            changeSettings();
        } else if (dice < 84) {
            changeRecording();
        } else if (dice < 87) {
            erase();
        } else if (dice < 97) {
            compareCard(any(keys), now.minus(Duration.ofHours(random.nextInt(24 * 40))));
        } else {
            compareLog();
        }
    }

    private void merge() {
        now = now.plus(1, ChronoUnit.MICROS); // calls that begin with their receipt must not tie either
        List<CallReport> batch = new ArrayList<>();
        boolean startless = false;
        for (int i = 1 + random.nextInt(9); i > 0 && (stories.hasMore() || !told.isEmpty()); i--) {
            boolean again = !stories.hasMore() || (!told.isEmpty() && random.nextInt(4) == 0);
            CallReport report = again ? any(told) : stories.next();
            // Two calls that begin with the same receipt would be listed by their ids, which differ between storages.
            boolean begins = !keys.contains(report.key());
            boolean opensWithoutStart = begins && !stories.tellsStart(report);
            if (opensWithoutStart && startless) {
                continue;
            }
            startless |= opensWithoutStart;
            batch.add(report);
        }
        Call.Origin origin = any(List.of(Call.Origin.values()));
        List<CallState> states = batch.stream().map(CallReport::toState).toList();
        List<Status> statuses = all(view ->
                view.merge(origin, states, now).stream().map(Merged::status).toList());
        assertThat(statuses).hasSize(states.size());
        for (int i = 0; i < statuses.size(); i++) {
            Call.Key key = states.get(i).key();
            if (statuses.get(i) != Status.REJECTED && !keys.contains(key)) {
                keys.add(key);
            }
        }
        told.addAll(batch);
    }

    private void append() {
        List<VisitEvent> events = stories.events(now);
        all(view -> view.append(events));
    }

    private void annotate() {
        Call.Key key = any(keys);
        Annotation.Change change = new Annotation.Change(
                maybe(List.of(any(CATEGORIES), "vip").subList(0, random.nextInt(3))), maybe(mark()), maybe(mark()));
        all(view -> view.storage.annotations().change(project, view.id(key), change, OptionalLong.empty(), "Ann", now));
    }

    private void comment() {
        Call.Key key = any(keys);
        Comment.Content content = new Comment.Content(
                any(List.of("Call back", "Перезвонить", "50% off", "C:\\new 'and' \"old\" 😀")),
                maybe(Duration.ofSeconds(9)));
        if (comments.isEmpty() || random.nextBoolean()) {
            Comment.Id id =
                    new Comment.Id(UUID.nameUUIDFromBytes(new byte[] {(byte) operation, (byte) (operation >> 8)}));
            comments.add(id);
            Comment comment = new Comment(id, 1, content, "ann", "Ann", now, Optional.empty());
            all(view -> {
                view.storage.annotations().add(project, view.id(key), comment);
                return comment;
            });
        } else {
            Comment.Id id = any(comments);
            boolean delete = random.nextInt(3) == 0;
            all(view -> {
                var annotations = view.storage.annotations();
                Optional<Comment> known = annotations.comment(project, view.id(key), id);
                if (known.isPresent() && delete) {
                    annotations.delete(
                            project,
                            view.id(key),
                            id,
                            OptionalLong.of(known.get().version()));
                } else if (known.isPresent()) {
                    annotations.edit(project, view.id(key), id, content, OptionalLong.empty(), now);
                }
                return known;
            });
        }
    }

    private void changeSettings() {
        // After everything that was told: a change counts for calls that start from then on.
        now = now.plus(1, ChronoUnit.MICROS);
        settings = settings.toBuilder()
                .targetTalk(Duration.ofSeconds(random.nextInt(90)))
                .saleCycle(Duration.ofDays(1L + random.nextInt(10)))
                .recordingEnabled(random.nextBoolean())
                .build();
        all(view -> view.storage.projects().save(project, settings, OptionalLong.empty(), now));
    }

    private void changeRecording() {
        Call.Key key = any(keys);
        UUID version = new UUID(operation, operation);
        switch (random.nextInt(7)) {
            case 0 ->
                all(view -> {
                    view.expect(keys, now);
                    return true;
                });
            case 1 ->
                all(view -> {
                    view.lookAgain(key, now);
                    return true;
                });
            case 2 ->
                all(view -> view.record(
                        key,
                        (id, call) -> Entry.gone(id, call, Recording.State.DELETED, new Recording.Mark("Ann", now))));
            case 3 ->
                all(view -> view.record(
                        key,
                        (id, call) -> Entry.waiting(
                                id, call, Recording.State.FAILED, Optional.of("no"), 9, Optional.empty())));
            default ->
                all(view -> view.record(
                        key, (id, call) -> Entry.ready(id, call, audio(id, call, version), Optional.empty())));
        }
    }

    private void erase() {
        Call.Key key = any(keys);
        switch (random.nextInt(6)) {
            case 0 -> all(view -> view.hold(key, true, now));
            case 1, 2 -> all(view -> view.hold(key, false, now));
            case 3 -> all(view -> view.erase(key, now));
            default -> {
                // As if a backup had been restored that knows nothing of these erasures.
                List<Tombstone> ledger = new ArrayList<>();
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    ledger.add(new Tombstone(print(), now.minus(Duration.ofHours(random.nextInt(24 * 40)))));
                }
                all(view -> view.replay(ledger, now));
            }
        }
        compare("calls that are left", View::keys);
        compare("ledger", View::ledger);
        keys.retainAll(first.keys());
    }

    private Fingerprint print() {
        Optional<Fingerprint> print = switch (random.nextInt(3)) {
            case 0 -> {
                Call.Key key = any(keys);
                yield Tenant.PRINTS.ofCall(project, key.provider(), key.account(), key.providerCallId());
            }
            case 1 -> Tenant.PRINTS.ofVisitor(project, any(Stories.VISITORS));
            default ->
                Tenant.PRINTS.ofNumber(
                        project,
                        settings.phoneParser().parse(any(Stories.NUMBERS)).key());
        };
        return print.orElseGet(this::print);
    }

    private static Recording.Audio audio(ProjectId project, CallId call, UUID version) {
        return new Recording.Audio(
                new RecordingStore.Key(project, call, version), "audio/ogg", 1, "0".repeat(64), Optional.empty());
    }

    private void compareCard(Call.Key key, Instant asOf) {
        Optional<String> agent = maybe(stories.agent());
        int limit = 1 + random.nextInt(8);
        String what = "card of %s as of %s for %s".formatted(key.providerCallId(), asOf, agent);
        CardFacts expected = first.card(key, asOf, agent, limit);
        for (View view : others) {
            CardFacts card = view.card(key, asOf, agent, limit);
            same(what + ": call", card.call(), expected.call());
            same(what + ": totals", card.totals(), expected.totals());
            same(what + ": visits", card.visits(), expected.visits());
            same(what + ": top pages", card.topPages(), expected.topPages());
            same(what + ": sessions", card.sessions(), expected.sessions());
            same(what + ": calls", card.calls(), expected.calls());
            same(what, card, expected);
        }
        int pageSize = 5 + random.nextInt(20);
        compare(what + ": all calls", view -> view.calls(key, asOf, agent, pageSize));
        compare(what + ": all sessions", view -> view.sessions(key, asOf, agent, pageSize));
        compare(what + ": card of its customer", view -> view.cardOfCustomer(key, asOf, agent, limit));
    }

    private void compareLog() {
        LogFilter filter = filter();
        int limit = 5 + random.nextInt(30);
        compare("log", view -> view.log(filter, limit));
    }

    private void compareCustomers() {
        for (String number : Stories.NUMBERS) {
            compare("customer of a number", view -> view.customer(number));
            for (String agent : Stories.AGENTS) {
                compare("whether an agent called", view -> view.hasCall(number, agent));
            }
        }
    }

    private LogFilter filter() {
        LogFilter.Builder filter = LogFilter.builder();
        int conditions = random.nextInt(4);
        for (int i = 0; i < conditions; i++) {
            switch (random.nextInt(14)) {
                case 0 -> filter.from(now.minus(Duration.ofHours(random.nextInt(500))));
                case 1 -> filter.to(now.plus(Duration.ofMinutes(random.nextInt(100))));
                case 2 -> filter.types(Set.of(any(List.of(Call.Type.values()))));
                case 3 -> filter.outcomes(Set.of(Outcome.ANSWERED, any(List.of(Outcome.BUSY, Outcome.UNKNOWN))));
                case 4 -> filter.qualifications(Set.of(any(List.of(Call.Qualification.values()))));
                case 5 -> filter.origins(Set.of(any(List.of(Call.Origin.values()))));
                case 6 -> filter.agent(stories.agent());
                case 7 -> filter.number(any(Stories.NUMBERS));
                case 8 -> filter.category(any(CATEGORIES));
                case 9 -> filter.rating(1 + random.nextInt(5));
                case 10 -> filter.hasRecording(random.nextBoolean());
                case 11 -> filter.source(any(List.of("(direct)", "NEWS", "google", "bing", "shop2.example")));
                case 12 -> filter.provider(any(List.of("acme", "other")));
                default -> filter.comment(any(List.of("call", "ПЕРЕ", "%", "\\NEW '", "😀")));
            }
        }
        return filter.build();
    }

    private <T> void compare(String what, Function<View, T> read) {
        T expected = read.apply(first);
        others.forEach(view -> same(what, read.apply(view), expected));
    }

    private <T> void same(String what, T actual, T expected) {
        assertThat(actual).as(where(what)).isEqualTo(expected);
    }

    /** Does a thing to all, which must say the same about it. */
    private <T> T all(Function<View, T> action) {
        T expected = action.apply(first);
        others.forEach(view -> same("what a change said", action.apply(view), expected));
        return expected;
    }

    private String where(String what) {
        return "%s, after operation %d of -Dcallcard.seed=%s".formatted(what, operation, seed);
    }

    private OptionalInt mark() {
        return random.nextInt(4) == 0 ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(5));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
