package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.agent;
import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.incoming;
import static dev.callcard.testkit.Reports.missed;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static dev.callcard.testkit.Tenant.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.error.InvalidInputException;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.visit.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every {@link LogStore} does. */
public interface LogStoreContract extends StorageFixture {
    @Test
    default void readShouldGiveEverythingOfALine() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/?utm_source=news"));
        CallId id = tenant.callOf("v1", NOON);
        tenant.categorise(id, "sale");
        Annotation annotation = tenant.rateManager(id, OptionalInt.of(2));
        RecordingCatalog.Entry recording = tenant.ready(id, tenant.audio(id, 12_345));

        LogStore.Line entry = only(tenant);

        assertThat(entry.call()).isEqualTo(tenant.call(id));
        assertThat(entry.source().flatMap(Source::source)).contains("news");
        assertThat(entry.annotation()).isEqualTo(annotation);
        assertThat(entry.recording()).contains(recording);
    }

    @Test
    default void readShouldBeEmptyWithoutCalls() {
        assertThat(Tenant.of(storage()).log(UnaryOperator.identity())).isEmpty();
    }

    @Test
    default void readShouldGiveCallsOfItsOwnProjectOnly() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        CallId call = tenant.add(answered("c1", "+442079460958", NOON));
        CallId ofOther = other.add(answered("c1", "+442079460958", NOON));
        other.comment(ofOther, "hello", NOON);

        assertThat(tenant.logged(UnaryOperator.identity())).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.number("+442079460958"))).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.comment("hello"))).isEmpty();
    }

    @Test
    default void readShouldBeNewestFirstAndTheGreaterIdFirstAtOneInstant() {
        Tenant tenant = Tenant.of(storage());
        for (int i = 0; i < 25; i++) {
            tenant.add(missed("c" + i, "+4420794601" + (10 + i), NOON.plusSeconds(i % 4)));
        }

        List<LogStore.Line> entries = tenant.log(UnaryOperator.identity());

        assertThat(entries).hasSize(25).doesNotHaveDuplicates();
        assertThat(entries)
                .isSortedAccordingTo(Comparator.comparing((LogStore.Line entry) ->
                                entry.call().facts().times().startedAt())
                        .thenComparing(entry -> entry.call().id().toString())
                        .reversed());
    }

    @Test
    default void readShouldEndWithoutAnEmptyPage() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(missed("c1", "+442079460958", NOON));
        tenant.add(missed("c2", "+442079460958", NOON));
        LogFilter filter = LogFilter.builder().build();

        assertThat(storage()
                        .log()
                        .read(tenant.project(), filter, PageRequest.first(2))
                        .next())
                .isEmpty();
        assertThat(storage()
                        .log()
                        .read(tenant.project(), filter, PageRequest.first(1))
                        .next())
                .isPresent();
    }

    @Test
    default void readShouldRefuseACursorThatIsNone() {
        Tenant tenant = Tenant.of(storage());
        PageRequest nonsense = new PageRequest(Optional.of("nonsense"), 10);

        assertThatThrownBy(() -> storage()
                        .log()
                        .read(tenant.project(), LogFilter.builder().build(), nonsense))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void readShouldFollowACallWhoseStartBecomesKnown() {
        Tenant tenant = Tenant.of(storage());
        CallId late = tenant.add(report("c1"));
        CallId other = tenant.add(missed("c2", "+442079460958", NOON.minusSeconds(60)));
        assertThat(tenant.logged(UnaryOperator.identity())).containsExactly(late, other);

        tenant.add(report("c1").startedAt(NOON.minusSeconds(90)));

        assertThat(tenant.logged(UnaryOperator.identity())).containsExactly(other, late);
    }

    // ---- each filter alone

    @Test
    default void readShouldFilterByPeriodFromInclusiveToExclusive() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(missed("before", "+442079460958", NOON.minusNanos(1_000)));
        CallId from = tenant.add(missed("from", "+442079460958", NOON));
        CallId last =
                tenant.add(missed("last", "+442079460958", NOON.plusSeconds(60).minusNanos(1_000)));
        CallId to = tenant.add(missed("to", "+442079460958", NOON.plusSeconds(60)));

        assertThat(tenant.logged(filter -> filter.from(NOON).to(NOON.plusSeconds(60))))
                .containsExactly(last, from);
        assertThat(tenant.logged(filter -> filter.from(NOON))).containsExactly(to, last, from);
        assertThat(tenant.logged(filter -> filter.from(NOON).to(NOON))).isEmpty();
        assertThat(tenant.logged(filter -> filter.to(NOON))).hasSize(1);
    }

    @Test
    default void readShouldFilterByType() {
        Tenant tenant = Tenant.of(storage());
        CallId in = tenant.add(report("in").type(Call.Type.INBOUND).startedAt(NOON));
        CallId out = tenant.add(report("out").type(Call.Type.OUTBOUND).startedAt(NOON.plusSeconds(1)));
        CallId back = tenant.add(report("back").type(Call.Type.CALLBACK).startedAt(NOON.plusSeconds(2)));
        tenant.add(report("untyped").startedAt(NOON.plusSeconds(3)));

        assertThat(tenant.logged(filter -> filter.types(Set.of(Call.Type.INBOUND))))
                .containsExactly(in);
        assertThat(tenant.logged(filter -> filter.types(Set.of(Call.Type.OUTBOUND, Call.Type.CALLBACK))))
                .containsExactly(back, out);
        assertThat(tenant.logged(filter -> filter.types(Set.of(Call.Type.INTERNAL))))
                .isEmpty();
        assertThat(tenant.logged(filter -> filter.types(Set.of()))).hasSize(4);
    }

    @Test
    default void readShouldFilterByOutcome() {
        Tenant tenant = Tenant.of(storage());
        CallId busy = tenant.add(report("busy").outcome(Outcome.BUSY).startedAt(NOON));
        CallId missed = tenant.add(missed("missed", "+442079460958", NOON.plusSeconds(1)));
        CallId unknown = tenant.add(report("unknown").status("wat").startedAt(NOON.plusSeconds(2)));

        assertThat(tenant.logged(filter -> filter.outcomes(Set.of(Outcome.BUSY, Outcome.NO_ANSWER))))
                .containsExactly(missed, busy);
        assertThat(tenant.logged(filter -> filter.outcomes(Set.of(Outcome.UNKNOWN))))
                .containsExactly(unknown);
    }

    @Test
    default void readShouldFilterByQualification() {
        Tenant tenant = Tenant.of(storage());
        CallId target = tenant.add(answered("c1", "+442079460958", NOON));
        CallId repeat = tenant.add(answered("c2", "+442079460958", NOON.plusSeconds(60)));
        CallId missed = tenant.add(missed("c3", "+442079460958", NOON.plusSeconds(90)));
        CallId open = tenant.add(incoming("c4", "+442079460958", NOON.plusSeconds(99)));

        assertThat(tenant.logged(filter -> filter.qualifications(Set.of(Call.Qualification.TARGET))))
                .containsExactly(target);
        assertThat(tenant.logged(filter -> filter.qualifications(Set.of(Call.Qualification.REPEAT))))
                .containsExactly(repeat);
        assertThat(tenant.logged(filter ->
                        filter.qualifications(Set.of(Call.Qualification.NON_TARGET, Call.Qualification.NOT_EVALUATED))))
                .containsExactly(open, missed);

        CallId earlier = tenant.add(answered("c0", "+442079460958", NOON.minusSeconds(60)));

        assertThat(tenant.logged(filter -> filter.qualifications(Set.of(Call.Qualification.TARGET))))
                .containsExactly(earlier);
    }

    @Test
    default void readShouldFilterByOrigin() {
        Tenant tenant = Tenant.of(storage());
        for (Call.Origin origin : Call.Origin.values()) {
            tenant.merge(origin, NOON, List.of(report(origin.name())));
        }

        for (Call.Origin origin : Call.Origin.values()) {
            assertThat(tenant.log(filter -> filter.origins(Set.of(origin))))
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry.call().key().providerCallId()).isEqualTo(origin.name()));
        }
    }

    @Test
    default void readShouldFilterByAgentExactly() {
        Tenant tenant = Tenant.of(storage());
        CallId own = tenant.add(report("c1").agent(agent("a1")));
        tenant.add(report("c2").agent(agent("A1")));
        tenant.add(report("c3").agent(agent("a1 ")));
        tenant.add(report("c4"));

        assertThat(tenant.logged(filter -> filter.agent("a1"))).containsExactly(own);
        assertThat(tenant.logged(filter -> filter.agent("a"))).isEmpty();
    }

    @Test
    default void readShouldFilterByNumberInAnySpelling() {
        Tenant tenant = Tenant.of(storage());
        CallId one = tenant.add(missed("c1", "020 7946 0958", NOON));
        CallId other = tenant.add(missed("c2", "+44 20 7946 0958", NOON.plusSeconds(1)));
        tenant.add(missed("c3", "020 7946 095", NOON));
        CallId invalid = tenant.add(missed("c4", "Ann", NOON));
        tenant.add(missed("c5", "ann", NOON));

        assertThat(tenant.logged(filter -> filter.number("(020) 7946-0958"))).containsExactly(other, one);
        assertThat(tenant.logged(filter -> filter.number("7946"))).isEmpty();
        assertThat(tenant.logged(filter -> filter.number("Ann"))).containsExactly(invalid);
    }

    @Test
    default void readShouldFilterByCategory() {
        Tenant tenant = Tenant.of(storage());
        CallId both = tenant.add(report("c1").startedAt(NOON));
        CallId one = tenant.add(report("c2").startedAt(NOON.plusSeconds(1)));
        CallId removed = tenant.add(report("c3"));
        tenant.add(report("c4"));
        tenant.categorise(both, "sale", "vip");
        tenant.categorise(one, "vip");
        tenant.categorise(removed, "sale");
        tenant.categorise(removed);

        assertThat(tenant.logged(filter -> filter.category("vip"))).containsExactly(one, both);
        assertThat(tenant.logged(filter -> filter.category("sale"))).containsExactly(both);
        assertThat(tenant.logged(filter -> filter.category("sal"))).isEmpty();
        assertThat(tenant.logged(filter -> filter.category("VIP"))).isEmpty();
    }

    @Test
    default void readShouldFilterByEitherRating() {
        Tenant tenant = Tenant.of(storage());
        CallId manager = tenant.add(report("c1").startedAt(NOON));
        CallId call = tenant.add(report("c2").startedAt(NOON.plusSeconds(1)));
        CallId cleared = tenant.add(report("c3"));
        tenant.rateManager(manager, OptionalInt.of(4));
        tenant.rateCall(manager, OptionalInt.of(1));
        tenant.rateCall(call, OptionalInt.of(4));
        tenant.rateCall(cleared, OptionalInt.of(4));
        tenant.rateCall(cleared, OptionalInt.empty());

        assertThat(tenant.logged(filter -> filter.rating(4))).containsExactly(call, manager);
        assertThat(tenant.logged(filter -> filter.rating(1))).containsExactly(manager);
        assertThat(tenant.logged(filter -> filter.rating(5))).isEmpty();
    }

    @Test
    default void readShouldFilterByRecording() {
        Tenant tenant = Tenant.of(storage());
        CallId with = tenant.add(answered("c1", "+442079460958", NOON));
        CallId expected = tenant.add(answered("c2", "+442079460958", NOON.minusSeconds(60))
                .recording(new Call.RecordingReference("https://example.com/1", true, Optional.empty())));
        tenant.ready(with);
        storage().recordingCatalog().expect(tenant.id(), List.of(expected), NOON);
        CallId unknown = tenant.add(answered("c3", "+442079460958", NOON.minusSeconds(120)));

        assertThat(tenant.logged(filter -> filter.hasRecording(true))).containsExactly(with);
        assertThat(tenant.logged(filter -> filter.hasRecording(false))).containsExactly(expected, unknown);
        assertThat(tenant.log(filter -> filter.hasRecording(false)))
                .extracting(line -> line.recording().map(RecordingCatalog.Entry::state))
                .containsExactly(Optional.of(Recording.State.EXPECTED), Optional.empty());
    }

    @Test
    default void readShouldFilterBySourceOfTheJoinedVisit() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/?utm_source=News%D0%AF"),
                view("e2", "v2", NOON.minusSeconds(60), "https://shop.example/?utm_source=other"),
                view("e3", "v3", NOON.minus(Duration.ofMinutes(30)), "https://shop.example/?utm_source=newsя"),
                view("e4", "v4", NOON.plusNanos(1_000), "https://shop.example/?utm_source=newsя"),
                view("e5", "v5", NOON.minusSeconds(60), "https://shop.example/"));
        CallId joined = tenant.callOf("v1", NOON);
        tenant.callOf("v2", NOON);
        CallId ended = tenant.callOf("v3", NOON);
        CallId notBegun = tenant.callOf("v4", NOON);
        CallId direct = tenant.callOf("v5", NOON);

        assertThat(tenant.logged(filter -> filter.source("NEWSЯ"))).containsExactly(joined);
        assertThat(tenant.logged(filter -> filter.source("(direct)"))).containsExactly(direct);
        assertThat(tenant.logged(filter -> filter.source("news"))).isEmpty();
        assertThat(tenant.log(UnaryOperator.identity()).stream()
                        .filter(entry -> entry.source().isEmpty())
                        .map(entry -> entry.call().id()))
                .containsExactlyInAnyOrder(ended, notBegun);
    }

    @Test
    default void readShouldFollowTheJoinAsEventsAndReportsArrive() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(incoming("c1", "+442079460958", NOON).visitorId("v1"));
        assertThat(only(tenant).source()).isEmpty();

        tenant.append(view("e2", "v1", NOON.minusSeconds(60), "https://shop.example/2?utm_source=b"));
        assertThat(only(tenant).source().flatMap(Source::source)).contains("b");

        tenant.append(view("e1", "v1", NOON.minusSeconds(90), "https://shop.example/1?utm_source=a"));
        assertThat(only(tenant).source().flatMap(Source::source)).contains("b");

        tenant.append(view("e3", "v1", NOON.minusSeconds(30), "https://shop.example/3?utm_source=c"));
        assertThat(only(tenant).source().flatMap(Source::source)).contains("c");

        tenant.add(report("c1").visitorId("v2").outcome(Outcome.ANSWERED));
        assertThat(only(tenant).source()).isEmpty();
        assertThat(only(tenant).call().id()).isEqualTo(call);
    }

    @Test
    default void readShouldTellNoSourceWhereSessionsAreNotTracked() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/?utm_source=news"));
        tenant.callOf("v1", NOON);

        tenant.change(NOON, settings -> settings.sessionTracking(ProjectSettings.SessionTracking.CHANNEL));

        assertThat(only(tenant).source()).isEmpty();
        assertThat(tenant.log(filter -> filter.source("news"))).isEmpty();
    }

    @Test
    default void readShouldFilterByProvider() {
        Tenant tenant = Tenant.of(storage());
        CallId acme = tenant.add(report("c1"));
        tenant.add(CallReport.builder("Acme", "c1"));
        tenant.add(CallReport.builder("acme2", "c1"));

        assertThat(tenant.logged(filter -> filter.provider("acme"))).containsExactly(acme);
    }

    @Test
    default void readShouldFilterByTextInComments() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId edited = tenant.add(report("c2"));
        CallId deleted = tenant.add(report("c3"));
        tenant.comment(call, "Wants 100% off_now \\ later", NOON);
        tenant.comment(call, "Перезвонить Ивану 😀", NOON);
        var old = tenant.comment(edited, "Ask again", NOON);
        storage()
                .annotations()
                .edit(
                        tenant.id(),
                        edited,
                        old.id(),
                        new dev.callcard.annotation.Comment.Content("Done", Optional.empty()),
                        OptionalLong.empty(),
                        NOON);
        var gone = tenant.comment(deleted, "Ask again", NOON);
        storage().annotations().delete(tenant.id(), deleted, gone.id(), OptionalLong.empty());

        assertThat(tenant.logged(filter -> filter.comment("WANTS"))).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.comment("100% OFF"))).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.comment("перезвонить ивану"))).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.comment("ИВАНУ 😀"))).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.comment("\\"))).containsExactly(call);
        assertThat(tenant.logged(filter -> filter.comment("1_0"))).isEmpty();
        assertThat(tenant.logged(filter -> filter.comment("w%s"))).isEmpty();
        assertThat(tenant.logged(filter -> filter.comment("ask again"))).isEmpty();
        assertThat(tenant.logged(filter -> filter.comment("done"))).containsExactly(edited);
    }

    @Test
    default void readShouldListACallOnceHoweverManyCommentsMatch() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        for (int i = 0; i < 5; i++) {
            tenant.comment(call, "again", NOON);
        }
        tenant.categorise(call, "a", "b", "c");

        assertThat(tenant.logged(filter -> filter.comment("again"))).containsExactly(call);
        assertThat(tenant.logged(UnaryOperator.identity())).containsExactly(call);
    }

    // ---- filters together, and paging

    @Test
    default void readShouldMeetEveryCondition() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/?utm_source=news"));
        CallReport.Builder report =
                answered("c1", "+442079460958", NOON).agent(agent("a1")).visitorId("v1");
        CallId id = tenant.add(report);
        tenant.add(answered("c2", "+442079460958", NOON.plusSeconds(1)));
        tenant.categorise(id, "sale");
        tenant.rateCall(id, OptionalInt.of(5));
        tenant.comment(id, "hello", NOON);
        tenant.ready(id);
        UnaryOperator<LogFilter.Builder> met = filter -> filter.from(NOON)
                .to(NOON.plusSeconds(60))
                .types(Set.of(Call.Type.INBOUND))
                .outcomes(Set.of(Outcome.ANSWERED))
                .qualifications(Set.of(Call.Qualification.TARGET))
                .origins(Set.of(Call.Origin.WEBHOOK))
                .agent("a1")
                .number("020 7946 0958")
                .category("sale")
                .rating(5)
                .hasRecording(true)
                .source("news")
                .provider("acme")
                .comment("hell");
        List<UnaryOperator<LogFilter.Builder>> unmet = List.of(
                filter -> filter.from(NOON.plusSeconds(1)),
                filter -> filter.from(NOON.minusSeconds(1)).to(NOON),
                filter -> filter.types(Set.of(Call.Type.OUTBOUND)),
                filter -> filter.outcomes(Set.of(Outcome.BUSY)),
                filter -> filter.qualifications(Set.of(Call.Qualification.REPEAT)),
                filter -> filter.origins(Set.of(Call.Origin.POLL)),
                filter -> filter.agent("a2"),
                filter -> filter.number("+442079460111"),
                filter -> filter.category("vip"),
                filter -> filter.rating(4),
                filter -> filter.hasRecording(false),
                filter -> filter.source("other"),
                filter -> filter.provider("other"),
                filter -> filter.comment("world"));

        assertThat(tenant.logged(met)).containsExactly(id);
        for (int i = 0; i < unmet.size(); i++) {
            var one = unmet.get(i);
            assertThat(tenant.logged(filter -> one.apply(met.apply(filter))))
                    .as("condition %d", i)
                    .isEmpty();
        }
    }

    @Test
    default void readShouldPageThroughWhatAFilterLeaves() {
        Tenant tenant = Tenant.of(storage());
        List<CallId> wanted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant start = NOON.minusSeconds(i);
            CallId id = tenant.add(missed("c" + i, "+442079460958", start).agent(agent("a" + i % 3)));
            tenant.comment(id, i % 2 == 0 ? "even" : "odd", NOON);
            if (i % 6 == 0) {
                wanted.add(id);
            }
        }

        assertThat(tenant.logged(filter -> filter.agent("a0").comment("even"))).isEqualTo(wanted);
    }

    private static LogStore.Line only(Tenant tenant) {
        List<LogStore.Line> entries = tenant.log(UnaryOperator.identity());
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }
}
